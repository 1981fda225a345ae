"""Codes with their scheme, language tags, countries, and the scales of the profile."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from schemas import limits
from schemas.model import Model
from schemas.refusal import refusal
from schemas.values.numbers import NumbersOnly
from schemas.values.patterns import Shape
from schemas.values.text import ConceptId, Label, SchemeVersion, clean

Scheme: TypeAlias = Literal[
    "esco", "jobtech", "ssyk2012", "isco08", "sun2020", "sni2007", "iscedf", "eqf", "seqf",
    "iso639", "cefr", "digcomp", "elm", "municipality", "own",
]  # fmt: skip
Cefr: TypeAlias = Literal["none", "A1", "A2", "B1", "B2", "C1", "C2"]
# has tried, with support, independent, can lead or teach: even, so that there is no middle to hide in.
# Numbers only, since True equals 1 in Python.
SkillLevel: TypeAlias = Annotated[Literal[1, 2, 3, 4], NumbersOnly]
# The languages that the portal itself speaks, as BCP 47 tags; `simple` is the registered variant for an easy form.
PortalLanguage: TypeAlias = Literal["sv", "sv-simple", "en", "ar", "so", "ti", "prs", "uk"]
Strength: TypeAlias = Literal["self", "context", "document", "third_party", "assessed", "recognised"]

# RFC 5646 section 2.1, the langtag production without grandfathered tags; registry content is not checked.
_TAG: Final = Shape(
    "(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    "(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    "(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?",
    "a language tag (BCP 47), such as sv, ar or prs-AF",
)
_COUNTRY: Final = Shape("[A-Za-z]{2}", "a country code of two letters (ISO 3166-1), such as SE")


def _usual_case(tag: str) -> str:
    """Write a tag as RFC 5646 section 2.1.1 recommends: prs-AF, uz-Latn."""
    first, *rest = tag.split("-")
    parts = [first.lower()]
    for part in rest:
        # After a singleton (-x-, -u-) everything is lower case.
        if any(len(earlier) == 1 for earlier in parts):
            parts.append(part.lower())
        else:
            parts.append({2: part.upper(), 4: part.title()}.get(len(part), part.lower()))
    return "-".join(parts)


LanguageTag: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=2, max_length=limits.LANGUAGE_TAG),
    BeforeValidator(clean),
    AfterValidator(_TAG),
    AfterValidator(_usual_case),
    _TAG.published(),
]
CountryCode: TypeAlias = Annotated[
    str, BeforeValidator(clean), AfterValidator(_COUNTRY), AfterValidator(str.upper), _COUNTRY.published()
]


class Coded(Model):
    """A concept of a code scheme with the label shown when it was chosen; a label alone is free text."""

    label: Label
    scheme: Scheme | None = None
    concept_id: Annotated[ConceptId | None, Field(validate_default=True)] = None
    scheme_version: Annotated[SchemeVersion | None, Field(validate_default=True)] = None

    @field_validator("concept_id", "scheme_version")
    @classmethod
    def _all_or_none(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "scheme" not in info.data:
            return value  # the scheme itself was refused: one error is enough
        if (info.data["scheme"] is None) != (value is None):
            raise refusal(
                "coded_parts",
                "a code needs scheme, concept_id and scheme_version together",
                "all three, or a label alone",
            )
        return value
