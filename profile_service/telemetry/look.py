"""What only the database can tell, looked up now and then and kept until it is asked for: a scrape never waits for a database."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from profile_service.domain.running import Health, Replication

EVERY: Final = 10.0
"""Seconds between two looks."""
_PATIENCE: Final = 5.0
"""Seconds after which a database that does not answer counts as one that is down."""


@dataclass(slots=True)
class Seen:
    """What was seen last."""

    database_up: bool = False
    health: Health | None = None
    replication: Replication | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Looks again and again.

    Attributes:
        ask: what the database says of itself; may raise anything.
        now: the time.
    """

    ask: Callable[[], Awaitable[tuple[Health, Replication | None]]]
    now: Callable[[], datetime]
    seen: Seen

    async def once(self) -> None:
        """Look once; where the database does not answer, that is what was seen."""
        try:
            async with asyncio.timeout(_PATIENCE):
                self.seen.health, self.seen.replication = await self.ask()
        except Exception:
            # Whatever it was has been logged where it arose, or will show itself there: here it is a number.
            self.seen.database_up = False
        else:
            self.seen.database_up = True
        self.seen.at = self.now()

    async def again_and_again(self) -> None:
        """Until it is cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(EVERY)
