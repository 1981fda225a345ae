"""A lane: one thread with one kept connection, through which units of work pass in order. The only commit.

Whatever is waiting when the lane turns to its queue is carried by one transaction: its consented readings first, all at
once, then each other unit of work in a savepoint of its own; one fsync makes all of them durable, and each caller gets its
answer only after that. So sixteen reads that arrive together cost one commit, and none of them is answered before its
journal row is on disk (I-05).
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic, perf_counter_ns
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from profile_service.actions.errors import BusyError
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.storage.carrying import Carriage
from profile_service.storage.forgetting import forget_old_pages
from profile_service.storage.lane_tally import LaneTally
from profile_service.storage.outer_ledger import OuterLedger, OuterLedgerError
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.postgresql import is_gone
from profile_service.storage.priming import PrimedReadings
from profile_service.storage.unit_of_work import UnitOfWork
from profile_service.storage.waiting import EVERY, LONGEST_WAIT, WATCH, Job, answer, fail, refuse

T = TypeVar("T")
_LONGEST_QUEUE: Final = 1_000
_LARGEST_BATCH: Final = 64


class Lane:
    """Runs units of work one after the other.

    Args:
        writes: False for a lane that only reads; what its work would write is rolled back.
        outer: the ledger of erasures outside of the database: no erasure is answered before it stands there as well.
    """

    def __init__(
        self, engine: Engine, sealer: Sealer, *, writes: bool, outer: OuterLedger | None = None
    ) -> None:
        self._engine = engine
        self._sealer = sealer
        self._writes = writes
        self._outer = outer
        self._must_forget = False
        self._must_tell = False
        self.recall: Callable[[], object] | None = None
        """Brings a database that was put back up to the ledger of erasures; for the lane that writes."""
        self.tally = LaneTally()
        self._door = threading.Lock()
        self._closed = False
        # Statements of the read path run on the driver itself, and so do their errors. The second is what a connection that was
        # lost within a transaction answers to everything that is still asked of it.
        self._failures = (DBAPIError, PendingRollbackError, engine.dialect.loaded_dbapi.Error)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._carried: tuple[float, list[Job]] | None = None
        """Since when, by the monotonic clock, and what."""
        WATCH.mind(self)
        self._thread = threading.Thread(
            target=self._run, name="write lane" if writes else "read lane", daemon=True
        )
        self._thread.start()

    async def submit(self, action: Callable[[UnitOfWork], T], foreseen: Foreseen | None = None) -> T:
        """Run an action from a coroutine; returns when what it did is durable.

        Args:
            foreseen: what it will look up, where it is a consented reading: those of a batch are carried together.

        Raises:
            BusyError: too much is waiting, the lane is closed, the database cannot take it now, or has been silent for so long
                that nobody knows. Nothing was done, but for the last.
        """
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        self._enqueue(Job(action, waiting, loop, foreseen=foreseen))
        return await waiting

    def run(self, action: Callable[[UnitOfWork], T], foreseen: Foreseen | None = None) -> T:
        """Run an action from plain code, as `submit` does."""
        waiting: Future[T] = Future()
        self._enqueue(Job(action, waiting, None, foreseen=foreseen))
        return waiting.result()

    @property
    def waiting(self) -> int:
        """About how many units of work wait for their turn."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is waiting, then stop. Whoever comes later is told that the lane is busy, and waits for nothing.

        A batch that a silent database or disk holds up is waited for as long as by everybody else, and then left behind.
        """
        asked = monotonic()
        with self._door:
            self._closed = True
            self._queue.put(None)
        while self._thread.is_alive():
            self._thread.join(EVERY)
            now = monotonic()
            if now - asked > LONGEST_WAIT and self._is_held_up(now):
                return

    def let_go(self, now: float) -> None:
        """Where the database has been silent for too long, tell every coroutine that waits that it is busy.

        What is being carried may be done after all. What waits behind it never will be.
        """
        carried = self._carried
        if carried is None or now - carried[0] <= LONGEST_WAIT:
            return
        with self._door:
            behind = []
            with suppress(Empty):
                while True:
                    behind.append(self._queue.get_nowait())
            for job in behind:
                if job is None or job.loop is None:  # plain code has all the time that it takes
                    self._queue.put(job)
        refuse([job for job in (*carried[1], *behind) if job is not None and job.loop is not None])

    def _is_held_up(self, now: float) -> bool:
        carried = self._carried
        return carried is not None and now - carried[0] > LONGEST_WAIT

    def _enqueue(self, job: Job) -> None:
        # Under a lock, so that nothing is put behind the end of the queue, where nobody would carry it.
        with self._door:
            held_up = job.loop is not None and self._is_held_up(monotonic())
            if self._closed or held_up or self._queue.qsize() >= _LONGEST_QUEUE:
                self.tally.busy += 1
                raise BusyError
            self._queue.put(job)

    def _run(self) -> None:
        connection: Connection | None = None
        while (batch := self._next_batch()) is not None:
            alone = not self._shares(batch)
            while batch:
                self._carried = (monotonic(), batch)
                try:
                    if connection is not None and is_gone(connection):
                        with suppress(Exception):
                            connection.close()
                        connection = None
                    if connection is None or connection.closed or connection.invalidated:
                        connection = self._connect()
                    self._carry(connection, batch, alone=alone)
                except BaseException as error:
                    self.tally.failed += 1
                    fail(batch, BusyError() if isinstance(error, self._failures) else error)
                    # Nobody knows what state it is in; the next batch gets a fresh one.
                    if connection is not None:
                        with suppress(Exception):
                            connection.close()
                    connection = None
                # What is no ordinary reading after all has to be carried while nobody else writes.
                left = [job for job in batch if not job.done]
                answer([job for job in batch if job.done])
                batch, alone = left, True
            self._carried = None
        if connection is not None:
            connection.close()

    def _shares(self, batch: list[Job]) -> bool:
        """Whether a batch can be carried beside those of other workers: it holds nothing but consented readings."""
        several = self._writes and self._engine.dialect.name == "postgresql"
        return several and all(job.foreseen is not None for job in batch)

    def _next_batch(self) -> list[Job] | None:
        first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < _LARGEST_BATCH:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            batch.append(job)
        return batch

    def _carry(self, connection: Connection, batch: list[Job], *, alone: bool) -> None:
        carriage = Carriage(connection, writes=self._writes, alone=alone)
        try:
            self._together(connection, carriage, batch, alone=alone)
            for job in batch:
                if alone and not job.done:
                    job.done = True
                    if not job.waiting.done():
                        self._one(connection, carriage, job)
            began = perf_counter_ns()
            carriage.end()
            self._count(len(batch), perf_counter_ns() - began)
        except BaseException:
            carriage.give_up()
            raise
        if self._must_tell:
            self._must_tell = not self._tell_outside(connection, batch)
        if self._must_forget:
            self._must_forget = not forget_old_pages(connection)

    def _connect(self) -> Connection:
        """A fresh connection, to a database that was not put back to before an erasure that stands in the ledger."""
        connection = self._engine.connect()
        try:
            if self._outer is not None and not self._outer.covers(connection):
                # Put back under a running service: it erases again whom it must, or lets nobody in.
                if not self._writes or self.recall is None:
                    raise BusyError
                self.recall()
        except BaseException as error:
            connection.close()
            if isinstance(error, OuterLedgerError | OSError):
                raise BusyError from error
            raise
        return connection

    def _tell_outside(self, connection: Connection, batch: list[Job]) -> bool:
        """Whether the ledger outside knows of every erasure now. It is tried again with the next batch; nobody else waits."""
        if self._outer is None:
            return True
        try:
            self._outer.keep_up(connection)
        except (*self._failures, OuterLedgerError, OSError):
            # It is done, and nobody is told so: what would survive a restore is not certain.
            for job in batch:
                if job.erased:
                    job.found, job.error = None, BusyError()
            return False
        return True

    def _count(self, units: int, commit_ns: int) -> None:
        tally = self.tally
        tally.batches += 1
        tally.units += units
        tally.commit_ns += commit_ns
        tally.largest = max(tally.largest, units)

    def _together(self, connection: Connection, carriage: Carriage, batch: list[Job], *, alone: bool) -> None:
        """Carry the ordinary readings of a batch. Those that are none are left as they are, and so are all where that fails."""
        jobs = [(job, job.foreseen) for job in batch if job.foreseen is not None and not job.waiting.done()]
        if not jobs or not self._writes:
            return
        try:
            readings = PrimedReadings(connection, self._sealer, [one for _, one in jobs], alone=alone)
            for job, foreseen in jobs:
                with suppress(Exception):
                    job.found = readings.carry(job.action, foreseen)
                    job.done = True
            _see_that_it_stands(carriage)
            readings.write()
            _see_that_it_stands(carriage)
        except Exception:
            for job, _ in jobs:
                job.found, job.done = None, False
            carriage.begin_again()

    def _one(self, connection: Connection, carriage: Carriage, job: Job) -> None:
        mark = carriage.mark() if self._writes else None
        work = UnitOfWork(connection, self._sealer)
        try:
            job.found = job.action(work)
            work.balance_books(writes=self._writes)
        except Exception as error:
            failed = isinstance(error, self._failures)
            if (failed or carriage.is_over) and mark is None:
                raise
            # Where the database has given up the whole transaction there is nothing to undo to: then all of it fails.
            job.error = BusyError() if failed else error
            if mark is not None:
                mark.undo()
        else:
            if mark is not None:
                mark.release()
            job.erased = work.destroyed_a_key
            self._must_forget |= job.erased
            self._must_tell |= job.erased


def _see_that_it_stands(carriage: Carriage) -> None:
    # Whichever of them it failed in goes on as if nothing had been.
    if carriage.has_failed:
        raise BusyError
