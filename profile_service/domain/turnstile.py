"""How much an address may try within a minute that proves nothing, before it is told to wait.

What is refused writes a line into the journal, and a sign-in that is begun keeps a row for minutes, whoever sends it. So a
stranger's tries are counted by where they come from, and by nothing that is in them: the limit tells nothing about anybody.
"""

from datetime import datetime, timedelta
from typing import Final

MINUTE: Final = timedelta(minutes=1)

REFUSED_PROOFS: Final = 60
"""So many proofs of an address's are refused in a minute. One that is right is never counted."""

BEGUN_SIGN_INS: Final = 60
"""So many sign-ins are begun from an address in a minute: a whole office or library can share one."""

UNKNOWN_PAPERS: Final = 60
"""So many papers that are not known are asked for from an address in a minute. One that is known is never counted."""

TRIALS: Final = 20
"""So many trial messages an organisation sends in a minute: who can register an address must not be able to flood it from here."""

ADDRESSES: Final = 10_000
"""Of so many addresses a count is kept, in memory: of more, the ones that began to count first are forgotten."""


class Turnstile:
    """Counts by address, each for a minute from its first one. A process has its own; nothing of it is written down."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: dict[str, tuple[datetime, int]] = {}  # in the order in which their minutes began

    def wait(self, address: str, now: datetime) -> timedelta:
        """How long an address has to wait; nothing where it may go on."""
        since, count = self._counts.get(address, (now, 0))
        left = since + MINUTE - now
        return left if count >= self._most and left > timedelta() else timedelta()

    def count(self, address: str, now: datetime) -> None:
        """One more of an address."""
        since, count = self._counts.get(address, (now, 0))
        if count and now - since < MINUTE:
            self._counts[address] = (since, count + 1)
            return
        self._counts.pop(address, None)
        self._counts[address] = (now, 1)
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        # A few of those that are over with each new one, so that no single call pays for all of them.
        for _ in range(2):
            oldest = next(iter(self._counts))
            if len(self._counts) <= ADDRESSES and now - self._counts[oldest][0] < MINUTE:
                return
            del self._counts[oldest]

    def __len__(self) -> int:
        return len(self._counts)
