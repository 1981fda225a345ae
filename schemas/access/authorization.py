"""What an organisation's system asks for in the redirect flow (RFC 9396), and what a person then granted."""

from typing import Final, Literal

from pydantic import Field

from schemas.access.grants import Ending
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import CaseReference, Identifier, Message, ShortText, Until

COMPETENCE_PROFILE: Final = "urn:egenkarta:competence-profile"


class CompetenceProfileDetails(Model):
    """One element of `authorization_details`: the same question that is otherwise asked with a connection code."""

    type: Literal["urn:egenkarta:competence-profile"]
    purpose_declaration: Identifier = Field(description="Id of an active declaration of the caller.")
    scopes: Scopes
    until: Until | None = None
    ending: Ending = "date"
    case_reference: CaseReference
    message: Message | None = None
    unit: ShortText | None = None


class GrantedDetails(Model):
    """What she said yes to: a part of what was asked, or all of it."""

    type: Literal["urn:egenkarta:competence-profile"]
    purpose_declaration: Identifier
    scopes: Scopes
    until: Until
    ending: Ending
    case_reference: CaseReference
    unit: ShortText | None = None
