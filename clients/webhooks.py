"""Messages of the service (Standard Webhooks): is this one really from it, unchanged, and new?"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from pydantic import ValidationError

from clients.errors import EgenkartaError, InvalidArgumentError
from schemas.access import WebhookMessage

TOLERANCE: Final = timedelta(minutes=5)
"""How far a message's own time may be from the receiver's clock, so that nobody can send an old one again."""

_PREFIX: Final = "whsec_"
_VERSION: Final = "v1,"
_SHORTEST_KEY: Final = 24


class UnverifiedError(EgenkartaError):
    """The message is not from the service, was changed, or is too old. Says which, and never repeats it."""


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> str:
    """Check a message before anything in it is believed.

    Args:
        headers: those of the request, their names in any case.
        body: the very bytes that came.
        secret: as the service told it when the address was registered, beginning with `whsec_`.
        now: the time, with a zone.

    Returns:
        The message's id, `webhook-id`: the same at each attempt, so that a message that comes twice can be told.

    Raises:
        UnverifiedError: a header is missing, the time is off by more than five minutes, or no signature fits.
        InvalidArgumentError: the secret is none.
    """
    sent = {name.lower(): value for name, value in headers.items()}
    message, timestamp = sent.get("webhook-id", ""), sent.get("webhook-timestamp", "")
    if not message or not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 12:  # noqa: PLR2004
        raise UnverifiedError("the headers webhook-id and webhook-timestamp are missing or cannot be read")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise UnverifiedError("the message is older, or newer, than five minutes")
    signed = f"{message}.{timestamp}.".encode() + body
    wanted = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    if not any(_fits(one, wanted) for one in sent.get("webhook-signature", "").split(" ")):
        raise UnverifiedError("no signature of the message fits")
    return message


def read_message(body: bytes) -> WebhookMessage:
    """A message that was verified. Raises UnverifiedError where it is none of this contract's."""
    try:
        return WebhookMessage.model_validate_json(body, extra="ignore")
    except ValidationError:
        raise UnverifiedError("this is no message of the contract") from None


def _fits(signature: str, wanted: bytes) -> bool:
    if not signature.startswith(_VERSION):
        return False
    try:
        return hmac.compare_digest(base64.b64decode(signature.removeprefix(_VERSION), validate=True), wanted)
    except (binascii.Error, ValueError):
        return False


def key_of(secret: str) -> bytes:
    """The bytes that sign, of a secret as it was told. Raises InvalidArgumentError where it is none."""
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _SHORTEST_KEY:
        raise InvalidArgumentError("this is no signing secret; expected one that begins with whsec_")
    return key
