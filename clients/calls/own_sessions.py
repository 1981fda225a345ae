"""Where she is signed in, and ending it."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import OwnSessionList

_SESSIONS = ("v1", "me", "sessions")


def sessions() -> Call[OwnSessionList]:
    """Where she is signed in to the portal, last used first."""
    return reading(path_to(*_SESSIONS), as_model(OwnSessionList))


def end_session(session_id: str) -> Call[None]:
    """End one session, at once."""
    return writing("DELETE", path_to(*_SESSIONS, session_id), as_nothing)


def end_sessions() -> Call[None]:
    """End every session, at once."""
    return writing("DELETE", path_to(*_SESSIONS), as_nothing)
