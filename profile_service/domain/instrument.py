"""Instruments: versioned, declarative question sets, each item tied to what the profile may know already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType, TypeVar

from consent.vocabulary import OrganisationId
from profile_service.domain.profile import Json

InstrumentId = NewType("InstrumentId", str)
Words = Mapping[str, str]
"""One text in several languages, by BCP 47 tag."""


_Text = TypeVar("_Text")


def in_language(words: Mapping[str, _Text], language: str) -> _Text:
    """The text in the language, else in Swedish, else in English, else in whatever there is."""
    return next(words[tag] for tag in (language, "sv", "en", *words) if tag in words)


class Stage(StrEnum):
    """How far into the assessment an instrument belongs."""

    ORIENTATION = "orientation"
    INITIAL_MAPPING = "initial_mapping"
    IN_DEPTH_MAPPING = "in_depth_mapping"
    ASSESSMENT = "assessment"
    RECOGNITION = "recognition"


class Respondent(StrEnum):
    """Who answers an item. Answers of different respondents are never merged."""

    PERSON = "person"
    ADVISER = "adviser"
    ASSESSOR = "assessor"


class AnswerKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    LEVEL = "level"
    """1 has tried, 2 with support, 3 independent, 4 can lead or teach."""
    CEFR = "cefr"
    CONCEPT = "concept"
    """A code with its label, or a label alone."""
    COUNTRY = "country"
    ENTRIES = "entries"
    """Any number of entries of one section, each with the named fields: jobs, educations, languages."""


UNASKABLE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "person": frozenset({"identity_numbers", "protected_identity"}),
        "evidence": frozenset({"file", "file_sha256", "supports"}),
    }
)
"""Fields that no instrument asks for: they are entered with proof, or by a file. The section `assessments` neither."""
SAYS_WHICH: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "expectations": frozenset({"goal", "target"}),
        "experience": frozenset({"setting", "occupation"}),
        "education": frozenset({"level", "field"}),
        "languages": frozenset({"language"}),
        "skills": frozenset({"skill"}),
        "transversal": frozenset({"skill"}),
        "licences": frozenset({"kind", "licence"}),
        "evidence": frozenset({"type"}),
        "progress": frozenset({"indicator", "respondent"}),
    }
)
"""The fields by which a pattern tells which entry is meant: what the entry is about. Never how well, since when, whether, or in her
own words: whoever asks what is known is told no values, and would have them from a question for each of them."""
ALONE_SAYS_WHICH: Final[Mapping[str, frozenset[str]]] = MappingProxyType({"languages": frozenset({"native"})})
"""Fields that tell apart groups of entries, and so stand alone in a pattern of a question for entries: "your mother tongues". Beside
what names one entry, such a field would be something told of that one."""
MOST_REGISTERED: Final = 100
"""How many versions of instruments one organisation has registered at the most, retired ones included."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where in the profile the answer stands.

    `where` are alternative patterns that tell which item of the section is meant: fields with values, of a code only the named
    parts, and None for a field that is not set. An item fits where any of them fits. No pattern means any item of the section.
    """

    section: str
    fields: tuple[str, ...]
    """One field; several for ENTRIES, where the first one is the one that makes an entry."""
    where: tuple[Mapping[str, Json], ...] = ()
    begins: Mapping[str, Json] = field(default_factory=dict)
    """What a new entry holds besides the answer, so that the first pattern fits it. The label of a code is `Words`."""

    @property
    def field(self) -> str:
        """The one field, or the one that makes an entry."""
        return self.fields[0]

    def new_entry(self, language: str) -> dict[str, Json]:
        """What a new entry holds before the answer is put in, its codes labelled in the language as far as there is one."""
        return {name: _labelled(value, language) for name, value in self.begins.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer among a few."""

    value: Json
    label: Words
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """The item is asked only where another, earlier one was answered with one of these values."""

    item: str
    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class InstrumentItem:
    """One question. `target` is None for what stays in the session, such as what an adviser saw."""

    id: str
    text: Words
    kind: AnswerKind
    respondent: Respondent = Respondent.PERSON
    target: Target | None = None
    help: Words = field(default_factory=dict)
    picture: str = ""
    """The name of a pictogram that ships with the service."""
    choices: tuple[Choice, ...] = ()
    scheme: str = ""
    """For CONCEPT: where to look, as `ConceptQuery` takes it; empty for free text with whatever is found."""
    concept_kind: str = ""
    fresh_months: int | None = None
    """How long an answer stays fresh; None for as long as the section's own review date says."""
    needed: bool = False
    shown_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class InstrumentSection:
    """A run of items that belong together. `special` where it asks for special categories (GDPR art. 9): it is kept apart,
    closed until it is opened, and never counted. `can_hide` where whoever runs it may leave it out."""

    id: str
    title: Words
    items: tuple[InstrumentItem, ...]
    intro: Words = field(default_factory=dict)
    can_hide: bool = True
    special: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one instrument. `organisation` is None for those that ship with the service."""

    id: InstrumentId
    version: str
    title: Words
    about: Words
    stage: Stage
    sections: tuple[InstrumentSection, ...]
    organisation: OrganisationId | None = None

    def items(self) -> Iterator[InstrumentItem]:
        """Every item, in order."""
        for section in self.sections:
            yield from section.items

    @property
    def languages(self) -> frozenset[str]:
        """Those in which every text of it is there."""
        texts = [self.title, self.about, *(section.title for section in self.sections)]
        texts += [item.text for item in self.items()]
        texts += [choice.label for item in self.items() for choice in item.choices]
        return frozenset.intersection(*(frozenset(words) for words in texts))


@dataclass(frozen=True, slots=True)
class Head:
    """What a list says of one version of an instrument. Those that ship were registered by nobody."""

    id: InstrumentId
    version: str
    stage: Stage
    title: Words
    about: Words
    languages: tuple[str, ...]
    questions: int
    organisation: OrganisationId | None = None
    registered_at: datetime | None = None
    retired_at: datetime | None = None


def head_of(instrument: Instrument, registered_at: datetime | None = None) -> Head:
    """The head of an instrument that is in use."""
    return Head(
        id=instrument.id,
        version=instrument.version,
        stage=instrument.stage,
        title=instrument.title,
        about=instrument.about,
        languages=tuple(sorted(instrument.languages)),
        questions=sum(1 for _ in instrument.items()),
        organisation=instrument.organisation,
        registered_at=registered_at,
    )


@dataclass(frozen=True, slots=True)
class Registered:
    """One version as an organisation registered it. The text never changes; once it is retired it starts no session."""

    head: Head
    text: bytes
    registered_at: datetime
    registered_by: str = ""
    """Id of the member of staff; empty for a system."""
    retired_at: datetime | None = None


def _labelled(value: Json, language: str) -> Json:
    if not isinstance(value, Mapping) or not isinstance(words := value.get("label"), Mapping):
        return value
    return {**value, "label": in_language(words, language)}
