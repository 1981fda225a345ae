"""The pages of a mapping session: the task list, one part at a time, and everything saved as it goes."""

from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request, Response

from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    StaleVersionError,
)
from profile_service.actions.mapping_answers import answer
from profile_service.actions.mapping_checks import GivenAnswer
from profile_service.domain.instrument import AnswerKind
from profile_service.doors import House
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mapping_choice import choices_for, chosen, findable
from profile_service.web.mapping_entries import added, fields_of, fill_entry, read_entries
from profile_service.web.mapping_forms import (
    CEFR,
    LEVELS,
    Question,
    Said,
    asked_to_change,
    fill_answer,
    read_answers,
)
from profile_service.web.mapping_mistakes import by_input, empty_change, told_mistakes
from profile_service.web.mapping_parts import Part, PartState
from profile_service.web.mapping_seats import Chair
from profile_service.web.mapping_sheets import (
    BESIDE,
    Open,
    open_sheet,
    over_at,
    sheet_page,
    speech_at,
    write_at,
)
from profile_service.web.mapping_words import part_state
from profile_service.web.mistakes import Mistake
from profile_service.web.options import options_for
from profile_service.web.rendering import go

_SHUT: Final = (PartState.CLOSED, PartState.HIDDEN)


@dataclass(frozen=True, slots=True)
class Table:
    """A page of questions as it stands: which, what is in the inputs, and what is wrong."""

    part: Part
    number: int
    answers: Answers
    mistakes: list[Mistake] = field(default_factory=list)
    changed: bool = False
    """Whether somebody saved elsewhere while this was filled in."""
    editing: str = ""
    typed: bool = False
    """Whether the inputs hold something that is not saved."""

    @property
    def questions(self) -> list[Question]:
        """Those of this page."""
        return self.part.on(self.number)

    @property
    def status(self) -> int:
        """Of the answer."""
        return 409 if self.changed else 422 if self.mistakes else 200


async def show_tasks(request: Request, house: House, chair: Chair) -> Response:
    """The parts, each with how it stands."""
    opened = await open_sheet(request, house, chair)
    over = over_at(opened)
    return go(over) if over else _tasks(request, opened)


async def show_part(request: Request, house: House, chair: Chair) -> Response:
    """A page of a part: the one that is asked for, or the first on which anything is left."""
    opened = await open_sheet(request, house, chair)
    if over_at(opened):
        return go(opened.base)
    part = opened.part(request.path_params["part"])
    if part.state in _SHUT:
        return sheet_page(request, opened, "mapping_closed.html", part=part)
    after = _number(request, "after")
    number = part.next_left(after or 0)
    if after is not None and number is None:
        return _tasks(request, opened)
    wished = _number(request, "page")
    number = wished if wished in part.numbers else number or part.numbers[0]
    query = request.query_params
    table = Table(
        part, number, _filled(part.on(number)), editing=query.get("edit", "")[:3], typed="more" in query
    )
    return _questions(request, opened, table)


async def save_part(request: Request, house: House, chair: Chair) -> Response:
    """Keep what is new on a page, and go on to the next on which anything is left."""
    answers = posted(await request.form())
    opened = await open_sheet(request, house, chair)
    part = opened.part(request.path_params["part"])
    number = _number(request, "page") or 1
    if over_at(opened) or part.state in _SHUT or number not in part.numbers:
        return go(opened.base)
    questions = part.on(number)
    if (choices := await choices_for(house, opened, questions, answers)) is not None:
        return sheet_page(request, opened, "concept_choice.html", **choices)
    if (with_code := await chosen(house, opened, questions, answers)) is not None:
        return _questions(request, opened, Table(part, number, with_code, typed=True))
    table = Table(part, number, answers, empty_change(opened, _wishes(part.on(number), answers)))
    said, kept = _said(table.questions, answers)
    if table.mistakes:
        return _questions(request, opened, table)
    given = [GivenAnswer(one.item, one.touch, one.value) for one in said]
    revision = revision_of(answers)
    try:
        if given:
            here, session = chair.seat, opened.session.id
            await write_at(
                house,
                lambda work: answer(work, house.desk, here, session, revision, given, looked=True),
            )
    except ContentError as error:
        wrong = told_mistakes(opened, table.questions, error.objections)
        return _questions(request, opened, Table(part, number, answers, wrong, editing=_editing(table)))
    except AlreadyAnsweredError:
        return go(opened.base)
    except StaleVersionError:
        return await _again(request, house, chair, Table(part, number, answers, changed=True))
    return _remembering(house, answers, go(_on_from(opened, part, number, first(answers, "then"), kept=kept)))


def revision_of(answers: Answers) -> int:
    """The revision that a form was made from. A form without one matches none."""
    text = first(answers, "revision")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def _said(questions: list[Question], answers: Answers) -> tuple[list[Said], bool]:
    """What is new, and whether an entry came in by it."""
    if len(questions) == 1 and questions[0].item.kind is AnswerKind.ENTRIES:
        form = read_entries(questions[0], answers)
        return ([form.said] if form.said else []), form.kept
    return read_answers(questions, answers), False


def _wishes(questions: list[Question], answers: Answers) -> list[Question]:
    plain = (one for one in questions if one.item.kind is not AnswerKind.ENTRIES)
    return [one for one in plain if one.known and asked_to_change(one, answers)]


def _on_from(opened: Open, part: Part, number: int, then: str, *, kept: bool) -> str:
    here = f"{opened.base}/parts/{part.section.id}"
    if then == "stop":
        return opened.base
    if then == "more" or then.startswith("drop:"):
        return f"{here}?page={number}" + ("&more=yes#new" if kept else "")
    return f"{here}?after={number}"


async def _again(request: Request, house: House, chair: Chair, table: Table) -> Response:
    """The page once more, as the session stands now, with everything that was typed."""
    opened = await open_sheet(request, house, chair)
    part = opened.part(table.part.section.id)
    if over_at(opened) or part.state in _SHUT or table.number not in part.numbers:
        raise NotAvailableError
    return _questions(request, opened, Table(part, table.number, table.answers, changed=True))


def _tasks(request: Request, opened: Open) -> Response:
    parts, speech = opened.parts, speech_at(opened.chair)
    left = sum(part.left for part in parts)
    return sheet_page(
        request,
        opened,
        "mapping_tasks.html",
        parts=parts,
        left=left,
        reused=opened.session.reused,
        part_state=lambda part: part_state(speech, part),
    )


def _questions(request: Request, opened: Open, table: Table) -> Response:
    questions = table.questions
    context: dict[str, Any] = {
        "part": table.part,
        "number": table.number,
        "numbers": table.part.numbers,
        "action": f"{opened.base}/parts/{table.part.section.id}?page={table.number}",
        "answers": table.answers,
        "mistakes": table.mistakes,
        "wrong": by_input(table.mistakes),
        "changed": table.changed,
        "options": options_for(speech_at(opened.chair)),
        "levels": LEVELS,
        "cefr": CEFR,
        "status": table.status,
        "finds": frozenset(findable(questions)),
    }
    if len(questions) == 1 and questions[0].item.kind is AnswerKind.ENTRIES:
        return _entries(request, opened, table, context)
    saved = {one.item.id for one in questions if table.changed and one.stated is not None}
    return sheet_page(request, opened, "mapping_part.html", shown=questions, saved=saved, **context)


def _entries(request: Request, opened: Open, table: Table, context: dict[str, Any]) -> Response:
    question, editing = table.questions[0], table.editing or _editing(table)
    entry = fill_entry(question, editing) if table.editing and not table.mistakes else {}
    return sheet_page(
        request,
        opened,
        "mapping_entries.html",
        question=question,
        fields=fields_of(question),
        entries=added(question),
        editing=editing if entry or table.answers.get(f"{question.key}.at") else "",
        typed=table.changed or table.typed,
        **{**context, "answers": {**table.answers, **entry}},
    )


def _editing(table: Table) -> str:
    return next((first(table.answers, name) for name in table.answers if name.endswith(".at")), "")


def _filled(questions: list[Question]) -> Answers:
    return {name: texts for question in questions for name, texts in fill_answer(question).items()}


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999") else None


def _remembering(house: House, answers: Answers, answer: Response) -> Response:
    """With the choice to hide the second language, until the browser is closed."""
    hidden = "hide" if first(answers, "beside") else "show"
    answer.set_cookie(BESIDE, hidden, path="/", secure=house.cookie.secure, httponly=True, samesite="lax")
    return answer
