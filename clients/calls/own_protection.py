"""Protected identity: whether it is on, and switching it."""

from clients.call import Call, as_model, path_to, reading, writing
from schemas.access import Protection

_PROTECTION = ("v1", "me", "protection")


def protection() -> Call[Protection]:
    """Whether she is under protected identity."""
    return reading(path_to(*_PROTECTION), as_model(Protection))


def protect() -> Call[Protection]:
    """Switch it on."""
    return writing("PUT", path_to(*_PROTECTION), as_model(Protection))


def end_protection() -> Call[Protection]:
    """Switch it off; needs a token of a fresh sign-in."""
    return writing("DELETE", path_to(*_PROTECTION), as_model(Protection))
