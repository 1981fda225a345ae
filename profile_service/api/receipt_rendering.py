"""Receipts on the wire."""

import base64

import orjson

from profile_service.domain.receipt import StoredReceipt
from profile_service.portability.own_format import Wire, in_utc


def render_receipt(receipt: StoredReceipt) -> Wire:
    """`schemas.access.Receipt`."""
    payload = receipt.signed.split(".")[1]
    return {
        "id": receipt.id,
        "access_request": receipt.request,
        "grant_id": receipt.grant,
        "kind": receipt.kind.value,
        "at": in_utc(receipt.at),
        "record": orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))),
        "signed": receipt.signed,
    }
