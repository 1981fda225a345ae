"""Headers that every answer has: what a browser may do with it, and, at the end, that the connection ends with it."""

from collections.abc import Iterable
from typing import Final

_SECURITY: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_ONLY_HTTPS: Final = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
_ENDS: Final = (b"connection", b"close")


class AlwaysHeaders:
    """Pairs that are added to an answer's own, unless it says something else under the same name."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._pairs = tuple(pairs)
        self._names = frozenset(name for name, _ in self._pairs)

    def added_to(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """An answer's own, and all of these behind them."""
        own = [*given]
        said = self._names.intersection([name for name, _ in own])
        own += [pair for pair in self._pairs if pair[0] not in said] if said else self._pairs
        return own


def security_headers(*, secure: bool, leaving: bool = False) -> AlwaysHeaders:
    """Those of this service.

    Args:
        secure: whether people reach it over HTTPS.
        leaving: whether the process was told to end.
    """
    pairs = [*_SECURITY, *([_ONLY_HTTPS] if secure else []), *([_ENDS] if leaving else [])]
    return AlwaysHeaders(pairs)
