"""The ledger of erasures inside of the database: a line in the very transaction that destroys a data key."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from sqlalchemy import Connection, insert, select, union

from consent.vocabulary import IndividualId
from profile_service.domain.erasure import BEFORE_THE_FIRST, ErasureLine
from profile_service.storage.erasure_tables import ErasureRow
from profile_service.storage.tables import DataKeyRow, IndividualRow, table_of

_ERASURES: Final = table_of(ErasureRow)
_KEYS: Final = table_of(DataKeyRow)
_INDIVIDUALS: Final = table_of(IndividualRow)
_PAGE: Final = 5_000


class Blinder(Protocol):
    """What the ledger needs from the key ring."""

    def blind(self, purpose: str, word: str) -> bytes: ...


def subject_of(blinder: Blinder, individual: str) -> bytes:
    """Who a line is about, as it stands there."""
    return blinder.blind("erasure-subject", individual)


def mac_of(blinder: Blinder, line: ErasureLine, before: bytes) -> bytes:
    """What a line's mac must be."""
    return blinder.blind("erasure-line", line.words(before))


class TableErasures:
    """Over one connection, inside its transaction. Writers are serial, so numbers follow each other."""

    def __init__(self, connection: Connection, blinder: Blinder) -> None:
        self._connection = connection
        self._blinder = blinder

    def append(self, individual: str, at: datetime) -> None:
        """Write down that she was erased; nothing where that stands there already."""
        self._append(at.astimezone(UTC).date().isoformat(), subject_of(self._blinder, individual))

    def take_over(self, line: ErasureLine) -> None:
        """Write down an erasure that another copy of the ledger knows of: as it stands there, where it is the next one here."""
        self._append(line.day, line.subject)

    def newest(self) -> ErasureLine | None:
        """The last line."""
        found = self._connection.execute(select(_ERASURES).order_by(_ERASURES.c.number.desc()).limit(1))
        row = found.one_or_none()
        return None if row is None else _line(row)

    def at(self, number: int) -> ErasureLine | None:
        """One line."""
        row = self._connection.execute(select(_ERASURES).where(_ERASURES.c.number == number)).one_or_none()
        return None if row is None else _line(row)

    def after(self, number: int) -> Iterator[ErasureLine]:
        """The lines after a number, in order."""
        while True:
            found = select(_ERASURES).where(_ERASURES.c.number > number)
            rows = self._connection.execute(found.order_by(_ERASURES.c.number).limit(_PAGE)).all()
            for row in rows:
                yield _line(row)
            if len(rows) < _PAGE:
                return
            number = rows[-1].number

    def still_there(self, subjects: Collection[bytes]) -> dict[bytes, IndividualId]:
        """Who of them has a data key or an account here, by subject. Looks at everybody."""
        wanted, found = set(subjects), {}
        everybody = union(select(_KEYS.c.individual_id), select(_INDIVIDUALS.c.id))
        rows = self._connection.execute(everybody.execution_options(stream_results=True))
        for page in rows.partitions(_PAGE):
            for (individual,) in page:
                subject = subject_of(self._blinder, individual)
                if subject in wanted:
                    found[subject] = IndividualId(individual)
        return found

    def _append(self, day: str, subject: bytes) -> None:
        there = select(_ERASURES.c.number).where(_ERASURES.c.subject == subject)
        if self._connection.execute(there).first() is not None:
            return
        last = self.newest()
        number, before = (last.number, last.mac) if last else (0, BEFORE_THE_FIRST)
        line = ErasureLine(number + 1, day, subject, b"")
        mac = mac_of(self._blinder, line, before)
        row = {"number": line.number, "day": day, "subject": subject, "mac": mac}
        self._connection.execute(insert(_ERASURES), row)


def first_break(blinder: Blinder, lines: Sequence[ErasureLine]) -> int | None:
    """The number of the first line that does not follow from those before it; None where all do."""
    before = BEFORE_THE_FIRST
    for at, line in enumerate(lines, 1):
        if line.number != at or line.mac != mac_of(blinder, line, before):
            return at
        before = line.mac
    return None


def _line(row: object) -> ErasureLine:
    return ErasureLine(row.number, row.day, bytes(row.subject), bytes(row.mac))  # type: ignore[attr-defined]
