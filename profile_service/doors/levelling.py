"""Refusals leave at levelled moments: how long the service thought about a no says nothing about why.

A refusal waits for the next multiple of a quantum, counted from the arrival of its request by the event loop's own
monotonic clock, or from the last of its body where that came later: otherwise whoever holds a body back would choose how
much of a quantum is left, and so measure what a refusal takes. What succeeds never waits.
"""

import asyncio
from contextvars import ContextVar
from math import floor
from types import TracebackType
from typing import Final, Protocol

QUANTUM: Final = 0.025
"""Seconds: several times what a refusal takes, so that nearly all leave at the first moment."""


class Arriving(Protocol):
    """A request whose body may still be on its way."""

    whole_at: float
    """When the last of it was there, by the event loop's clock; nought until then."""


ARRIVING: Final[ContextVar[Arriving | None]] = ContextVar("arriving", default=None)
"""The request that is answered, where somebody keeps count of its body."""


class Levelled:
    """`async with Levelled(NotAvailableError):` lets these errors out at a levelled moment only.

    Begin it before anything is looked up. With `always`, an answer that is no error is levelled as well.
    """

    def __init__(self, *refusals: type[Exception], always: bool = False) -> None:
        self._refusals = refusals
        self._always = always
        self._arrived = 0.0

    async def __aenter__(self) -> None:
        self._arrived = asyncio.get_running_loop().time()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._always if error is None else isinstance(error, self._refusals):
            await until_levelled(self._arrived)


async def until_levelled(arrived: float) -> None:
    """Wait for the next levelled moment after the arrival of all of it."""
    arriving = ARRIVING.get()
    if arriving is not None:
        arrived = max(arrived, arriving.whole_at)
    now = asyncio.get_running_loop().time()
    steps = floor((now - arrived) / QUANTUM) + 1
    await asyncio.sleep(arrived + steps * QUANTUM - now)
