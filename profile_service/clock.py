"""The only wall clock and the only maker of ids and secrets. Everybody else is handed the time and an id."""

import base64
import secrets
from datetime import UTC, datetime


class SystemClock:
    """The time of this machine, in UTC, to the microsecond."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class RandomIds:
    """Ids and secrets from the operating system's generator."""

    def new(self, prefix: str) -> str:
        """An opaque id: the prefix tells its kind, 128 random bits in base32 make it unguessable."""
        return f"{prefix}_{base64.b32encode(secrets.token_bytes(16)).decode().rstrip('=').lower()}"

    def secret(self) -> str:
        """A bearer secret of 256 bits, URL-safe."""
        return secrets.token_urlsafe(32)

    def digits(self, alphabet: str, length: int) -> str:
        """A random word over an alphabet, for codes that a person reads aloud."""
        return "".join(secrets.choice(alphabet) for _ in range(length))
