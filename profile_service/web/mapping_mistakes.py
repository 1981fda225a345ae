"""What is wrong with the answers of a page, told beside its question and in a list at the top."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Final

from consent.request import Objection
from profile_service.domain.instrument import AnswerKind
from profile_service.language import field_label
from profile_service.language.marking import N_
from profile_service.web.mapping_entries import fields_of
from profile_service.web.mapping_forms import Question
from profile_service.web.mapping_sheets import Open, speech_at
from profile_service.web.mapping_sides import Sides
from profile_service.web.mistakes import Mistake, explain

_LABEL: Final = 80
_NO_ANSWER: Final = "this is no answer to the question"
_CHOOSE: Final = N_("Choose one of the answers.")
_OWN: Final[Mapping[AnswerKind, str]] = {
    AnswerKind.NUMBER: N_("Write a number with digits."),
    AnswerKind.DATE: N_("There is no such date. Check year, month and day."),
    AnswerKind.YES_NO: _CHOOSE,
    AnswerKind.LEVEL: _CHOOSE,
    AnswerKind.CEFR: _CHOOSE,
    AnswerKind.COUNTRY: _CHOOSE,
}


def told_mistakes(
    opened: Open, questions: Sequence[Question], objections: Sequence[Objection]
) -> list[Mistake]:
    """The objections of the rules, each at the input that it is about."""
    return [_mistake(opened, questions, objection) for objection in objections]


def empty_change(opened: Open, questions: Sequence[Question]) -> list[Mistake]:
    """Somebody chose to change an answer, and wrote nothing."""
    missing = (Objection(f"/{one.item.id}", "the field is missing", "an answer") for one in questions)
    return told_mistakes(opened, questions, list(missing))


def by_input(mistakes: Sequence[Mistake]) -> Mapping[str, str]:
    """What to do, by the question or the input that is wrong."""
    texts: dict[str, str] = {}
    for mistake in mistakes:
        texts.setdefault(mistake.field, mistake.text)
    return texts


def _mistake(opened: Open, questions: Sequence[Question], objection: Objection) -> Mistake:
    speech = speech_at(opened.chair)
    places = objection.field.strip("/").split("/")
    question = next((one for one in questions if one.item.id in places), None)
    own = _OWN.get(question.item.kind) if question is not None and objection.problem == _NO_ANSWER else None
    text = speech(own) if own is not None else explain(speech, objection)
    if question is None:
        return Mistake("", questions[0].anchor if questions else "main", "", text)
    if question.item.kind is AnswerKind.ENTRIES:
        return _entry_mistake(opened, question, places, text)
    sides = Sides.of(speech, opened.session.circumstances)
    label = shorten(sides.plain(question.item.text), _LABEL, placeholder=" …")
    return Mistake(question.item.id, question.anchor, label, text)


def _entry_mistake(opened: Open, question: Question, places: Sequence[str], text: str) -> Mistake:
    target = question.item.target
    field = next((one for one in fields_of(question) if one.name in places), None)
    if target is None or field is None:
        return Mistake(question.item.id, question.key, "", text)
    name = f"{question.key}.{field.name}"
    anchor = question.key if field.required else f"{question.key}.{field.anchor}"
    return Mistake(name, anchor, field_label(speech_at(opened.chair), target.section, field.name), text)
