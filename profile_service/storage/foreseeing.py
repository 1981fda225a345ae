"""What the readings of a batch foresee, fetched in one statement of each kind, in the transaction that carries them all."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, bindparam, select

from consent.vocabulary import IndividualId
from profile_service.actions.news import acquaintance
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.storage.mapping import load_scopes
from profile_service.storage.reach_tables import AcquaintanceRow
from profile_service.storage.statements import PreparedForMany
from profile_service.storage.tables import DataKeyRow, GrantRow, IndividualRow, table_of
from profile_service.storage.tallies import Counts, counts_of
from profile_service.storage.telling_tables import TallyRow

_GRANTS = table_of(GrantRow)
_INDIVIDUALS = table_of(IndividualRow)
_KEYS = table_of(DataKeyRow)
_TALLIES = table_of(TallyRow)
_KNOWN = table_of(AcquaintanceRow)

# Whether she has paused everything, her marks and her key come with the grant, in one statement: none of them lags behind.
_FIND_GRANTS: Final = PreparedForMany(
    select(
        _GRANTS,
        _INDIVIDUALS.c.paused_at.label("all_paused_at"),
        _INDIVIDUALS.c.marks,
        _KEYS.c.sealing_version,
        _KEYS.c.wrapped,
    ),
    _GRANTS.join(_INDIVIDUALS, _INDIVIDUALS.c.id == _GRANTS.c.individual_id).join(
        _KEYS, _KEYS.c.individual_id == _GRANTS.c.individual_id
    ),
    _GRANTS.c.id,
)
_FIND_TALLIES: Final = PreparedForMany(
    select(
        _TALLIES.c.organisation_id, _TALLIES.c.reader_hash, _TALLIES.c.ground_hash, _TALLIES.c.tries
    ).where(_TALLIES.c.day == bindparam("on")),
    _TALLIES,
    _TALLIES.c.organisation_id,
    _TALLIES.c.reader_hash,
    _TALLIES.c.ground_hash,
    more=("on",),
)
_FIND_KNOWN: Final = PreparedForMany(
    select(_KNOWN.c.individual_id, _KNOWN.c.who_hash, _KNOWN.c.day),
    _KNOWN,
    _KNOWN.c.individual_id,
    _KNOWN.c.who_hash,
)


class UnforeseenError(Exception):
    """A reading asks for what no ordinary one needs."""


class Primed:
    """Answers what was foreseen, and nothing else."""

    def __getattr__(self, name: str) -> NoReturn:
        raise UnforeseenError(name)


class Fetched:
    """The rows of a batch, by what they were asked for. They live as long as its transaction."""

    def __init__(self, connection: Connection, foreseen: Iterable[Foreseen]) -> None:
        self._connection = connection
        keys = list({one.grant: (one.grant,) for one in foreseen}.values())
        rows = _FIND_GRANTS.rows(connection, keys)
        self.grants: dict[str, Any] = {row.id: row for row in rows if _is_live(row)}
        self.people: dict[str, Any] = {row.individual_id: row for row in self.grants.values()}

    def leave_out(self, apart: Callable[[Any], bool]) -> None:
        """Go on as if the grants of those who are apart were not there."""
        left_out = {whose for whose, row in self.people.items() if apart(row)}
        if left_out:
            self.grants = {key: row for key, row in self.grants.items() if row.individual_id not in left_out}
            self.people = {row.individual_id: row for row in self.grants.values()}

    @property
    def granted(self) -> set[tuple[str, str]]:
        """The sections that the grants name, by whose they are."""
        return {
            (row.individual_id, scope.section)
            for row in self.grants.values()
            for scope in load_scopes(row.scopes)
        }

    def known(self, keys: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], date]:
        """When each of them read each of these people last, for those who did."""
        rows = _FIND_KNOWN.rows(self._connection, keys) if keys else ()
        return {(row.individual_id, bytes(row.who_hash)): row.day for row in rows}

    def tries(self, keys: Iterable[tuple[str, bytes, bytes]], day: date) -> Counts:
        """How often was tried so far, on this day."""
        asked = list(dict.fromkeys(keys))
        rows = _FIND_TALLIES.rows(self._connection, asked, day) if asked else ()
        return counts_of(rows)


def _is_live(row: Any) -> bool:
    """Whether its reading could be an ordinary one. Where it could not, as little is done for it as for one that is not there:
    how long a batch of refusals takes says nothing about why."""
    paused = row.paused_at is not None or row.all_paused_at is not None
    return row.state == "active" and not paused and row.barred is None and row.marks is not None


def acquaintance_of(row: Any, foreseen: Foreseen) -> tuple[IndividualId, str]:
    """Whom a reading would acquaint with whom, by its grant."""
    unit = foreseen.unit or row.unit
    who = acquaintance("reading", row.id, row.organisation_id, unit, foreseen.reader)
    return IndividualId(row.individual_id), who
