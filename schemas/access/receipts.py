"""Receipts: one signed consent record for each moment of a consent (ISO/IEC TS 27560:2023)."""

from typing import Annotated, Any

from pydantic import Field

from schemas.model import Model
from schemas.values import Identifier, Timestamp, Token


class Receipt(Model):
    """One moment: given, changed, refused, paused, resumed, undone, withdrawn, closed, revoked, expired or used up."""

    id: Identifier
    access_request: Identifier
    grant_id: Identifier | None = None
    kind: Token
    at: Timestamp
    record: dict[str, Any] = Field(description="The record as JSON-LD, as it stands inside `signed`.")
    signed: Annotated[str, Field(max_length=200_000)] = Field(
        description="The record as a JWS in compact form (RFC 7515)."
    )


class ReceiptList(Model):
    """The receipts of an individual, newest first."""

    receipts: tuple[Receipt, ...]
