"""A signed consent record as it is kept."""

from dataclasses import dataclass
from datetime import datetime

from consent.receipt import RecordKind, Shown
from consent.vocabulary import GrantId, IndividualId, ReceiptId, RequestId


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
