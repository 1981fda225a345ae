"""The vault: sealed sections, opened only with a permit (I-01)."""

from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from consent.errors import PermitError
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError, SectionFullError, StaleVersionError
from profile_service.actions.ports import PastEntry
from profile_service.domain.disclosure import narrow
from profile_service.domain.leaving import LeavingSections
from profile_service.domain.opening import Telling
from profile_service.domain.profile import Assertion, ItemId, PastVersion, Profile
from profile_service.domain.sections import SECTIONS
from profile_service.domain.shielding import NAMING, between_the_lines
from profile_service.storage.books import Books
from profile_service.storage.foreseeing import Primed, UnforeseenError
from profile_service.storage.mapping import dump_items, dump_past, length_of, load_past, load_section
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.reviews import note_review_days
from profile_service.storage.statements import Prepared, PreparedForMany
from profile_service.storage.tables import PastVersionRow, SectionRow, table_of

_SECTIONS = table_of(SectionRow)
_PAST = table_of(PastVersionRow)
LARGEST_SECTION: Final = 2 * 1024 * 1024
"""Bytes, before sealing. A section is opened and sealed as a whole, and everybody else waits meanwhile."""


def _read_some(count: int) -> Prepared:
    names: list[BindParameter[str]] = [bindparam(f"name{at}") for at in range(count)]
    return Prepared(
        select(_SECTIONS.c.name, _SECTIONS.c.version, _SECTIONS.c.sealed).where(
            _SECTIONS.c.individual_id == bindparam("individual"), _SECTIONS.c.name.in_(names)
        )
    )


_READ = {count: _read_some(count) for count in range(1, len(SECTIONS) + 1)}
"""By how many sections are wanted, so that no other section is even fetched."""
_READ_MANY = PreparedForMany(
    select(_SECTIONS.c.individual_id, _SECTIONS.c.name, _SECTIONS.c.version, _SECTIONS.c.sealed),
    _SECTIONS,
    _SECTIONS.c.individual_id,
    _SECTIONS.c.name,
)


class SealedVault:
    """Sections sealed with AES-256-GCM under each individual's own data key; see `actions.ports.Vault`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, books: Books) -> None:
        self._connection = connection
        self._keys = keys
        self._books = books

    def create(self, individual: IndividualId) -> None:
        self._keys.create(individual)

    def begin(self, permit: Permit) -> None:
        _spend(permit)
        self._books.opened(permit)

    def read(self, permit: Permit, telling: Telling = Telling.LINE, repeats: str = "") -> Profile:
        scopes = _spend(permit)
        self._books.opened(permit, telling, repeats)
        wanted = {scope.section for scope in scopes}
        if not wanted:
            return Profile({}, {})
        # Of a protected person, what would name her is looked up in the same statement, to be masked in what leaves.
        names = wanted | set(NAMING) if permit.shielded else wanted
        opened, versions = {}, {}
        for row in self._rows(permit.individual, names):
            plain = self._open(permit.individual, row.name, row.version, row.sealed)
            opened[row.name] = load_section(row.name, plain)
            versions[row.name] = row.version
        if not names <= wanted:
            versions = {name: version for name, version in versions.items() if name in wanted}
        if permit.basis is Basis.OWNERSHIP:
            whole = {name: narrow(opened[name].items(), scopes) for name in versions}
            return Profile(versions, {name: items for name, items in whole.items() if items})
        cut = {name: opened[name].cut(scopes) for name in versions}
        leaving = LeavingSections({name: section for name, section in cut.items() if section})
        if not permit.shielded:
            return Profile(versions, leaving)
        between = between_the_lines({name: section.items() for name, section in opened.items()})
        return Profile(versions, {name: between.mask(items) for name, items in leaving.items()})

    def history(self, permit: Permit, section: str, item: ItemId) -> Sequence[PastVersion]:
        scopes = _spend(permit)
        if permit.basis is not Basis.OWNERSHIP or section not in {scope.section for scope in scopes}:
            raise PermitError("only the individual's own permit opens the past")
        rows = self._connection.execute(
            select(_PAST)
            .where(
                _PAST.c.individual_id == permit.individual,
                _PAST.c.item_id == item,
                _PAST.c.section == section,
            )
            .order_by(_PAST.c.version)
        ).all()
        return [self._load_past(permit.individual, row) for row in rows]

    def whole_past(self, permit: Permit) -> Sequence[tuple[str, ItemId, PastVersion]]:
        wanted = {scope.section for scope in _spend(permit)}
        if permit.basis is not Basis.OWNERSHIP:
            raise PermitError("only the individual's own permit opens the past")
        hers = select(_PAST).where(_PAST.c.individual_id == permit.individual, _PAST.c.section.in_(wanted))
        rows = self._connection.execute(hers.order_by(_PAST.c.section, _PAST.c.item_id, _PAST.c.version))
        return [(row.section, ItemId(row.item_id), self._load_past(permit.individual, row)) for row in rows]

    def _load_past(self, individual: IndividualId, row: Any) -> PastVersion:
        bound = _past_binding(row.section, row.item_id, row.version)
        return load_past(row.version, self._keys.open(individual, row.sealed, bound))

    def write(
        self, individual: IndividualId, section: str, items: Sequence[Assertion], was: int, past: PastEntry
    ) -> None:
        binding = f"section|{section}|{was + 1}"
        plain = dump_items(items)
        if length_of(plain, len(items)) > LARGEST_SECTION:
            raise SectionFullError
        try:
            sealed = self._keys.seal(individual, plain, binding)
        except KeyError:
            raise NotAvailableError from None
        self._replace(individual, section, was, sealed)
        note_review_days(self._connection, individual, section, items)
        rows = [
            {
                "individual_id": individual,
                "item_id": item,
                "version": version.version,
                "section": section,
                "sealed": self._keys.seal(
                    individual, dump_past(version), _past_binding(section, item, version.version)
                ),
            }
            for item, version in past
        ]
        if rows:
            self._connection.execute(insert(_PAST), rows)

    def erase(self, individual: IndividualId, at: datetime) -> None:
        self._keys.destroy(individual, at)
        for table in (_SECTIONS, _PAST):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def _rows(self, individual: IndividualId, names: Set[str]) -> Sequence[Any]:
        named = {f"name{at}": name for at, name in enumerate(names)}
        return _READ[len(names)].rows(self._connection, individual=individual, **named)

    def _replace(self, individual: IndividualId, section: str, was: int, sealed: bytes) -> None:
        if was == 0:
            row = {"individual_id": individual, "name": section, "version": 1, "sealed": sealed}
            self._connection.execute(insert(_SECTIONS), row)
            return
        found = self._connection.execute(
            update(_SECTIONS)
            .where(
                _SECTIONS.c.individual_id == individual,
                _SECTIONS.c.name == section,
                _SECTIONS.c.version == was,
            )
            .values(version=was + 1, sealed=sealed)
        )
        if found.rowcount != 1:
            raise StaleVersionError(was)

    def _open(self, individual: IndividualId, section: str, version: int, sealed: bytes) -> bytes:
        try:
            return self._keys.open(individual, sealed, f"section|{section}|{version}")
        except KeyError:
            raise NotAvailableError from None


class _FetchedVault(SealedVault):
    """A vault whose sealed sections were fetched beforehand; it opens each under a permit of its own, like every vault."""

    def __init__(
        self, connection: Connection, keys: PersonalKeys, books: Books, granted: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(connection, keys, books)
        self._fetched: defaultdict[str, list[Any]] = defaultdict(list)
        for row in _READ_MANY.rows(connection, granted) if granted else ():
            self._fetched[row.individual_id].append(row)

    def turn_to(self, books: Books) -> None:
        self._books = books

    def _rows(self, individual: IndividualId, names: Set[str]) -> Sequence[Any]:
        return [row for row in self._fetched[individual] if row.name in names]


class PrimedVault(Primed):
    """The vault of readings that are carried together: it opens under grants alone.

    Args:
        granted: the sections that their grants name, by whose they are: they are fetched in one statement.
    """

    def __init__(
        self, connection: Connection, keys: PersonalKeys, books: Books, granted: Sequence[tuple[str, str]]
    ) -> None:
        self._vault = _FetchedVault(connection, keys, books, granted)

    def turn_to(self, books: Books) -> None:
        """What is opened from now on is told of in these books."""
        self._vault.turn_to(books)

    def read(self, permit: Permit, telling: Telling = Telling.LINE, repeats: str = "") -> Profile:
        """As `SealedVault.read`."""
        if permit.basis is not Basis.GRANT or permit.shielded:
            raise UnforeseenError("another ground")
        # Whether the line of a first reading is there is looked up on the general way alone.
        if telling is not Telling.LINE or repeats:
            raise UnforeseenError("no first reading")
        return self._vault.read(permit, telling, repeats)


def _spend(permit: Permit) -> tuple[Scope, ...]:
    # A look-alike, or a subclass with a door of its own, has been past no decision.
    if type(permit) is not Permit:
        raise PermitError("this is not a permit")
    return permit.use()


def _past_binding(section: str, item: ItemId, version: int) -> str:
    return f"past|{section}|{item}|{version}"
