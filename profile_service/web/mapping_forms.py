"""From an instrument's question to the inputs of a form, and back. Whether an answer is right, the rules of the profile decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from profile_service.domain.coverage import Covered, Knowledge
from profile_service.domain.instrument import AnswerKind, InstrumentItem
from profile_service.domain.mapping_session import Answer, Touch
from profile_service.domain.profile import Json
from profile_service.web.forms import Answers, date_in_parts, date_to_parts, first, read_field
from profile_service.web.layouts import Field, Widget

LEVELS: Final = ("1", "2", "3", "4")
CEFR: Final = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
_YES_NO: Final[Mapping[str, Json]] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says about one question."""

    item: str
    touch: Touch
    value: Json = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands before whoever answers: what is known of it, and what was answered in this session."""

    item: InstrumentItem
    covered: Covered | None = None
    answer: Answer | None = None
    asked: bool = False
    """Whether it still asks for an answer here."""

    @property
    def key(self) -> str:
        """The name of its inputs, and the id of the first of them."""
        return f"q-{self.item.id}"

    @property
    def anchor(self) -> str:
        """Where an error summary points."""
        return f"{self.key}.year" if self.item.kind is AnswerKind.DATE else self.key

    @property
    def known(self) -> bool:
        """Whether something is filled in from the profile."""
        return self.covered is not None and self.covered.knowledge in (Knowledge.FRESH, Knowledge.STALE)

    @property
    def stale(self) -> bool:
        """Whether what is filled in is past its date."""
        return self.covered is not None and self.covered.knowledge is Knowledge.STALE

    @property
    def known_value(self) -> Json:
        """What the profile says; None where it says nothing."""
        return self.covered.value if self.covered is not None and self.known else None

    @property
    def stated(self) -> Json:
        """What was answered anew in this session."""
        return self.answer.value if self.answer is not None and self.answer.touch is Touch.STATED else None


def read_answers(questions: Sequence[Question], answers: Answers) -> list[Said]:
    """What is new on a form. What was left as it was is not said again."""
    found = (read_answer(question, answers) for question in questions)
    return [said for said in found if said is not None]


def read_answer(question: Question, answers: Answers) -> Said | None:
    """What a form says about one question; None where it says nothing new."""
    said = _said(question, answers)
    before = question.answer
    if said is None or (before is not None and (before.touch, before.value) == (said.touch, said.value)):
        return None
    return said


def asked_to_change(question: Question, answers: Answers) -> bool:
    """Whether she chose to change what is known, and wrote nothing."""
    return _doing(question, answers) == "change" and read_value(question, answers) is None


def read_value(question: Question, answers: Answers) -> Json:
    """What stands in the inputs of one question; None where they are empty. What fits no rule comes back as it was written."""
    item, key = question.item, question.key
    text = first(answers, key)
    match item.kind:
        case AnswerKind.YES_NO:
            return _YES_NO.get(text)
        case AnswerKind.CHOICE:
            return _chosen(item, text)
        case AnswerKind.NUMBER | AnswerKind.LEVEL:
            return number(text)
        case AnswerKind.DATE:
            return date_in_parts(answers, key) or None
        case AnswerKind.CONCEPT:
            return _concept(question, answers)
        case _:
            return text or None


def fill_answer(question: Question) -> dict[str, list[str]]:
    """What stands in the inputs when the page is shown."""
    key, answer = question.key, question.answer
    value = question.stated if question.stated is not None else question.known_value
    filled = _filled(question.item, key, value) if value is not None else {}
    if answer is not None:
        doing = {Touch.CONFIRMED: "still", Touch.SKIPPED: "skip"}
        filled[f"{key}.do"] = [doing.get(answer.touch, "change")]
    return filled


def number(text: str) -> Json:
    """A number as it was written, with a comma or a point; what is none comes back as it is."""
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return text
    if not isfinite(found):
        return text
    return int(found) if found.is_integer() else found


def _said(question: Question, answers: Answers) -> Said | None:
    item, doing, value = question.item.id, _doing(question, answers), read_value(question, answers)
    before = question.stated if question.stated is not None else question.known_value
    if doing == "skip" and (value is None or value == before):
        return Said(item, Touch.SKIPPED)
    if doing == "still" and question.known:
        return Said(item, Touch.CONFIRMED)
    if value is None:
        # A text that was taken away again says no more than a skip does.
        return Said(item, Touch.SKIPPED) if question.stated is not None and not question.known else None
    if question.known and value == question.known_value:
        return Said(item, Touch.CONFIRMED) if doing == "change" else None
    return Said(item, Touch.STATED, value)


def _doing(question: Question, answers: Answers) -> str:
    return first(answers, f"{question.key}.do")


def _chosen(item: InstrumentItem, text: str) -> Json:
    at = int(text) if text.isascii() and text.isdigit() and len(text) <= len("999") else len(item.choices)
    # What was never offered is passed on as it came: the rules refuse it by name.
    return item.choices[at].value if at < len(item.choices) else text or None


def _concept(question: Question, answers: Answers) -> Json:
    """Her words; with a code where they are those of one that was known before, or chosen just now."""
    text = first(answers, question.key)
    if not text:
        return None
    known = (question.stated, question.known_value)
    stored = next((one for one in known if isinstance(one, Mapping) and one.get("label") == text), None)
    return read_field(Field(question.key, Widget.CODED), answers, stored)


def _filled(item: InstrumentItem, key: str, value: Json) -> dict[str, list[str]]:
    match item.kind:
        case AnswerKind.YES_NO:
            return {key: ["yes" if value is True else "no"]}
        case AnswerKind.CHOICE:
            at = next((at for at, choice in enumerate(item.choices) if choice.value == value), None)
            return {} if at is None else {key: [str(at)]}
        case AnswerKind.DATE:
            return date_to_parts(key, str(value))
        case AnswerKind.ENTRIES:
            return {}
        case _:
            return {key: [str(value.get("label", "")) if isinstance(value, Mapping) else str(value)]}
