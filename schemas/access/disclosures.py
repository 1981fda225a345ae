"""Disclosures: what left the vault, and the individual's record of it."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.declarations import DeclarationReference, Organisation, Purpose
from schemas.access.duties import Duty
from schemas.access.scope import Scope, Scopes
from schemas.items import Item
from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import Address, CaseReference, Identifier, ShortText, Timestamp, Token, Until

Outcome: TypeAlias = Literal["disclosed", "refused"]
DisclosedItems: TypeAlias = Annotated[tuple[Item, ...], Field(max_length=limits.ITEMS_PER_SECTION)]


class DisclosureBody(Model):
    """What a grantee sends to read. Who it is comes from its token, whom it reads about from the grant."""

    grant_id: Identifier = Field(description="The id of a grant, or of a duty by law.")
    case_reference: CaseReference
    reader: ShortText = Field(description="The person who reads, as the individual will see her named.")
    unit: ShortText | None = None
    scopes: Scopes | None = Field(None, description="To read less than the grant allows.")
    over_limit_reason: ShortText | None = Field(
        None,
        description="Why one more is opened though the reader's number of today is reached; the person sees it.",
    )


class DisclosureGrant(Model):
    """The grant that a disclosure rests on."""

    id: Identifier
    purpose: Purpose
    purpose_declaration: DeclarationReference
    scopes: Scopes
    until: Until


class Disclosure(Model):
    """What was granted and asked for; sections, items and fields outside of it are absent.

    It rests on a grant, or on a duty by law: one of the two is named. Only a grant has a receipt.
    """

    grant: DisclosureGrant | None = None
    duty: Duty | None = None
    profile: dict[SectionName, DisclosedItems]
    receipt: Address | None = None


class DisclosureRecord(Model):
    """One line of the individual's log. ``organisation`` is null where she acted herself."""

    id: Identifier
    at: Timestamp
    organisation: Organisation | None
    unit: ShortText | None = None
    reader: ShortText | None = None
    case_reference: CaseReference | None = None
    over_limit_reason: ShortText | None = Field(
        None,
        description="Why it was read though the reader's number of the day was reached: an unusual opening.",
    )
    instrument: ShortText | None = Field(
        None, description="The instrument that it was about, with its version, where it was about one."
    )
    kind: Token = Field(
        description="One of read, coverage, request, grant, refusal, withdrawal, export, import, code, erasure; more may come."
    )
    outcome: Outcome | None = Field(
        None, description="Of a read: disclosed, or refused. Null where nothing could be refused."
    )
    sections: tuple[SectionName, ...] = ()
    scopes: Annotated[tuple[Scope, ...], Field(max_length=limits.SCOPES)] = Field(
        (), description="What left; of a refused read what was tried, without the items that it named."
    )
    purpose: Purpose | None = None
    rule: ShortText | None = Field(None, description="The statute, where it was a duty by law.")
    grant_id: Identifier | None = Field(None, description="Of the grant, duty or share that it is about.")


class DisclosureRecordList(Model):
    """One page of the log, the newest first. ``next`` is the cursor of the next page, null on the last."""

    disclosures: tuple[DisclosureRecord, ...]
    next: Annotated[str, Field(max_length=limits.SHORT_TEXT)] | None
