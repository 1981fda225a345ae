"""A code for the words of an answer: looked for in the lists, chosen or left, and back on the same page with all that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import ConceptKind
from profile_service.domain.instrument import AnswerKind
from profile_service.doors import House
from profile_service.web.concept_choice import (
    Choices,
    attributions_of,
    find_choices,
    kinds_for,
    parse_choice,
    with_choice,
)
from profile_service.web.concept_pages import choices_context
from profile_service.web.forms import Answers, first
from profile_service.web.layouts import Field, Widget
from profile_service.web.mapping_entries import fields_of
from profile_service.web.mapping_forms import Question
from profile_service.web.mapping_sheets import Open, speech_at

_LABEL: Final = 120


@dataclass(frozen=True, slots=True)
class Sought:
    """An input that lists can be searched for, by its own name, and what may be chosen for it."""

    field: Field
    kinds: frozenset[ConceptKind]
    question: Question


def findable(questions: Sequence[Question]) -> dict[str, Sought]:
    """Every input of a page that a code can be found for, by its name."""
    found = (one for question in questions for one in _of(question))
    return {one.field.name: one for one in found if one.kinds}


async def choices_for(
    house: House, opened: Open, questions: Sequence[Question], answers: Answers
) -> dict[str, Any] | None:
    """What the page of choices is made from; None where no such button was pressed."""
    sought = findable(questions).get(first(answers, "find"))
    if sought is None:
        return None
    speech = speech_at(opened.chair)
    text = first(answers, "words") or first(answers, sought.field.name)

    def ask(concepts: Concepts) -> Choices:
        found = find_choices(concepts, text, speech.tag, sought.kinds)
        return Choices(sought.field, text, found, attributions_of(concepts.editions(), found))

    choices = await house.look_up(ask)
    texts = sought.question.item.text
    label = next((texts[tag] for tag in (speech.tag, "sv", "en", *texts) if tag in texts), "")
    context = choices_context(speech, "", answers, choices)
    return {**context, "asked_label": shorten(label, _LABEL, placeholder=" …"), "frame": "mapping_frame.html"}


async def chosen(
    house: House, opened: Open, questions: Sequence[Question], answers: Answers
) -> Answers | None:
    """The form with what was chosen on the page of choices in it; None where it does not come from there."""
    sought = findable(questions).get(first(answers, "choose"))
    if sought is None:
        return None
    ref, name = parse_choice(first(answers, "choice")), sought.field.name
    if ref is None:
        words = first(answers, "words")
        return {**answers, name: [words]} if words else answers
    language = speech_at(opened.chair).tag
    found = await house.look_up(lambda concepts: concepts.labelled([ref], language))
    return with_choice(sought.field, answers, found[ref]) if ref in found else answers


def _of(question: Question) -> list[Sought]:
    item, target = question.item, question.item.target
    if item.kind is AnswerKind.CONCEPT:
        own = frozenset(kind for kind in ConceptKind if kind.value == item.concept_kind)
        usual = frozenset() if target is None else kinds_for(target.section, target.field, "")
        return [Sought(Field(question.key, Widget.CODED), own or usual, question)]
    if item.kind is not AnswerKind.ENTRIES or target is None:
        return []
    return [
        Sought(
            Field(f"{question.key}.{field.name}", Widget.CODED),
            kinds_for(target.section, field.name, ""),
            question,
        )
        for field in fields_of(question)
        if field.widget is Widget.CODED
    ]
