"""The only wall clock and the only maker of ids and secrets. Everybody else is handed the time and an id."""

import secrets
import time
from datetime import UTC, datetime
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_LETTER_OF: Final = (_LETTERS * 8).encode()
"""A letter for each byte, every letter for as many."""
_LENGTH: Final = 26


class SystemClock:
    """The time of this machine, in UTC, to the microsecond."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def nanoseconds(self) -> int:
        """The same, since 1970, for what measures."""
        return time.time_ns()


class RandomIds:
    """Ids and secrets from the operating system's generator."""

    def new(self, prefix: str) -> str:
        """An opaque id: the prefix tells its kind, and 26 letters of 32, each drawn for itself, make it unguessable: 130 bits."""
        return f"{prefix}_{secrets.token_bytes(_LENGTH).translate(_LETTER_OF).decode()}"

    def secret(self) -> str:
        """A bearer secret of 256 bits, URL-safe."""
        return secrets.token_urlsafe(32)

    def digits(self, alphabet: str, length: int) -> str:
        """A random word over an alphabet, for codes that a person reads aloud."""
        return "".join(secrets.choice(alphabet) for _ in range(length))
