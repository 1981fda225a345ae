"""The consent record: what was agreed or refused, as either side may keep it (ISO/IEC TS 27560:2023, clause 6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from consent.declaration import PurposeDeclaration
from consent.request import AccessRequest
from consent.terms import Terms
from consent.vocabulary import OrganisationId, ReceiptId


class RecordKind(StrEnum):
    """What a record is about."""

    GIVEN = "given"
    CHANGED = "changed"
    REFUSED = "refused"
    PAUSED = "paused"
    RESUMED = "resumed"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used_up"


class Indication(StrEnum):
    """How the will was shown (DPV: hasIndicationMethod); NOBODY where the calendar or another party acted."""

    OWN_DEVICE = "own_device"
    OWN_PROGRAM = "own_program"
    HELPERS_DESK = "helpers_desk"
    PAPER = "paper"
    PHONE = "phone"
    REPRESENTATIVE = "representative"
    """Somebody who holds a mandate of hers answered, within it."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Shown:
    """The very text that she had before her, the language that it was in, and the screen that it stood on."""

    text: str
    language: str
    screen: str

    @property
    def digest(self) -> str:
        """SHA-256 over the text in UTF-8, in hexadecimal digits."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Recipient:
    """The organisation as it was called at that moment. `number` is its organisationsnummer."""

    id: OrganisationId
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """Something that happened, at its true time."""

    kind: RecordKind
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One moment of one consent, of one individual. It never changes after it was signed.

    `terms` are those in force after the moment; None where she refused. `events` is everything that has happened to this
    consent, this moment last. She is called by the request's id: neither side's number for her is in it.
    """

    id: ReceiptId
    request: AccessRequest
    recipient: Recipient
    declaration: PurposeDeclaration
    terms: Terms | None
    events: tuple[RecordEvent, ...]
    indication: Indication
    shown: Shown | None
    follows: ReceiptId | None = None
    """The record of the moment before, where there is one."""

    @property
    def kind(self) -> RecordKind:
        """What happened at this moment."""
        return self.events[-1].kind

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.events[-1].at
