"""The repositories that readings which are carried together share; see `priming`.

Each answers like the one that it stands for, from rows that were fetched for the whole batch, and refuses everything else.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, NoReturn

from sqlalchemy import Connection

from consent.declaration import PurposeDeclaration
from consent.grant import Grant
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.domain.authorization import TokenId
from profile_service.domain.event import AuditEvent, Outcome
from profile_service.domain.people import Client, ClientId, Organisation
from profile_service.domain.reading_limits import Tally
from profile_service.storage.accounts import TableAccounts
from profile_service.storage.books import Books
from profile_service.storage.declarations import TableDeclarations
from profile_service.storage.foreseeing import Fetched, Primed, UnforeseenError, acquaintance_of
from profile_service.storage.grant_mapping import load_grant
from profile_service.storage.issued_tokens import TableIssuedTokens
from profile_service.storage.journal_rows import whole_row
from profile_service.storage.marks import is_marked_protected
from profile_service.storage.news import hash_of_acquaintance
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tallies import (
    ALL,
    Counts,
    Places,
    add_tries,
    counted,
    hash_of,
    places_of,
    tally_of,
)

_ROOM: Final = 128
"""How far from a day's limit a reading has to be that is counted beside those of other workers. So it is seldom for nothing;
that the limit holds however many they are is seen to when the tries are written."""


class PrimedKeys(PersonalKeys):
    """The keys of the people whose grants were fetched."""

    def __init__(self, connection: Connection, sealer: Sealer, fetched: Fetched) -> None:
        super().__init__(connection, sealer)
        self._people = fetched.people

    def are_apart(self, row: Any) -> bool:
        """Whether somebody is under protected identity, or what says so does not open."""
        try:
            return is_marked_protected(self, IndividualId(row.individual_id), row.marks)
        except Exception:  # it fails the general way as well, and alone
            return True

    def _kept(self, individual: IndividualId) -> Any:
        if individual not in self._people:
            raise UnforeseenError("a key")
        return self._people[individual]


class PrimedAccounts(Primed):
    """Each system and each organisation is fetched once for a batch."""

    def __init__(self, connection: Connection) -> None:
        self._table = TableAccounts(connection)
        self._clients: dict[ClientId, Client | None] = {}
        self._organisations: dict[OrganisationId, Organisation | None] = {}

    def client(self, client: ClientId) -> Client | None:
        """As `TableAccounts.client`."""
        if client not in self._clients:
            found, organisation = self._table.client_of_organisation(client)
            self._clients[client] = found
            if found is not None:
                self._organisations[found.organisation] = organisation
        return self._clients[client]

    def organisation(self, organisation: OrganisationId) -> Organisation | None:
        """As `TableAccounts.organisation`."""
        if organisation not in self._organisations:
            self._organisations[organisation] = self._table.organisation(organisation)
        return self._organisations[organisation]


class PrimedTokens(Primed):
    """Whether a token was revoked is asked once for a batch."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._table = TableIssuedTokens(connection, sealer)
        self._revoked: dict[TokenId, bool] = {}

    def is_revoked(self, token: TokenId) -> bool:
        """As `TableIssuedTokens.is_revoked`."""
        if token not in self._revoked:
            self._revoked[token] = self._table.is_revoked(token)
        return self._revoked[token]


class PrimedDeclarations(Primed):
    """Each version of a declaration is fetched once for a batch."""

    def __init__(self, connection: Connection) -> None:
        self._table = TableDeclarations(connection)
        self._found: dict[tuple[DeclarationId, int], PurposeDeclaration | None] = {}

    def find(self, declaration: DeclarationId, version: int) -> PurposeDeclaration | None:
        """As `TableDeclarations.find`."""
        key = declaration, version
        if key not in self._found:
            self._found[key] = self._table.find(declaration, version)
        return self._found[key]


class PrimedLedger(Primed):
    """Grants as the batch's statement found them."""

    def __init__(self, fetched: Fetched) -> None:
        self._rows = fetched.grants

    def find(self, grant: GrantId) -> Grant:
        """As `TableLedger.find`; not for a grant that is not there, or of which she has shut somebody out."""
        row = self._rows.get(grant)
        if row is None or row.barred is not None:
            raise UnforeseenError("a grant")
        return load_grant(row, _nobody_is_shut_out)


def _nobody_is_shut_out(_row: Any) -> NoReturn:
    raise UnforeseenError("somebody is shut out")


class PrimedDuties(Primed):
    """No duty: a reading by law is not carried here. Where there is a grant, none is asked for; where there is none, nothing is
    carried."""

    def find(self, duty: str) -> None:
        """As `TableDuties.find` says it of the id of a grant."""
        del duty


class PrimedMarks(Primed):
    """Nobody who is under protected identity is read here: her grants were left out (`PrimedKeys.are_apart`)."""

    def __init__(self, fetched: Fetched) -> None:
        self._people = fetched.people

    def protected(self, individual: IndividualId) -> bool:
        """As `TableMarks.protected`, where she is not."""
        if individual not in self._people:
            raise UnforeseenError("marks")
        return False


class PrimedTallies(Primed):
    """Counts of the batch's readers and grounds, each try of a reading before counted in."""

    def __init__(
        self, sealer: Sealer, fetched: Fetched, foreseen: Sequence[Foreseen], *, alone: bool
    ) -> None:
        self._sealer, self._fetched, self._alone = sealer, fetched, alone
        self._foreseen = foreseen
        self._day: date | None = None
        self._places: dict[tuple[str, str, str], Places] = {}
        self._found: Counts = {}
        self._added: Counts = {}
        self._trying: Sequence[tuple[str, bytes, bytes]] = ()
        self.most = 0

    def so_far(self, organisation: OrganisationId, reader: str, ground: str, day: date) -> Tally:
        """As `TableTallies.so_far`."""
        if self._day is None:
            self._fetch(day)
        elif day != self._day:
            raise UnforeseenError("midnight")
        found = tally_of(self._found, self._places_of(organisation, reader, ground))
        # Others count at the same time: whoever opens somebody new, or is near a limit, waits until nobody does.
        if not self._alone and not (found.known and found.of_this + _ROOM < self.most):
            raise UnforeseenError("a try that others must not overtake")
        return found

    def count(self, organisation: OrganisationId, reader: str, ground: str, day: date, before: Tally) -> None:
        """As `TableTallies.count`, at the end."""
        del day
        self._trying = counted(self._places_of(organisation, reader, ground), before)

    def keep(self) -> None:
        """The reading is whole: its try counts."""
        for one in self._trying:
            self._found[one] = self._found.get(one, 0) + 1
            self._added[one] = self._added.get(one, 0) + 1
        self._trying = ()

    def drop(self) -> None:
        """The reading goes another way, and is counted there."""
        self._trying = ()

    def write(self, connection: Connection) -> None:
        """Add what was counted to what others have.

        Raises:
            UnforeseenError: with theirs it is more than a day allows. Then none of it may stay.
        """
        if self._day is None or not self._added:
            return
        # Whoever counted in the same rows was waited for: what stands there now is all that anybody counted.
        now = add_tries(connection, self._day, self._added)
        if not self._alone and any(tries > self.most for one, tries in now.items() if one[1] == ALL):
            raise UnforeseenError("others were faster")

    def _fetch(self, day: date) -> None:
        hashes: dict[tuple[str, str], bytes] = {}
        for one in self._foreseen:
            row = self._fetched.grants.get(one.grant)
            if row is not None:
                organisation = row.organisation_id
                for name in (one.reader, one.grant):
                    if (organisation, name) not in hashes:
                        hashes[organisation, name] = hash_of(self._sealer, organisation, name)
                places = places_of(
                    organisation, hashes[organisation, one.reader], hashes[organisation, one.grant]
                )
                self._places[organisation, one.reader, one.grant] = places
        self._day = day
        self._found = self._fetched.tries(chain.from_iterable(self._places.values()), day)

    def _places_of(self, organisation: str, reader: str, ground: str) -> Places:
        places = self._places.get((organisation, reader, ground))
        if places is None:
            raise UnforeseenError("another reader")
        return places


class PrimedNews(Primed):
    """Who has read whom before. Nothing is told here: whoever reads for the first time today goes the general way."""

    def __init__(self, sealer: Sealer, fetched: Fetched, foreseen: Sequence[Foreseen]) -> None:
        keys: dict[tuple[IndividualId, str], bytes] = {}
        for one in foreseen:
            row = fetched.grants.get(one.grant)
            if row is not None:
                key = acquaintance_of(row, one)
                if key not in keys:
                    keys[key] = hash_of_acquaintance(sealer, *key)
        found = fetched.known([(whose, hashed) for (whose, _), hashed in keys.items()])
        self._last: Mapping[tuple[IndividualId, str], date | None] = {
            key: found.get((key[0], hashed)) for key, hashed in keys.items()
        }

    def acquaint(self, individual: IndividualId, who: str, today: date) -> date:
        """As `TableNews.acquaint`, where that was today."""
        if self._last.get((individual, who)) != today:
            raise UnforeseenError("news")
        return today


class PrimedJournal(Primed):
    """Lines of what was disclosed, gathered."""

    def __init__(self, keys: PersonalKeys, books: Books) -> None:
        self._keys, self._books = keys, books
        self.rows: list[tuple[Any, ...]] = []

    def append(self, event: AuditEvent) -> None:
        """As `TableJournal.append`, at the end."""
        if event.outcome is not Outcome.DISCLOSED:
            raise UnforeseenError("a refusal")
        self._books.told(event)
        self.rows.append(whole_row(self._keys, event))
