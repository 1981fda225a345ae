"""When to try again, and how long to wait before: pure, with the chance that spreads the callers as an argument."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import httpx

from clients.call import Repeat

_UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# The other kinds say that the request cannot be sent as it is, which no repetition changes.
_BROKEN: Final = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError)
_PASSING: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}


def _chance() -> float:
    return secrets.randbelow(1000) / 1000


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and how patiently a call is repeated, times in seconds."""

    attempts: int = 4
    first_pause: float = 0.5
    longest_pause: float = 30.0
    """Where the service asks for a longer wait, the caller is told instead."""
    chance: Callable[[], float] = _chance

    def after_failure(self, repeat: Repeat, error: httpx.RequestError, attempt: int) -> float | None:
        """Seconds to wait before the next attempt after no answer; None for no next attempt."""
        may = repeat is Repeat.SAFELY and isinstance(error, _BROKEN)
        if attempt >= self.attempts or not (may or isinstance(error, _UNSENT)):
            return None
        return self._pause(attempt)

    def after_answer(self, repeat: Repeat, response: httpx.Response, attempt: int) -> float | None:
        """Seconds to wait before the next attempt after this answer; None where it is to be taken as it is."""
        if attempt >= self.attempts or repeat is not Repeat.SAFELY or response.status_code not in _PASSING:
            return None
        asked = retry_after(response)
        if asked is None:
            return self._pause(attempt)
        # At least what was asked, and then a little that differs from caller to caller.
        return asked + self.chance() * self.first_pause if asked <= self.longest_pause else None

    def _pause(self, attempt: int) -> float:
        doubled = self.first_pause * 2.0 ** (attempt - 1)
        return min(doubled, self.longest_pause) * (0.5 + self.chance() / 2)


def retry_after(response: httpx.Response) -> float | None:
    """The seconds that the header Retry-After asks for (RFC 9110 section 10.2.3), where it can be understood."""
    written = response.headers.get("Retry-After", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    # A date is measured against the clock of who wrote it: that of this machine may differ.
    then, now = _http_date(written), _http_date(response.headers.get("Date", ""))
    return None if then is None or now is None else max(0.0, (then - now).total_seconds())


def _http_date(written: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(written)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
