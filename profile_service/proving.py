"""The journal is proved while it is written: committed lines are taken up into the tree, and both books are compared all the time.

What is read and hashed for that is read beside the lane that writes; there it takes a few small rows a second.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from profile_service.actions.errors import BusyError
from profile_service.actions.examining import Examination, added_outside, compare_books, examine_some
from profile_service.actions.ports import Work
from profile_service.actions.sequencing import (
    HasSigned,
    decided_now,
    next_growth,
    see_that_it_goes_on,
    see_that_it_was_signed,
    take_up,
)
from profile_service.domain.journal_tree import Checkpoint, Decided, Growth, Head
from profile_service.doors import House
from schemas.proofs.tree import ProofError

_REST: Final = timedelta(hours=1)
"""Between two goings through the whole."""
_log = structlog.get_logger("egenkarta.journal")


class Prover:
    """Of one process; several may run on one database. Nothing that matters is kept in it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._decided: Decided | None = None
        self._size = 0
        """Of the tree, as large as this process has seen it."""
        self._goes_on = False
        """Whether the tree was held against what is kept outside; once, since what comes after that is seen here."""
        self._outside = 0
        """The size of the last checkpoint that was kept outside."""
        self._wrong: set[str] = set()
        self._found: set[str] = set()
        self._examination: Examination | None = None
        self._ended: datetime | None = None

    async def integrate(self) -> int:
        """Take up what was committed until now, and compare both books of it. How many lines there were."""
        house, journal = self._house, self._house.pulse.journal
        journal.behind_since = journal.behind_since or house.desk.clock.now()
        kept = None if self._goes_on else await asyncio.to_thread(house.outside.read)
        with self._counting_what_is_broken():
            if kept is not None:
                await house.write(lambda work: see_that_it_goes_on(work, kept, house.log.has_signed))
            self._goes_on = True
            taken, newest = await self._integrate()
        if not journal.lag_rows:
            journal.behind_since = None
        house.pulse.beat("integrate", house.desk.clock.now())
        if newest is not None and newest.size > self._outside:
            await asyncio.to_thread(house.outside.keep, newest.note)
            self._outside = newest.size
        return taken

    async def _integrate(self) -> tuple[int, Checkpoint | None]:
        house, decided = self._house, await self._house.read(decided_now)
        if decided != self._decided:
            decided = await house.write(decided_now)
        taken = await self._take_up(decided.seq)
        if decided != self._decided:
            await self._compare(decided)
        if added := await house.read(added_outside):
            self._wrong |= added
            self._tell(set())
        newest = await house.read(lambda work: work.tree.checkpoint())
        house.pulse.journal.checkpoint_at = None if newest is None else newest.made_at
        return taken, newest

    async def examine(self) -> int:
        """Go on with the slow going through the whole; nought where it rests."""
        house, now = self._house, self._house.desk.clock.now()
        house.pulse.beat("examine", now)
        if self._examination is None:
            if self._decided is None or (self._ended is not None and now - self._ended < _REST):
                return 0
            self._examination = Examination(self._decided)
        found = self._examination
        try:
            with self._counting_what_is_broken():
                await house.read(lambda work: examine_some(work, found))
        except BusyError:
            raise
        except Exception as error:
            _log.error("examination ended", error=type(error).__name__)
            self._examination, self._ended = None, now
            return 0
        if found.done:
            self._examination, self._ended, self._found = None, now, set()
        self._tell(found.wrong)
        return 1

    async def examine_all(self) -> None:
        """Go through the whole now."""
        self._examination, self._ended = None, None
        while await self.examine():
            pass

    async def _take_up(self, upto: int) -> int:
        house, taken = self._house, 0
        while True:
            head, growth = await house.read(partial(_next, upto=upto, has_signed=house.log.has_signed))
            self._size = max(self._size, head.size)
            house.pulse.journal.lag_rows = max(upto - head.last_seq, 0)
            if growth is None:
                return taken
            note = house.log.sign_checkpoint(growth.size, growth.root)
            await house.write(_taking_up(house, growth, note, self._size))
            house.pulse.journal.behind_since = house.desk.clock.now()
            taken += len(growth.leaves)

    async def _compare(self, decided: Decided) -> None:
        house, before = self._house, self._decided
        if before is not None:
            mismatch = await house.read(lambda work: compare_books(work, before, decided))
            self._wrong |= mismatch.all
        self._decided = decided
        self._tell(set())

    @contextmanager
    def _counting_what_is_broken(self) -> Iterator[None]:
        """Whatever goes wrong but a database that is busy is of rows that are not as they were written, or not there."""
        try:
            yield
        except BusyError:
            raise
        except Exception:
            self._wrong.add("")
            self._tell(set())
            raise

    def _tell(self, wrong: set[str]) -> None:
        self._found |= wrong
        journal = self._house.pulse.journal
        journal.checked_at = self._house.desk.clock.now()
        count = len(self._wrong | self._found)
        if count > journal.mismatches:
            _log.error("the journal is not whole", lines=count, right="egenkarta journal verify")
        journal.mismatches = count


def _next(work: Work, upto: int, has_signed: HasSigned) -> tuple[Head, Growth | None]:
    # In each round, whether there is something to sign or not: what keeps the tree from growing is found here alone.
    see_that_it_was_signed(work, has_signed)
    return work.tree.head(), next_growth(work, upto)


def _taking_up(house: House, growth: Growth, note: bytes, had: int) -> Callable[[Work], bool]:
    def act(work: Work) -> bool:
        # Asked where it is written: what is read beside may be a copy that is a moment behind.
        size = work.tree.head().size
        if size < had:
            raise ProofError(f"the tree ends at {size}, and had {had} lines before")
        return take_up(work, house.desk, growth, note)

    return act
