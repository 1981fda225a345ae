"""Registering organisations: their units, whom they let in first, their systems and the keys of those."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import RegisteredOrganisation
from schemas.model import Model
from schemas.values import Flag, Identifier, ShortText, Timestamp
from schemas.values.organisation_number import OrganisationNumber

OrganisationRole: TypeAlias = Literal["agency", "employer", "assessor"]
PublicJwk: TypeAlias = Annotated[
    dict[str, Any],
    Field(description="A public key (RFC 7517) for ES256 or EdDSA; with a kid, so that keys can be changed."),
]
RedirectUris: TypeAlias = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=500)], ...], Field(max_length=10)
]


class OrganisationBody(Model):
    """An organisation that is to be let in."""

    name: ShortText = Field(description="As people will see it.")
    number: OrganisationNumber
    role: OrganisationRole


class OrganisationCreated(Model):
    """The id of an organisation that was let in."""

    id: Identifier


class UnitBody(Model):
    """One more unit."""

    unit: ShortText


class AdministratorBody(Model):
    """The first administrator of an organisation, who is its data protection officer until she names another."""

    name: ShortText
    unit: ShortText


class InvitationMade(Model):
    """The code by which she makes her way in, once. It is told in this answer and never again: hand it over."""

    staff: Identifier
    code: Annotated[str, Field(pattern="^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$")]
    expires_at: Timestamp


class SystemBody(Model):
    """A system that is to sign in for an organisation."""

    client_id: Identifier
    key: PublicJwk
    redirect_uris: RedirectUris = ()
    dpop_required: Flag = True
    handles_protected_identity: Flag = False


class KeyBody(Model):
    """One more key of a system; it works beside the others."""

    key: PublicJwk


class System(Model):
    """A system that can sign in. `kids` names its keys, as far as they have names."""

    client_id: Identifier
    kids: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    dpop_required: Flag
    handles_protected_identity: Flag


class StaffPlace(Model):
    """What somebody does in one unit."""

    unit: ShortText
    roles: tuple[Identifier, ...]


class StaffMember(Model):
    """Somebody who works for an organisation. `invited_until` while a code waits for her."""

    id: Identifier
    name: ShortText
    places: tuple[StaffPlace, ...]
    invited_until: Timestamp | None = None


class OrganisationDetails(RegisteredOrganisation):
    """An organisation with everything that comes in for it."""

    units: tuple[ShortText, ...]
    staff: tuple[StaffMember, ...]
    systems: tuple[System, ...]
