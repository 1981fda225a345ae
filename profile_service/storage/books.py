"""Double entry: what the journal was told of, and what the vault opened, of one unit of work. They match, or nothing is committed.

The journal tells each line of something disclosed, the vault each opening under another's permit; neither knows of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import Connection

from consent.permit import Basis, Permit
from consent.vocabulary import IndividualId
from profile_service.domain.event import AuditEvent, EventId
from profile_service.domain.opening import Telling
from profile_service.storage.inserting import InsertMany
from profile_service.storage.proof_tables import OpeningRow
from profile_service.storage.tables import table_of

_OPENINGS = table_of(OpeningRow)
_COLUMNS: Final = ("individual_id", "telling", "event_id")
_APPEND = InsertMany(_OPENINGS, _COLUMNS)
_HER_OWN: Final = frozenset({Basis.OWNERSHIP, Basis.PREVIEW})
_TOLD_BY_A_LINE: Final = frozenset({Telling.LINE, Telling.BESIDE})


class BooksError(Exception):
    """Something was opened that no line tells of, or a line tells of something that was not opened."""


class OpeningLine(NamedTuple):
    """A line of the vault's own book, as it is inserted."""

    individual_id: IndividualId
    telling: str
    event_id: EventId | None


@dataclass(slots=True)
class _Opening:
    individual: IndividualId
    telling: Telling
    event: EventId | None


class Books:
    """Of one unit of work; nothing is kept over from another."""

    def __init__(self) -> None:
        self._lines: list[AuditEvent] = []
        self._openings: list[_Opening] = []

    def told(self, event: AuditEvent) -> None:
        """A line of something disclosed is written."""
        self._lines.append(event)

    def opened(self, permit: Permit, telling: Telling = Telling.LINE, repeats: str = "") -> None:
        """The vault spends a permit.

        Raises:
            BooksError: that cannot be told of so.
        """
        if permit.basis in _HER_OWN:
            return
        if (telling is Telling.AGAIN) is not bool(repeats):
            raise BooksError("a repeated reading names the line of the first, and no other does")
        if telling is Telling.GOING_ON and permit.basis is not Basis.SHARE:
            raise BooksError("only a link is looked at again")
        self._openings.append(_Opening(permit.individual, telling, EventId(repeats) if repeats else None))

    def take(self) -> Sequence[OpeningLine]:
        """The openings, each with the line that tells of it; they are taken once.

        Raises:
            BooksError: openings and lines do not match one to one.
        """
        if not self._openings and not self._lines:
            return ()
        told: dict[str, list[EventId]] = {}
        newest: dict[str, EventId] = {}
        for line in self._lines:
            told.setdefault(line.individual or "", []).append(line.id)
            newest[line.individual or ""] = line.id
        # A retry that leaves in another form has a line of its own: then that line is what tells of it.
        for telling in (Telling.LINE, Telling.AGAIN):
            for one in self._openings:
                if one.telling is telling and told.get(one.individual):
                    one.event, one.telling = told[one.individual].pop(0), Telling.LINE
        if any(told.values()):
            raise BooksError("a line tells of an opening that was none")
        for one in self._openings:
            if one.telling is Telling.BESIDE:
                one.event = newest.get(one.individual)
            if one.event is None and one.telling in _TOLD_BY_A_LINE:
                raise BooksError("something was opened that no line tells of")
        rows = [OpeningLine(one.individual, one.telling.value, one.event) for one in self._openings]
        self._openings, self._lines = [], []
        return rows


def insert_openings(connection: Connection, rows: Sequence[OpeningLine]) -> None:
    """Append what was opened to the vault's own book."""
    if rows:
        _APPEND.run(connection, rows)
