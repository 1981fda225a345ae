"""Purpose declarations: what an organisation says before it may ask for anything."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.scope import Scope
from schemas.model import Model
from schemas.values import Contact, Flag, Identifier, Iri, LocalisedText, LongText, ShortText, Token, Version

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
