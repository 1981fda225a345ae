"""What a signed consent record says, for those who show it on a page or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consent.receipt import Indication, RecordEvent, RecordKind
from consent.terms import Ending
from consent.vocabulary import ReceiptId

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record, read back from the bytes that were signed: nothing here was looked up elsewhere.

    `left_out` is what she was asked for and did not say yes to, in the record of her yes. `digest` is the SHA-256 of the
    text that was shown, None where none was. `key` is the id of the key that signed, `sha256` that of the whole receipt.
    """

    id: ReceiptId
    organisation: str
    number: str
    unit: str
    contact: str
    purpose: Text
    scopes: tuple[str, ...]
    left_out: tuple[str, ...]
    until: datetime | None
    ending: Ending | None
    retention: Text
    onward: tuple[str, ...]
    legal_basis: str
    on_no: Text
    other_way: Text
    units_shut_out: int
    readers_shut_out: int
    indication: Indication
    events: tuple[RecordEvent, ...]
    digest: str | None
    language: str
    screen: str
    key: str
    sha256: str

    @property
    def kind(self) -> RecordKind:
        """What happened at this moment."""
        return self.events[-1].kind

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.events[-1].at
