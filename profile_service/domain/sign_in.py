"""How somebody has proved who she is, and how far that proof reaches."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

FRESH: Final = timedelta(minutes=10)
"""How long a sign-in counts as fresh: giving, exporting, erasing and changing a way in need one."""


class Method(StrEnum):
    """By what she came in."""

    EID = "eid"
    PASSKEY = "passkey"
    SHEET = "sheet"
    DEMO = "demo"
    """The demo's sign-in without proof; it exists in no real installation."""


class Intent(StrEnum):
    """What somebody proves who she is for."""

    ENTER = "enter"
    AGAIN = "again"
    """She is signed in, and what she wants to do needs a fresh proof of the same account."""
    JOIN = "join"
    """She is signed in, and adds this way in to her account."""


class Assurance(StrEnum):
    """How sure it is that she is who the account was opened for."""

    DESK = "desk"
    """A helper has seen a proof of identity at a desk, and wrote down which."""
    SUBSTANTIAL = "substantial"
    """An e-ID at level 3 of the Swedish framework of trust (eIDAS: substantial)."""
    HIGH = "high"
    """An e-ID at level 4 (eIDAS: high)."""

    @property
    def rank(self) -> int:
        """To compare two: the higher, the surer."""
        return list(Assurance).index(self)


@dataclass(frozen=True, slots=True)
class Proof:
    """One sign-in. `provider` is the configured name of the OpenID provider, empty where there was none."""

    method: Method
    assurance: Assurance
    at: datetime
    provider: str = ""

    def fresh(self, now: datetime) -> bool:
        """Whether it is recent enough for what needs a fresh sign-in."""
        return now - self.at < FRESH
