"""Who waits for a lane, how they are answered, and how long they wait where the database says nothing any more."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Protocol
from weakref import WeakSet

from profile_service.actions.errors import BusyError
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.storage.unit_of_work import UnitOfWork

Action = Callable[[UnitOfWork], Any]
LONGEST_WAIT: Final = 15.0
"""Seconds that one batch may take before nobody waits for it any longer: a server that stands still, or a disk, sets no limit of
its own."""
EVERY: Final = 0.5
"""Seconds between two looks at whether that is so."""


@dataclass(slots=True, eq=False)
class Job:
    """An action and whoever waits for it: a coroutine of a loop, or plain code where `loop` is None."""

    action: Action
    waiting: "asyncio.Future[Any] | Future[Any]"
    loop: asyncio.AbstractEventLoop | None
    found: Any = None
    foreseen: Foreseen | None = None
    error: BaseException | None = None
    erased: bool = False
    done: bool = False
    """Whether it was carried, and only its commit is to come."""


class Carrying(Protocol):
    """What is looked at now and then; see `lane.Lane`."""

    def let_go(self, now: float) -> None: ...


class Watch:
    """One thread for a process, which lets go of what a silent database holds up. It costs a unit of work nothing."""

    def __init__(self) -> None:
        self._minded: WeakSet[Carrying] = WeakSet()
        self._door = threading.Lock()
        self._running = False

    def mind(self, lane: Carrying) -> None:
        """Look at it from now on, for as long as it is there."""
        with self._door:
            self._minded.add(lane)
            if not self._running:
                self._running = True
                threading.Thread(target=self._look, name="lane watch", daemon=True).start()

    def _look(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(EVERY)
            with self._door:
                lanes = list(self._minded)
            for lane in lanes:
                lane.let_go(monotonic())
            del lanes


WATCH: Final = Watch()


def fail(batch: Iterable[Job], error: BaseException) -> None:
    """Nothing of it was done, and everybody is to be told why."""
    for job in batch:
        job.found, job.error, job.done = None, error, True


def answer(batch: Sequence[Job]) -> None:
    """Wake everybody who waits, each loop once. A loop that was closed meanwhile has nobody who waits."""
    _wake(batch, _settle)


def refuse(jobs: Sequence[Job]) -> None:
    """Tell everybody who waits that it is busy; what the jobs hold is left to the thread that has them in its hands."""
    _wake(jobs, _turn_away)


def _wake(jobs: Sequence[Job], how: Callable[[Iterable[Job]], None]) -> None:
    for loop in {job.loop for job in jobs}:
        theirs = [job for job in jobs if job.loop is loop]
        if loop is None:
            how(theirs)
        else:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(how, theirs)


def _settle(jobs: Iterable[Job]) -> None:
    for job in jobs:
        if job.waiting.done():
            continue
        if job.error is None:
            job.waiting.set_result(job.found)
        else:
            job.waiting.set_exception(_as_told(job.error))


def _as_told(error: BaseException) -> BaseException:
    # A coroutine cannot be told this one, and trying to would leave everybody behind it without an answer.
    return (
        RuntimeError("an action ended in the midst of a search")
        if isinstance(error, StopIteration)
        else error
    )


def _turn_away(jobs: Iterable[Job]) -> None:
    for job in jobs:
        if not job.waiting.done():
            job.waiting.set_exception(BusyError())
