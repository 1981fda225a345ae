"""The value types that all wire models are made of."""

from schemas.values.codes import (
    Cefr,
    Coded,
    CountryCode,
    LanguageTag,
    PortalLanguage,
    Scheme,
    SkillLevel,
    Strength,
)
from schemas.values.dates import CalendarDate, PartialDate, Timestamp, Until
from schemas.values.email import Email
from schemas.values.identity_number import IdentityNumber
from schemas.values.localised import LocalisedText
from schemas.values.numbers import Flag, HalfSteps, NumbersOnly, Version
from schemas.values.patterns import Address, Identifier, Iri, Phone, Sha256, Token
from schemas.values.pointer import JsonPointer, json_pointer
from schemas.values.text import (
    CaseReference,
    Contact,
    Label,
    LongText,
    Message,
    ShortCode,
    ShortText,
)

__all__ = [
    "Address", "CalendarDate", "CaseReference", "Cefr", "Coded", "Contact", "CountryCode", "Email",
    "Flag", "HalfSteps", "Identifier", "IdentityNumber", "Iri", "JsonPointer", "Label", "LanguageTag",
    "LocalisedText", "LongText", "Message", "NumbersOnly", "PartialDate", "Phone", "PortalLanguage", "Scheme", "Sha256",
    "ShortCode", "ShortText", "SkillLevel", "Strength", "Timestamp", "Token", "Until", "Version",
    "json_pointer",
]  # fmt: skip
