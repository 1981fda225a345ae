"""Receipts: one signed consent record for each moment of a consent (ISO/IEC TS 27560:2023)."""

from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from schemas.access.consent_record import ConsentRecord
from schemas.access.journal import LineProof
from schemas.model import Model
from schemas.values import Identifier, LanguageTag, Timestamp, Token

LONGEST_NOTICE = 50_000

ExactText: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NOTICE)]
"""Kept to the last character: no white space is taken away, since its hash is signed."""
Screen: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern="^[!-~]([ -~]*[!-~])?$")
]


class ShownNotice(Model):
    """What she had before her when she decided: the exact text, its language, and which screen it stood on."""

    text: ExactText
    language: LanguageTag
    screen: Screen


class AnswerBody(Model):
    """What may be said with a no or with a withdrawal. No reason is asked."""

    notice: Annotated[
        ShownNotice | None, Field(description="What her program showed her; its hash goes into the receipt.")
    ] = None


class Receipt(Model):
    """One moment: given, changed, refused, paused, resumed, undone, withdrawn, closed, revoked, expired or used up."""

    id: Identifier
    access_request: Identifier
    grant_id: Identifier | None = None
    kind: Token
    at: Timestamp
    record: Annotated[
        ConsentRecord, Field(description="The record as JSON-LD, as it stands inside `signed`.")
    ]
    signed: Annotated[str, Field(max_length=400_000)] = Field(
        description="The record as a JWS in compact form (RFC 7515)."
    )
    notice: Annotated[
        ShownNotice | None,
        Field(
            description="The text whose hash the record holds. Only she is given it; null where no screen was."
        ),
    ] = None
    journal: Annotated[
        LineProof | None,
        Field(
            description="The proof that the line which names this record stands in the journal's tree: what is sealed in it has the "
            "members `receipt` and `receipt_sha256`, the SHA-256 of `signed`. Only she is given it; null for a second or so, until "
            "the line is in the tree."
        ),
    ] = None


class ReceiptList(Model):
    """The receipts of an individual."""

    receipts: tuple[Receipt, ...]


class RecordKey(Model):
    """A public key that records are or were signed with (RFC 7517)."""

    kty: Annotated[str, StringConstraints(pattern="^EC$")]
    crv: Annotated[str, StringConstraints(pattern="^P-256$")]
    alg: Annotated[str, StringConstraints(pattern="^ES256$")]
    use: Annotated[str, StringConstraints(pattern="^sig$")]
    kid: Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{43}$")]
    x: Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{43}$")]
    y: Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{43}$")]


class RecordKeys(Model):
    """Every key that a record was ever signed with; the newest is in use."""

    keys: tuple[RecordKey, ...]
