"""What every messenger does: one text to one address, tried once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from profile_service.domain.reach import Sent


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text that is ready to go. `id` is the same at each attempt, so that a far side can tell a second one from another text."""

    id: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    language: str
    at: datetime
    nameless: bool = False


class Messenger(Protocol):
    """One way to reach people."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Try once. Never raises for what the far side or the network does; the result holds no address."""
        ...
