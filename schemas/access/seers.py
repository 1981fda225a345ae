"""Who can see a field, and why."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import Organisation, Purpose
from schemas.access.grants import Barred, Ending
from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import Identifier, ShortText, Timestamp, Token

Basis: TypeAlias = Literal["grant", "duty", "share"]


class Seer(Model):
    """One who would get it: an organisation, or whoever holds a link."""

    basis: Basis
    id: Identifier = Field(description="Of the grant, the duty or the share.")
    organisation: Organisation | None = Field(None, description="Absent for a share.")
    purpose: Purpose | None = Field(None, description="Of a grant.")
    rule: str | None = Field(None, description="Of a duty: the statute as it is cited.")
    vacancy: ShortText | None = Field(None, description="Of a share: what the link was made for.")
    until: Timestamp
    ending: Ending | None = None
    barred: Barred | None = Field(None, description="Who of theirs does not get it all the same.")


class SeerList(Model):
    """Who would get a field now, and who would get it in what she writes next."""

    section: SectionName
    field: Token
    item: Identifier | None = None
    now: Annotated[tuple[Seer, ...], Field(description="Of what is written there.")]
    next: Annotated[tuple[Seer, ...], Field(description="Of what she writes there next.")]
