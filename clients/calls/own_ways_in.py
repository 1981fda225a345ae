"""Her ways to sign in, and taking one away."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import OwnWayInList

_WAYS = ("v1", "me", "ways-in")


def ways_in() -> Call[OwnWayInList]:
    """Her ways to sign in to the portal."""
    return reading(path_to(*_WAYS), as_model(OwnWayInList))


def remove_way_in(way_id: str) -> Call[None]:
    """Take one way in away, at once; never the last one. Needs a fresh sign-in."""
    return writing("DELETE", path_to(*_WAYS, way_id), as_nothing)
