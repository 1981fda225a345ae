"""Instruments: versioned question sets, each question tied to where its answer stands in a profile."""

import re
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag

from schemas import limits
from schemas.model import Model
from schemas.refusal import refusal
from schemas.values import Flag, LanguageTag, NumbersOnly, Scheme
from schemas.values.patterns import Shape
from schemas.values.text import TEXT_RULES, ConceptId, Label, SchemeVersion, clean

Stage: TypeAlias = Literal["orientation", "initial_mapping", "in_depth_mapping", "assessment", "recognition"]
Respondent: TypeAlias = Literal["person", "adviser", "assessor"]
AnswerKind: TypeAlias = Literal[
    "text", "long_text", "yes_no", "choice", "number", "date", "level", "cefr", "concept", "country", "entries",
]  # fmt: skip
ConceptKind: TypeAlias = Literal[
    "skill", "occupation", "occupation_group", "skill_group", "education_level", "education_field",
    "language", "country", "region", "licence", "industry", "keyword", "other",
]  # fmt: skip

# What a browser, a spreadsheet or a terminal might take for more than text, and marks that turn the order of letters.
_MARKUP: Final = re.compile("<[A-Za-z/!?]|&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _plain(value: str) -> str:
    if _MARKUP.search(value):
        raise refusal(
            "markup", "the text holds markup", "plain text, without < before a letter and without entities"
        )
    if _TURNING.search(value):
        raise refusal(
            "turning_marks",
            "the text holds invisible marks that turn its direction",
            "text without U+202A-202E and U+2066-2069",
        )
    return value


Title: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_TITLE),
    BeforeValidator(clean),
    AfterValidator(_plain),
    TEXT_RULES,
]
Sentence: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_TEXT),
    BeforeValidator(clean),
    AfterValidator(_plain),
    TEXT_RULES,
]
Paragraph: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_LONG_TEXT),
    BeforeValidator(clean),
    AfterValidator(_plain),
    TEXT_RULES,
]
_BY_LANGUAGE: Final = Field(
    min_length=1, max_length=limits.TRANSLATIONS, description="The text by language tag (BCP 47)."
)
Titles: TypeAlias = Annotated[dict[LanguageTag, Title], _BY_LANGUAGE]
Sentences: TypeAlias = Annotated[dict[LanguageTag, Sentence], _BY_LANGUAGE]
Paragraphs: TypeAlias = Annotated[dict[LanguageTag, Paragraph], _BY_LANGUAGE]

_LOCAL_ID: Final = Shape("[a-z][a-z0-9-]*", "a lower-case word, with digits and hyphens, such as first-talk")
_PART_ID: Final = Shape(
    "[a-z][a-z0-9_]*", "a lower-case word, with digits and underscores, such as paid_work"
)
_VERSION: Final = Shape("[0-9A-Za-z][0-9A-Za-z._-]*", "digits, letters, and . _ -, such as 2026.1")
_FIELD: Final = Shape("[a-z][a-z0-9_]*", "the name of a field, such as level")

LocalId: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_ID),
    AfterValidator(_LOCAL_ID),
    _LOCAL_ID.published(),
]
PartId: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_ID),
    AfterValidator(_PART_ID),
    _PART_ID.published(),
]
InstrumentVersion: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.INSTRUMENT_VERSION),
    AfterValidator(_VERSION),
    _VERSION.published(),
]
FieldName: TypeAlias = Annotated[
    str, StringConstraints(max_length=limits.IDENTIFIER), AfterValidator(_FIELD), _FIELD.published()
]


def _plain_value(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and 0 < len(value) <= limits.SHORT_TEXT:
        return _plain(str(clean(value)))
    raise refusal(
        "plain_value",
        "this is neither a short text, a whole number, true, false nor null",
        f"one of those; a text of at most {limits.SHORT_TEXT} characters",
    )


PlainValue: TypeAlias = Annotated[str | int | bool | None, BeforeValidator(_plain_value)]


class KnownCode(Model):
    """A code as it may stand in a profile: its version and its label do not matter."""

    scheme: Scheme
    concept_id: ConceptId


class NewCode(Model):
    """A code as a new entry is written with it, labelled in each language of the instrument."""

    label: Annotated[dict[LanguageTag, Label], _BY_LANGUAGE]
    scheme: Scheme
    concept_id: ConceptId
    scheme_version: SchemeVersion


def _sort(value: object) -> str:
    return "(code)" if isinstance(value, dict | Model) else "(value)"


Known: TypeAlias = Annotated[
    Annotated[KnownCode, Tag("(code)")] | Annotated[PlainValue, Tag("(value)")], Discriminator(_sort)
]
New: TypeAlias = Annotated[
    Annotated[NewCode, Tag("(code)")] | Annotated[PlainValue, Tag("(value)")], Discriminator(_sort)
]


class Target(Model):
    """Where in the profile the answer stands: a section, its field, and which entry of the section is meant."""

    section: FieldName
    fields: Annotated[tuple[FieldName, ...], Field(min_length=1, max_length=limits.TARGET_FIELDS)]
    where: Annotated[
        tuple[Annotated[dict[FieldName, Known], Field(min_length=1, max_length=limits.PATTERN_FIELDS)], ...],
        Field(
            max_length=limits.PATTERNS,
            description="An entry is meant where any of these fits; null is a field not set.",
        ),
    ] = ()
    begins: Annotated[
        dict[FieldName, New],
        Field(
            default_factory=dict,
            max_length=limits.PATTERN_FIELDS,
            description="What a new entry holds besides the answer.",
        ),
    ]


class Choice(Model):
    """One answer among a few."""

    value: PlainValue
    label: Sentences
    picture: PartId | None = None


class Condition(Model):
    """Asked only where an earlier question was answered with one of these values."""

    item: PartId
    values: Annotated[tuple[PlainValue, ...], Field(min_length=1, max_length=limits.CHOICES)]


class InstrumentItem(Model):
    """One question. Without a target the answer stays in the session."""

    id: PartId
    text: Sentences
    help: Paragraphs | None = None
    kind: AnswerKind
    respondent: Respondent = "person"
    target: Target | None = None
    picture: Annotated[PartId | None, Field(description="The name of a pictogram of the service.")] = None
    choices: Annotated[tuple[Choice, ...], Field(max_length=limits.CHOICES)] = ()
    scheme: Annotated[Scheme | None, Field(description="Where to look for a concept.")] = None
    concept_kind: ConceptKind | None = None
    fresh_months: Annotated[int, Field(ge=1, le=limits.FRESH_MONTHS), NumbersOnly] | None = None
    needed: Flag = False
    shown_if: Condition | None = None


class InstrumentSection(Model):
    """A run of questions. A special one asks for special categories (GDPR article 9): closed until it is opened."""

    id: PartId
    title: Annotated[dict[LanguageTag, Title], _BY_LANGUAGE]
    intro: Paragraphs | None = None
    can_hide: Flag = True
    special: Flag = False
    items: Annotated[tuple[InstrumentItem, ...], Field(min_length=1, max_length=limits.INSTRUMENT_ITEMS)]


class Instrument(Model):
    """One version of an instrument, as it is registered."""

    id: LocalId
    version: InstrumentVersion
    stage: Stage
    title: Titles
    about: Paragraphs
    sections: Annotated[
        tuple[InstrumentSection, ...], Field(min_length=1, max_length=limits.INSTRUMENT_SECTIONS)
    ]
