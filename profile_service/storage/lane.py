"""A lane: one thread with one kept connection, through which units of work pass in order. The only commit.

Whatever is waiting when the lane turns to its queue is carried by one transaction: each unit of work runs in a savepoint
of its own, one fsync makes all of them durable, and each caller gets its answer only after that. So sixteen reads
that arrive together cost one commit, and none of them is answered before its journal row is on disk (I-05).
"""

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from profile_service.actions.errors import BusyError
from profile_service.storage.forgetting import forget_old_pages
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Action = Callable[[UnitOfWork], Any]
_LONGEST_QUEUE: Final = 1_000
_LARGEST_BATCH: Final = 64


@dataclass(slots=True, eq=False)
class _Job:
    """An action and whoever waits for it: a coroutine of a loop, or plain code where `loop` is None."""

    action: Action
    waiting: "asyncio.Future[Any] | Future[Any]"
    loop: asyncio.AbstractEventLoop | None
    found: Any = None
    error: BaseException | None = None


class Lane:
    """Runs units of work one after the other.

    Args:
        writes: False for a lane that only reads; what its work would write is rolled back.
    """

    def __init__(self, engine: Engine, sealer: Sealer, *, writes: bool) -> None:
        self._engine = engine
        self._sealer = sealer
        self._writes = writes
        self._must_forget = False
        self._door = threading.Lock()
        self._closed = False
        # Statements of the read path run on the driver itself, and so do their errors.
        self._failures = (DBAPIError, engine.dialect.loaded_dbapi.Error)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(
            target=self._run, name="write lane" if writes else "read lane", daemon=True
        )
        self._thread.start()

    async def submit(self, action: Callable[[UnitOfWork], T]) -> T:
        """Run an action from a coroutine; returns when what it did is durable.

        Raises:
            BusyError: too much is waiting, the lane is closed, or the database cannot take it now. Nothing was done.
        """
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        self._enqueue(_Job(action, waiting, loop))
        return await waiting

    def run(self, action: Callable[[UnitOfWork], T]) -> T:
        """Run an action from plain code, as `submit` does."""
        waiting: Future[T] = Future()
        self._enqueue(_Job(action, waiting, None))
        return waiting.result()

    @property
    def waiting(self) -> int:
        """About how many units of work wait for their turn."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is waiting, then stop. Whoever comes later is told that the lane is busy, and waits for nothing."""
        with self._door:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    def _enqueue(self, job: _Job) -> None:
        # Under a lock, so that nothing is put behind the end of the queue, where nobody would carry it.
        with self._door:
            if self._closed or self._queue.qsize() >= _LONGEST_QUEUE:
                raise BusyError
            self._queue.put(job)

    def _run(self) -> None:
        connection: Connection | None = None
        while (batch := self._next_batch()) is not None:
            try:
                if connection is None or connection.closed or connection.invalidated:
                    connection = self._engine.connect()
                self._carry(connection, batch)
            except BaseException as error:
                _fail(batch, BusyError() if isinstance(error, self._failures) else error)
                # Nobody knows what state it is in; the next batch gets a fresh one.
                if connection is not None:
                    with suppress(Exception):
                        connection.close()
                connection = None
            _answer(batch)
        if connection is not None:
            connection.close()

    def _next_batch(self) -> list[_Job] | None:
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

    def _carry(self, connection: Connection, batch: list[_Job]) -> None:
        transaction = connection.begin()
        try:
            for job in batch:
                if not job.waiting.cancelled():
                    self._one(connection, job)
            if self._writes:
                transaction.commit()
            else:
                transaction.rollback()
        except BaseException:
            if transaction.is_active:
                transaction.rollback()
            raise
        if self._must_forget:
            self._must_forget = not forget_old_pages(connection)

    def _one(self, connection: Connection, job: _Job) -> None:
        savepoint = _Savepoint(connection) if self._writes else None
        work = UnitOfWork(connection, self._sealer)
        try:
            job.found = job.action(work)
        except Exception as error:
            failed = isinstance(error, self._failures)
            if failed and savepoint is None:
                raise
            # Where the database has given up the whole transaction there is nothing to undo to: then all of it fails.
            job.error = BusyError() if failed else error
            if savepoint is not None:
                savepoint.undo()
        else:
            if savepoint is not None:
                savepoint.release()
            self._must_forget |= work.destroyed_a_key


class _Savepoint:
    """A savepoint by the driver itself: SQLAlchemy's own costs as much as a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = connection.connection.cursor()
        self._cursor.execute("SAVEPOINT unit")

    def release(self) -> None:
        self._cursor.execute("RELEASE SAVEPOINT unit")
        self._cursor.close()

    def undo(self) -> None:
        self._cursor.execute("ROLLBACK TO SAVEPOINT unit")
        self.release()


def _fail(batch: Iterable[_Job], error: BaseException) -> None:
    for job in batch:
        job.found, job.error = None, error


def _answer(batch: list[_Job]) -> None:
    """Wake everybody who waits, each loop once. A loop that was closed meanwhile has nobody who waits."""
    for loop in {job.loop for job in batch}:
        jobs = [job for job in batch if job.loop is loop]
        if loop is None:
            _settle(jobs)
        else:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, jobs)


def _settle(jobs: Iterable[_Job]) -> None:
    for job in jobs:
        if job.waiting.done():
            continue
        if job.error is None:
            job.waiting.set_result(job.found)
        else:
            job.waiting.set_exception(job.error)
