"""The vault: sealed sections, opened only with a permit (I-01)."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from consent.errors import PermitError
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError, SectionFullError, StaleVersionError
from profile_service.actions.ports import PastEntry
from profile_service.domain.disclosure import as_recipient_sees, narrow
from profile_service.domain.profile import Assertion, ItemId, PastVersion, Profile
from profile_service.domain.sections import SECTIONS
from profile_service.domain.shielding import NAMING, between_the_lines
from profile_service.storage.mapping import dump_items, dump_past, load_items, load_past
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.reviews import note_review_days
from profile_service.storage.statements import Prepared
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


class SealedVault:
    """Sections sealed with AES-256-GCM under each individual's own data key; see `actions.ports.Vault`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def create(self, individual: IndividualId) -> None:
        self._keys.create(individual)

    def read(self, permit: Permit) -> Profile:
        scopes = _spend(permit)
        wanted = {scope.section for scope in scopes}
        if not wanted:
            return Profile({}, {})
        # Of a protected person, what would name her is looked up in the same statement, to be masked in what leaves.
        names = wanted | set(NAMING) if permit.shielded else wanted
        named = {f"name{at}": name for at, name in enumerate(names)}
        rows = _READ[len(names)].rows(self._connection, individual=permit.individual, **named)
        opened = {
            row.name: load_items(row.name, self._open(permit.individual, row.name, row.version, row.sealed))
            for row in rows
        }
        between = between_the_lines(opened) if permit.shielded else None
        sections: dict[str, tuple[Assertion, ...]] = {}
        for name in wanted & opened.keys():
            items = opened[name]
            if permit.basis is not Basis.OWNERSHIP:
                items = as_recipient_sees(items)
            if permitted := narrow(items, scopes):
                sections[name] = permitted if between is None else between.mask(permitted)
        return Profile({row.name: row.version for row in rows if row.name in wanted}, sections)

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
        if len(plain) > LARGEST_SECTION:
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

    def erase(self, individual: IndividualId) -> None:
        self._keys.destroy(individual)
        for table in (_SECTIONS, _PAST):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

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


def _spend(permit: Permit) -> tuple[Scope, ...]:
    # A look-alike, or a subclass with a door of its own, has been past no decision.
    if type(permit) is not Permit:
        raise PermitError("this is not a permit")
    return permit.use()


def _past_binding(section: str, item: ItemId, version: int) -> str:
    return f"past|{section}|{item}|{version}"
