"""Ending in order: first it says that it is not ready, then it takes nothing new, finishes what it has, and goes.

From the signal on `/readyz` says 503 and every answer ends its connection, so that whoever shares out requests sends them elsewhere.
After `EGENKARTA_LEAVING_SECONDS` what comes is refused (503, Retry-After), and what is inside is finished: no request whose work
was begun goes without its answer, as long as it takes less than `TO_FINISH`. Then the sockets, the rounds and the lanes are
closed, which takes eight seconds at most.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import structlog
import uvicorn

from profile_service.doors.crowd import Crowd
from profile_service.doors.pulse import Pulse

TO_FINISH: Final = 20
"""Seconds for what is inside when nothing more comes in."""
_TICK: Final = 0.02
_QUIET: Final = 0.2
"""Seconds in which nobody came in, after which those who still keep a connection are told by its end."""

_log = structlog.get_logger("egenkarta.end")


class LeavingServer(uvicorn.Server):
    """See above.

    Args:
        leaves_for: seconds in which it is not ready and still answers.
    """

    def __init__(self, config: uvicorn.Config, pulse: Pulse, crowd: Crowd, leaves_for: float) -> None:
        super().__init__(config)
        self._pulse, self._crowd, self._leaves_for = pulse, crowd, leaves_for

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """What uvicorn does when it was told to end, and before that, what is said above."""
        self._pulse.leaving = True
        _log.info("leaving", seconds=self._leaves_for)
        await self._until(lambda: False, self._leaves_for)
        self._pulse.refusing = True
        _log.info("taking nothing new", inside=self._crowd.inside)
        await self._until(lambda: self._crowd.inside == 0, TO_FINISH)
        await self._until(lambda: False, _QUIET)
        _log.info("closing", inside=self._crowd.inside)
        await super().shutdown(sockets)
        _log.info("ended")

    async def _until(self, done: Callable[[], bool], seconds: float) -> None:
        """Until it is done, or the time is over, or somebody insists."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        # What it waits for is a number and a signal's flag, neither of which wakes anybody.
        while not done() and not self.force_exit and loop.time() < until:  # noqa: ASYNC110
            await asyncio.sleep(_TICK)
