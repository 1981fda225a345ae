"""News of hers, and where she is told of it outside of the portal."""

from typing import Literal

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import NewsItemList, Reach, ReachBody

_ME = ("v1", "me")
_REACH = ("v1", "me", "reach")
Channel = Literal["email", "sms"]


def news(page: int = 1) -> Call[NewsItemList]:
    """What others did and time brought, newest first, twenty to a page."""
    return reading(path_to(*_ME, "news"), as_model(NewsItemList), [("page", str(page))])


def news_seen(until: str) -> Call[None]:
    """Say that one piece of news was seen, and those before it."""
    return writing("POST", path_to(*_ME, "news", "seen"), as_nothing, {"until": until})


def reach() -> Call[Reach]:
    """How she wants to be told outside of the portal, and where."""
    return reading(path_to(*_REACH), as_model(Reach))


def choose_reach(chosen: ReachBody) -> Call[Reach]:
    """Choose how soon, when not, and on which channels; all of it at once."""
    return writing("PUT", path_to(*_REACH), as_model(Reach), chosen.model_dump(mode="json"))


def name_reach(channel: Channel, address: str) -> Call[Reach]:
    """Name an address: a code is sent there. Needs a token of a fresh sign-in."""
    return writing("PUT", path_to(*_REACH, channel), as_model(Reach), {"address": address})


def confirm_reach(channel: Channel, code: str) -> Call[Reach]:
    """Hand in the code that came there: from now on it is where she is told."""
    return writing("POST", path_to(*_REACH, channel, "confirm"), as_model(Reach), {"code": code})


def forget_reach(channel: Channel) -> Call[Reach]:
    """Nothing goes there any more, and the address is not kept."""
    return writing("DELETE", path_to(*_REACH, channel), as_model(Reach))
