"""Grants: the standing permission that the individual gives and takes back."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import DeclarationReference, Organisation, Purpose
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import Address, CaseReference, Identifier, ShortText, Timestamp, Until

GrantState: TypeAlias = Literal["active", "paused", "withdrawn", "closed", "revoked", "expired", "used_up"]


class GrantBody(Model):
    """What the individual says yes to: what was asked for, or less of it, or for a shorter time."""

    scopes: Scopes
    until: Until | None = None


class Grant(Model):
    """A grant as the individual sees it."""

    id: Identifier
    organisation: Organisation
    unit: ShortText | None = None
    purpose: Purpose
    purpose_declaration: DeclarationReference
    scopes: Scopes
    given_at: Timestamp
    until: Until
    state: GrantState
    ended_at: Timestamp | None = None
    case_reference: CaseReference
    last_read_at: Timestamp | None = None
    reads: Annotated[int, Field(ge=0)]
    receipt: Address


class GranteeGrant(Model):
    """A live grant as the organisation that has it sees it."""

    id: Identifier
    access_request: Identifier
    unit: ShortText | None = None
    purpose: Purpose
    purpose_declaration: DeclarationReference
    scopes: Scopes
    given_at: Timestamp
    until: Until
    case_reference: CaseReference
    receipt: Address


class GranteeGrantList(Model):
    """The live grants of an organisation; ended ones are not in it."""

    grants: tuple[GranteeGrant, ...]


class GrantList(Model):
    """The grants of the individual."""

    grants: tuple[Grant, ...]
