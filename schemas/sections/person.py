"""Who the individual is and how to reach her; kept apart from all other sections."""

from typing import Annotated, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.sections.base import SENSITIVE, SectionModel
from schemas.values import Coded, Email, Flag, IdentityNumber, LanguageTag, PartialDate, Phone, ShortText

_IdentityNumbers: TypeAlias = Annotated[tuple[IdentityNumber, ...], Field(max_length=limits.IDENTITY_NUMBERS)]


class Person(SectionModel):
    """The individual herself. A profile holds one of these; nothing in it is required."""

    name: ShortText | None = Field(None, description="As she writes it herself.")
    birth_date: PartialDate | None = None
    identity_numbers: Annotated[_IdentityNumbers | None, SENSITIVE] = None
    email: Email | None = None
    phone: Phone | None = None
    place: Coded | None = Field(None, description="The municipality she lives in.")
    interface_language: LanguageTag | None = None
    mapping_languages: Annotated[tuple[LanguageTag, ...], Field(max_length=limits.LANGUAGES)] | None = None
    interpreter_language: LanguageTag | None = Field(None, description="Set where an interpreter is needed.")
    protected_identity: Annotated[Flag | None, SENSITIVE] = None
