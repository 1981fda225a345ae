"""Standard Webhooks: what a message is signed with, and how."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime


def signed_headers(message: str, body: bytes, secret: bytes, now: datetime) -> Mapping[str, str]:
    """The headers that let a receiver know who sent this, that nobody changed it, and that it is not an old one."""
    timestamp = str(int(now.timestamp()))
    signed = f"{message}.{timestamp}.".encode() + body
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
