"""An instrument as it is looked at before anybody answers: each question, how it is answered, and what becomes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from profile_service.domain.instrument import (
    AnswerKind,
    Condition,
    Head,
    Instrument,
    InstrumentItem,
    InstrumentSection,
    Respondent,
    Stage,
    in_language,
)
from profile_service.domain.people import Organisation
from profile_service.language import Words, choice_label, field_label, section_label
from profile_service.language.marking import N_

_HOW: Final[Mapping[AnswerKind, str]] = {
    AnswerKind.TEXT: N_("Answered with a few words."),
    AnswerKind.LONG_TEXT: N_("Answered in own words."),
    AnswerKind.YES_NO: N_("Answered with yes or no."),
    AnswerKind.CHOICE: N_("One of these answers:"),
    AnswerKind.NUMBER: N_("Answered with a number."),
    AnswerKind.DATE: N_("Answered with a date. The year is enough."),
    AnswerKind.LEVEL: N_("Four levels: has tried, with support, alone, can teach."),
    AnswerKind.CEFR: N_("Levels from none to C2."),
    AnswerKind.CONCEPT: N_("Chosen from a list, or in own words."),
    AnswerKind.COUNTRY: N_("Answered with a country."),
    AnswerKind.ENTRIES: N_("There can be several answers."),
}
_WHO: Final[Mapping[Respondent, str]] = {
    Respondent.PERSON: "",
    Respondent.ADVISER: N_("The adviser answers."),
    Respondent.ASSESSOR: N_("The assessor answers."),
}
_STAGES: Final[Mapping[Stage, str]] = {
    Stage.ORIENTATION: N_("First talk"),
    Stage.INITIAL_MAPPING: N_("First mapping"),
    Stage.IN_DEPTH_MAPPING: N_("Mapping in depth"),
    Stage.ASSESSMENT: N_("Assessment"),
    Stage.RECOGNITION: N_("Recognition"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `goes` names the section and its fields where the answer stands; empty where it stays in the talk."""

    item: InstrumentItem
    how: str
    who: str
    goes: str
    waits: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section of it."""

    section: InstrumentSection
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list. `maker` is empty where it ships with the service."""

    head: Head
    stage: str
    maker: str


def listed(speech: Words, head: Head, maker: Organisation | None) -> Listed:
    """A line of a list."""
    return Listed(head, speech(_STAGES[head.stage]), "" if maker is None else maker.name)


def stage_name(speech: Words, stage: Stage) -> str:
    """What the stage is called."""
    return speech(_STAGES[stage])


def parts_of(speech: Words, instrument: Instrument) -> list[Part]:
    """Every section with its questions."""
    asked = {item.id: item for item in instrument.items()}
    return [Part(one, [*_questions(speech, one, asked)]) for one in instrument.sections]


def _questions(
    speech: Words, section: InstrumentSection, asked: Mapping[str, InstrumentItem]
) -> Iterator[Question]:
    for item in section.items:
        who, waits = _WHO[item.respondent], item.shown_if
        yield Question(
            item,
            speech(_HOW[item.kind]),
            speech(who) if who else "",
            _goes(speech, item),
            "" if waits is None else _waits(speech, waits, asked[waits.item]),
        )


def _goes(speech: Words, item: InstrumentItem) -> str:
    if item.target is None:
        return ""
    section = item.target.section
    fields = speech.join([field_label(speech, section, name) for name in item.target.fields])
    return f"{section_label(speech, section)}: {fields}"


def _waits(speech: Words, condition: Condition, other: InstrumentItem) -> str:
    question = in_language(other.text, speech.tag)
    return f"{question} {speech.join([_answer(speech, other, value) for value in condition.values])}"


def _answer(speech: Words, item: InstrumentItem, value: object) -> str:
    labels = {type(one.value).__name__ + str(one.value): one.label for one in item.choices}
    words = labels.get(type(value).__name__ + str(value))
    if words is not None:
        return in_language(words, speech.tag)
    if isinstance(value, bool):
        return speech("Yes") if value else speech("No")
    return choice_label(speech, "level", str(value)) if item.kind is AnswerKind.LEVEL else str(value)
