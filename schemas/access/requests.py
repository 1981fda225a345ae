"""Asking for access: the connection code, the request, and what each side sees of it."""

from typing import Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import Organisation, PurposeDeclaration
from schemas.access.grants import Ending
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import CaseReference, Identifier, Iri, Message, ShortCode, ShortText, Timestamp, Until

RequestState: TypeAlias = Literal["pending", "granted", "refused", "lapsed", "expired"]


class ConnectionCode(Model):
    """A one-time code that the individual hands to whomever she wants to hear from."""

    code: ShortCode
    expires_at: Timestamp
    uri: Iri = Field(description="The code as an address, for a QR code.")


class AccessRequestBody(Model):
    """What an organisation sends to ask for access."""

    connection_code: ShortCode
    purpose_declaration: Identifier = Field(description="Id of an active declaration of the caller.")
    scopes: Scopes
    until: Until | None = None
    ending: Ending = "date"
    case_reference: CaseReference
    message: Message | None = None
    unit: ShortText | None = None


class AccessRequestCreated(Model):
    """All that the requester learns: it was sent."""

    id: Identifier
    status: Literal["sent"] = "sent"


class AccessRequestStatus(Model):
    """What the requester learns once there is a grant; before, and on a no, it learns nothing."""

    id: Identifier
    status: Literal["granted"] = "granted"
    grant_id: Identifier


class AccessRequest(Model):
    """A request as the individual sees it."""

    id: Identifier
    organisation: Organisation
    unit: ShortText | None = None
    purpose_declaration: PurposeDeclaration
    scopes: Scopes
    until: Until | None = None
    ending: Ending = "date"
    case_reference: CaseReference
    message: Message | None = None
    created: Timestamp
    state: RequestState
    grant_id: Identifier | None = None


class AccessRequestList(Model):
    """The requests that reached the individual."""

    access_requests: tuple[AccessRequest, ...]
