"""The receipt of a grant (fields after ISO/IEC TS 27560:2023, clause 6)."""

from schemas.access.declarations import DeclarationReference, Organisation, Purpose
from schemas.access.grants import GrantState
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import Identifier, LocalisedText, LongText, ShortText, Timestamp, Until


class ReceiptEvent(Model):
    """Something that happened to the grant; ``event`` is a term of the Data Privacy Vocabulary."""

    event: ShortText
    at: Timestamp


class Receipt(Model):
    """What was agreed: who may read what, why, until when, and what the recipient said about it."""

    grant_id: Identifier
    recipient: Organisation
    unit: ShortText | None = None
    purpose: Purpose
    purpose_declaration: DeclarationReference
    legal_basis: LongText
    retention: LocalisedText
    onward_recipients: tuple[ShortText, ...] = ()
    scopes: Scopes
    until: Until
    state: GrantState
    events: tuple[ReceiptEvent, ...]
