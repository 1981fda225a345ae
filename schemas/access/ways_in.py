"""Her ways to sign in to the portal."""

from schemas.access.sessions import WayIn
from schemas.model import Model
from schemas.values import Identifier, Timestamp


class OwnWayIn(Model):
    """One way to sign in. `name` is what she calls a passkey, or the provider of an e-ID; `codes_left` is a sheet's."""

    id: Identifier
    way_in: WayIn
    name: str
    made_at: Timestamp
    last_used_at: Timestamp | None
    locked: bool
    codes_left: int | None


class OwnWayInList(Model):
    """Every way in which she can sign in, e-ID first."""

    ways_in: tuple[OwnWayIn, ...]
