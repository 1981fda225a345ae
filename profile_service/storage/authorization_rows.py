"""Between what the authorization server keeps and the bytes that it is sealed as."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from profile_service.domain.authorization import PushedRequest, ReturnTicket
from profile_service.domain.people import ClientId


def dump_ticket(ticket: ReturnTicket) -> bytes:
    """A ticket as JSON."""
    return orjson.dumps(asdict(ticket))


def load_ticket(stored: bytes) -> ReturnTicket:
    """The reverse of `dump_ticket`."""
    return _ticket(orjson.loads(stored))


def dump_pushed(pushed: PushedRequest) -> bytes:
    """A pushed request as JSON."""
    return orjson.dumps(asdict(pushed))


def load_pushed(stored: bytes) -> PushedRequest:
    """The reverse of `dump_pushed`."""
    found = orjson.loads(stored)
    until = found["until"]
    return PushedRequest(
        **{
            **found,
            "ticket": _ticket(found["ticket"]),
            "scopes": tuple(found["scopes"]),
            "until": None if until is None else datetime.fromisoformat(until),
            "expires_at": datetime.fromisoformat(found["expires_at"]),
        }
    )


def _ticket(found: dict[str, Any]) -> ReturnTicket:
    return ReturnTicket(**{**found, "client": ClientId(found["client"])})
