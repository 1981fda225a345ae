"""Questions that are answered with any number of entries: jobs, educations, languages. One form, and what was added so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from profile_service.domain.mapping_session import Touch
from profile_service.domain.profile import Content, Json
from profile_service.web.forms import Answers, first, read_answers
from profile_service.web.forms import fill_answers as fill_section
from profile_service.web.layouts import LAYOUTS, Field, Widget
from profile_service.web.mapping_forms import Question, Said

_LONGEST_PLACE: Final = 3


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What a form with entries says: the answer, and whether its own inputs were used up by it."""

    said: Said | None
    kept: bool
    """Whether what stood in the inputs is now among the entries, so that they can be shown empty again."""


def fields_of(question: Question) -> list[Field]:
    """The fields that are asked for, in the profile's own order, named for this question."""
    target = question.item.target
    if target is None:
        return []
    asked = [field for field in LAYOUTS[target.section] if field.name in target.fields]
    # An entry without this field is none. The portal says so before the rules of the section have to.
    return [replace(field, required=field.required or field.name == target.field) for field in asked]


def added(question: Question) -> list[Content]:
    """The entries that were added in this session."""
    value = None if question.answer is None else question.answer.value
    entries = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [one for one in entries if isinstance(one, Mapping)]


def read_entries(question: Question, answers: Answers) -> EntryForm:
    """The entries as they are after this form: one more, one changed, one taken away, or as they were."""
    before = added(question)
    dropped = _place(first(answers, "then").removeprefix("drop:"), before)
    if dropped is not None:
        after = [one for at, one in enumerate(before) if at != dropped]
        return EntryForm(_answered(question, after, _was_confirmed(question)), kept=False)
    written, doing = _written(question, answers), first(answers, f"{question.key}.do")
    if not written:
        return EntryForm(_answered(question, before, doing == "still", skips=doing == "skip"), kept=False)
    at = _place(first(answers, f"{question.key}.at"), before)
    after = [*before, written] if at is None else [*before[:at], written, *before[at + 1 :]]
    confirmed = doing == "still" or (at is not None and _was_confirmed(question))
    return EntryForm(_answered(question, after, confirmed), kept=True)


def fill_entry(question: Question, at: str) -> dict[str, list[str]]:
    """The inputs, filled with an entry that is to be changed."""
    target, place = question.item.target, _place(at, added(question))
    if target is None or place is None:
        return {}
    filled = fill_section(target.section, added(question)[place])
    named = {f"{question.key}.{name}": texts for name, texts in filled.items()}
    return {**named, f"{question.key}.at": [str(place)]}


def _written(question: Question, answers: Answers) -> dict[str, Json]:
    target = question.item.target
    if target is None:
        return {}
    prefix = f"{question.key}."
    own = {name.removeprefix(prefix): texts for name, texts in answers.items() if name.startswith(prefix)}
    read = read_answers(target.section, own, {})
    fixed = {field.name for field in LAYOUTS[target.section] if field.widget is Widget.FIXED}
    written: dict[str, Json] = {
        name: value for name, value in read.items() if name in target.fields and value is not None
    }
    if written.keys() <= fixed:
        return {}
    return written


def _answered(
    question: Question, entries: Sequence[Content], confirmed: bool, *, skips: bool = False
) -> Said | None:
    """The answer, if it is another one than before."""
    new: list[Json] = [dict(one) for one in entries]
    if confirmed and question.known:
        said = Said(question.item.id, Touch.CONFIRMED, new or None)
    elif new:
        said = Said(question.item.id, Touch.STATED, new)
    elif skips or question.answer is not None:
        said = Said(question.item.id, Touch.SKIPPED)
    else:
        return None
    before = question.answer
    same = before is not None and before.touch is said.touch and added(question) == list(entries)
    return None if same else said


def _was_confirmed(question: Question) -> bool:
    return question.answer is not None and question.answer.touch is Touch.CONFIRMED


def _place(text: str, entries: Sequence[Content]) -> int | None:
    at = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_PLACE else None
    return at if at is not None and at < len(entries) else None
