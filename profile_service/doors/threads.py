"""The threads that slow work goes to, and an end to how much may wait for them."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from profile_service.actions.errors import BusyError

THREADS: Final = 8
MOST_WAITING: Final = 200
"""Pieces of slow work that wait: a slow hash for a PIN takes a tenth of a second, so that the last one waits some seconds."""


class BoundedThreads(ThreadPoolExecutor):
    """What `asyncio.to_thread` uses. More than may wait is told at once that it is too much."""

    def __init__(self, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        super().__init__(threads, thread_name_prefix="slow work")
        self._most_waiting = most_waiting

    @property
    def waiting(self) -> int:
        """How much waits for a thread."""
        return self._work_queue.qsize()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """See `ThreadPoolExecutor.submit`; BusyError where too much waits."""
        if self.waiting >= self._most_waiting:
            raise BusyError
        return super().submit(fn, *args, **kwargs)
