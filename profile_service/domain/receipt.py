"""A signed consent record as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from consent.receipt import RecordKind, Shown
from consent.vocabulary import GrantId, IndividualId, ReceiptId, RequestId
from profile_service.domain.event import EventId


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """One record of one individual.

    `signed` is a JWS in compact form (RFC 7515) whose payload is the record as JSON-LD; `shown` is the text whose hash it
    holds, kept beside it so that the hash can be shown to be right.
    """

    id: ReceiptId
    individual: IndividualId
    request: RequestId
    grant: GrantId | None
    kind: RecordKind
    at: datetime
    signed: str
    shown: Shown | None
    event: EventId | None = None
    """The line of the journal that names it; None for one from before lines did."""

    @property
    def named(self) -> dict[str, str | list[str]]:
        """How that line names it, so that what proves the line proves the record as well."""
        return {"receipt": self.id, "receipt_sha256": sha256(self.signed.encode()).hexdigest()}
