"""What nobody asks for: ends are written down when they come, organisations are told, and so are people.

A task for what the clock brings, one for what organisations are told and one for what people are, so that a receiver who is
slow holds up no end.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Final

import structlog

from profile_service.actions.delivering import settle, take_due
from profile_service.actions.ports import Work
from profile_service.actions.posting import settle_letter, take_letters
from profile_service.actions.rounds import ROUNDS, Round
from profile_service.domain.reach import Letter
from profile_service.domain.webhook import Parcel
from profile_service.doors import House
from profile_service.messengers.office import PostOffice
from profile_service.proving import Prover
from profile_service.webhooks.sending import Sender

_EVERY: Final = 1.0
_WHERE_THERE_MAY_BE_MORE: Final = 0.05
_PACE: Final = {"integrate": 1.0, "examine": 0.5}
"""Seconds between two turns of what always has something to do: one checkpoint a second, and a slow look through the whole."""
_AFTER_FAILURE: Final = 10.0
_TO_FINISH: Final = 8.0
"""Seconds for what is going on when all ends: a message to an organisation may take five."""
_log = structlog.get_logger("egenkarta.rounds")


ROUND_NAMES: Final = (*(one.__name__ for one in ROUNDS), "deliver", "post", "integrate", "examine")
"""What is done by itself, as the operator reads it."""


class Rounds:
    """Goes round in one house. Several may go round on one database: a delivery is taken by one of them alone."""

    def __init__(self, house: House, sender: Sender, post: PostOffice) -> None:
        self._house = house
        self._sender = sender
        self._post = post
        self.prover = Prover(house)

    async def once(self) -> None:
        """Do everything that is due now, and come back when it is done."""
        for one in ROUNDS:
            await self._do(one)
        await self.deliver()
        await self.post()
        await self.prover.integrate()
        await self.prover.examine_all()

    async def deliver(self) -> int:
        """Try each message that is due, once. How many there were."""
        house = self._house
        parcels = await house.write(lambda work: take_due(work, house.desk))
        await asyncio.gather(*map(self._deliver_one, parcels))
        house.pulse.beat("deliver", house.desk.clock.now())
        return len(parcels)

    async def post(self) -> int:
        """Try each message to a person that is due, once. How many there were."""
        house = self._house
        letters = await house.write(lambda work: take_letters(work, house.desk))
        await asyncio.gather(*map(self._post_one, letters))
        house.pulse.beat("post", house.desk.clock.now())
        return len(letters)

    @asynccontextmanager
    async def going(self) -> AsyncIterator[None]:
        """Go round again and again until the block ends."""
        ending = asyncio.Event()
        tasks = [
            *(asyncio.create_task(_again(name_of(one), partial(self._do, one), ending)) for one in ROUNDS),
            asyncio.create_task(_again("deliver", self.deliver, ending)),
            asyncio.create_task(_again("post", self.post, ending)),
            asyncio.create_task(_again("integrate", self.prover.integrate, ending)),
            asyncio.create_task(_again("examine", self.prover.examine, ending)),
        ]
        try:
            yield
        finally:
            # What is going on is finished: a message that was handed over is not handed over again after the next start.
            ending.set()
            await asyncio.wait(tasks, timeout=_TO_FINISH)
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    async def _do(self, one: Round) -> int:
        house = self._house

        def act(work: Work) -> int:
            return one(work, house.desk)

        done = await house.write(act)
        house.pulse.beat(name_of(one), house.desk.clock.now())
        return done

    async def _deliver_one(self, parcel: Parcel) -> None:
        house = self._house
        attempt = await self._sender.send(parcel, house.desk.clock.now())
        await house.write(lambda work: settle(work, house.desk, parcel, attempt))

    async def _post_one(self, letter: Letter) -> None:
        house = self._house
        sent = await self._post.send(letter, house.desk.clock.now())
        await house.write(lambda work: settle_letter(work, house.desk, letter, sent))


def name_of(one: Round) -> str:
    """What a round is called in the log."""
    return one.__name__


async def _again(name: str, act: Callable[[], Awaitable[int]], ending: asyncio.Event) -> None:
    """Act, wait, act, until all ends. Soon where there was something to do: there may be more."""
    while not ending.is_set():
        try:
            done = await act()
        except Exception as error:
            _write_failure(name, error)
            pause = _AFTER_FAILURE
        else:
            pause = _PACE.get(name, _WHERE_THERE_MAY_BE_MORE) if done else _EVERY
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await ending.wait()


def _write_failure(name: str, error: Exception) -> None:
    # The kind and place of the error, never its text: that may hold what a person wrote.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "" if place is None else f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}"
    _log.error("round failed", round=name, error=type(error).__name__, where=where)
