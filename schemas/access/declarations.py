"""Purpose declarations: what an organisation says before it may ask for anything."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.scope import Scope
from schemas.model import Model
from schemas.values import (
    Contact,
    Flag,
    Identifier,
    Iri,
    LocalisedText,
    LongText,
    Message,
    ShortText,
    Timestamp,
    Token,
    Version,
)

DeclarationStatus: TypeAlias = Literal["submitted", "approved", "rejected", "superseded", "withdrawn"]


class Organisation(Model):
    """An organisation that is registered with the service."""

    id: Identifier
    name: ShortText
    role: Token = Field(description="Such as agency, employer or assessor; more may come.")


class Purpose(Model):
    """Why: as a code of the Data Privacy Vocabulary, and as a sentence for people."""

    code: Iri
    sentence: LocalisedText


class DeclaredScope(Model):
    """One slice of the profile, why it is asked for, and whether the purpose can do without."""

    scope: Scope
    reason: LocalisedText
    needed: Flag


class DeclarationReference(Model):
    """A purpose declaration in one version."""

    id: Identifier
    version: Version


class PurposeDeclaration(Model):
    """What an organisation wants to know, why, on what legal basis, and what becomes of it."""

    id: Identifier
    version: Version
    organisation: Organisation
    purpose: Purpose
    legal_basis: LongText
    scopes: Annotated[tuple[DeclaredScope, ...], Field(min_length=1, max_length=limits.SCOPES)]
    retention: LocalisedText
    onward_recipients: Annotated[tuple[ShortText, ...], Field(max_length=limits.ONWARD_RECIPIENTS)] = ()
    on_no: LocalisedText = Field(description="What happens where the individual says no.")
    other_way: LocalisedText = Field(description="How to get the same help without sharing.")
    contact: Contact
    status: DeclarationStatus


class PurposeDeclarationList(Model):
    """The declarations that the caller may see, in the order in which they were registered."""

    purpose_declarations: tuple[PurposeDeclaration, ...]


class PurposeDeclarationBody(Model):
    """What an organisation submits; the operator decides. Each text is in every language that the portal speaks."""

    id: Identifier | None = Field(
        None, description="Of a declaration of the caller's: this is its next version."
    )
    purpose: Purpose
    legal_basis: LongText = Field(
        description="Such as GDPR art. 6.1 e; where health is asked for with one of art. 9.2: GDPR art. 6.1 e, art. 9.2 h."
    )
    scopes: Annotated[tuple[DeclaredScope, ...], Field(min_length=1, max_length=limits.SCOPES)]
    retention: LocalisedText
    onward_recipients: Annotated[tuple[ShortText, ...], Field(max_length=limits.ONWARD_RECIPIENTS)] = ()
    on_no: LocalisedText
    other_way: LocalisedText
    contact: Contact


class DeclarationVersion(PurposeDeclaration):
    """One version, as the organisation that submitted it and the operator see it."""

    submitted_at: Timestamp | None = None
    decided_at: Timestamp | None = None
    remark: Message | None = Field(None, description="What the operator says about it.")


class DeclarationVersionList(Model):
    """Versions of declarations."""

    purpose_declarations: tuple[DeclarationVersion, ...]


class DeclarationToDecide(Model):
    """A version, and the one of the same declaration that is in force; null where none is."""

    declaration: DeclarationVersion
    in_force: DeclarationVersion | None = None


class DeclarationToDecideList(Model):
    """Versions for the operator to look at."""

    purpose_declarations: tuple[DeclarationToDecide, ...]


class RemarkBody(Model):
    """What the operator says. A no and a withdrawal need a reason."""

    remark: Message | None = None


class RegisteredOrganisation(Organisation):
    """An organisation as it was registered."""

    number: ShortText = Field(description="Its organisationsnummer, ten digits.")


class RegisteredOrganisationList(Model):
    """All organisations that are registered."""

    organisations: tuple[RegisteredOrganisation, ...]
