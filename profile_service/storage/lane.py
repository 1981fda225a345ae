"""A lane: one thread with one kept connection, through which units of work pass in order. The only commit.

Whatever is waiting when the lane turns to its queue is carried by one transaction: each unit of work runs in a savepoint
of its own, one fsync makes all of them durable, and each caller gets its answer only after that. So sixteen reads
that arrive together cost one commit, and none of them is answered before its journal row is on disk (I-05).
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from profile_service.actions.errors import BusyError
from profile_service.storage.forgetting import forget_old_pages
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Action = Callable[[UnitOfWork], Any]
_Job = tuple[Action, "Future[Any]"]
_LONGEST_QUEUE: Final = 1_000
_LARGEST_BATCH: Final = 64


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
        self._queue: Queue[_Job | None] = Queue(_LONGEST_QUEUE)
        self._thread = threading.Thread(
            target=self._run, name="write lane" if writes else "read lane", daemon=True
        )
        self._thread.start()

    async def submit(self, action: Callable[[UnitOfWork], T]) -> T:
        """Run an action from a coroutine; returns when what it did is durable.

        Raises:
            BusyError: too much is waiting, or the database cannot take it now. Nothing was done.
        """
        found: T = await asyncio.wrap_future(self._enqueue(action))
        return found

    def run(self, action: Callable[[UnitOfWork], T]) -> T:
        """Run an action from plain code, as `submit` does."""
        found: T = self._enqueue(action).result()
        return found

    def close(self) -> None:
        """Finish what is waiting, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _enqueue(self, action: Action) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            self._queue.put_nowait((action, future))
        except Full:
            raise BusyError from None
        return future

    def _run(self) -> None:
        connection: Connection | None = None
        while (batch := self._next_batch()) is not None:
            try:
                if connection is None or connection.closed or connection.invalidated:
                    connection = self._engine.connect()
                self._carry(connection, batch)
            except DBAPIError:
                _fail(batch, BusyError())
                if connection is not None:
                    with suppress(DBAPIError):
                        connection.close()
                connection = None
            except BaseException as error:
                _fail(batch, error)
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
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        transaction = connection.begin()
        try:
            for action, future in batch:
                if future.set_running_or_notify_cancel():
                    outcomes.append((future, *self._one(connection, action)))
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
        for future, found, error in outcomes:
            if error is None:
                future.set_result(found)
            else:
                future.set_exception(error)

    def _one(self, connection: Connection, action: Action) -> tuple[Any, BaseException | None]:
        savepoint = connection.begin_nested() if self._writes else None
        work = UnitOfWork(connection, self._sealer)
        try:
            found = action(work)
        except DBAPIError:
            raise
        except Exception as error:
            if savepoint is not None:
                savepoint.rollback()
            return None, error
        if savepoint is not None:
            savepoint.commit()
        self._must_forget |= work.destroyed_a_key
        return found, None


def _fail(batch: list[_Job], error: BaseException) -> None:
    for _, future in batch:
        if not future.done():
            with suppress(Exception):
                future.set_exception(error)
