"""Where she is signed in to the portal."""

from typing import Literal, TypeAlias

from schemas.model import Model
from schemas.values import Identifier, Timestamp

WayIn: TypeAlias = Literal["eid", "passkey", "sheet", "demo"]


class OwnSession(Model):
    """One browser in which she is signed in. `device` says which kind, and is empty where it is not known."""

    id: Identifier
    device: str
    way_in: WayIn
    proved_at: Timestamp
    opened_at: Timestamp
    last_used_at: Timestamp
    shared_computer: bool


class OwnSessionList(Model):
    """Every place where she is signed in, last used first."""

    sessions: tuple[OwnSession, ...]
