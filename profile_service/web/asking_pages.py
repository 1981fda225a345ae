"""Asking with a code: one form, in which nothing that was typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.declaration import PurposeDeclaration
from consent.request import Objection
from consent.scope import Scope
from consent.terms import Ending
from consent.vocabulary import GrantId
from profile_service.actions.asking import Question, WrongCode, ask
from profile_service.actions.errors import ContentError, TooManyTriesError
from profile_service.actions.looking import open_grant_to
from profile_service.domain.calendar import default_end, end_of_day, latest_end
from profile_service.doors import AsReader, Here, House, StaffVisit
from profile_service.language import Words, words
from profile_service.language.marking import N_
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.forms import (
    Answers,
    date_in_parts,
    date_to_parts,
    first,
    posted,
    without_controls,
)
from profile_service.web.mistakes import Mistake, by_field, explain, field_of
from profile_service.web.options import months
from profile_service.web.rendering import go, last_day, page

router: Final = APIRouter(include_in_schema=False)
_LONGEST_MESSAGE: Final = 1000
_LABELS: Final = {
    "connection_code": N_("Code"),
    "purpose_declaration": N_("Purpose"),
    "scopes": N_("What you need to read"),
    "until": N_("Until"),
    "case_reference": N_("Case reference"),
    "message": N_("Message to the person"),
}
_ANCHORS: Final = {"until": "until.year"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The form as a question, with the end as it was typed: a day, nothing, or no day at all."""

    question: Question
    until_is_wrong: bool


@router.get("/agency/ask")
async def start_asking(request: Request, visit: AsReader, house: Here) -> Response:
    """The form. What a purpose cannot do without is ticked already."""
    return await _form(request, visit, house, {}, [])


@router.post("/agency/ask")
async def send_question(request: Request, visit: AsReader, house: Here) -> Response:
    """Put the question into the person's inbox, or tell every mistake beside its field."""
    answers = posted(await request.form())
    asked = _read(answers, house)
    speech = words(visit.language)
    mistakes = _own_checks(speech, asked)
    if mistakes:
        return await _form(request, visit, house, answers, mistakes)
    try:
        outcome = await house.write(lambda work: ask(work, house.desk, visit.grantee, asked.question))
    except ContentError as error:
        return await _form(request, visit, house, answers, _mistakes(speech, error.objections))
    except TooManyTriesError:
        text = N_("Too many codes that did not work. Wait for an hour, and then try again.")
        mistakes = [_mistake(speech, "connection_code", text)]
        return await _form(request, visit, house, answers, mistakes, status=429)
    if isinstance(outcome, WrongCode):
        text = N_(
            "This code does not work. It may be too old, or already used. Ask the person for a new one."
        )
        return await _form(request, visit, house, answers, [_mistake(speech, "connection_code", text)])
    return go("/agency/ask/sent")


@router.post("/agency/ask/more")
async def ask_for_more(request: Request, visit: AsReader, house: Here) -> Response:
    """The form again, for the same case, with what the purposes speak of and this sharing does not hold ticked.

    Of an id that is nothing of theirs it is the form as always. What is ticked follows from terms that they know, and from
    nothing that she has written.
    """
    named = GrantId(first(posted(await request.form()), "grant"))
    view = await house.read(lambda work: open_grant_to(work, house.desk, visit.grantee, named))
    if view is None:
        return await _form(request, visit, house, {}, [], status=200)
    organisation, terms = visit.grantee.organisation, view.grant.terms
    declared = await house.read(lambda work: work.declarations.approved_of(organisation.id))
    usual = date_to_parts(
        "until", last_day(default_end(house.desk.clock.now(), house.desk.zone)).date().isoformat()
    )
    answers: dict[str, list[str]] = {**usual, "case_reference": [view.case_reference]}
    for one in declared:
        missing = [str(want.scope) for want in one.wants if not _is_there(want.scope, terms.scopes)]
        answers[f"scope.{one.id}"] = missing
        if missing and ("purpose_declaration" not in answers or one.id == terms.declaration_id):
            answers["purpose_declaration"] = [one.id]
    return await _form(request, visit, house, answers, [], status=200)


def _is_there(scope: Scope, given: Sequence[Scope]) -> bool:
    """Whether a sharing holds all that a purpose speaks of in a section, or all that it spelled out of it then."""
    return any(
        one.section == scope.section
        and (scope.fields is None or one.fields is None or scope.fields <= one.fields)
        for one in given
    )


@router.get("/agency/ask/sent")
async def show_sent(request: Request, visit: AsReader) -> Response:
    """All that there is to know: it was sent. A no looks like silence."""
    return page(request, visit, "sent.html")


def _read(answers: Answers, house: House) -> _Asked:
    declaration = first(answers, "purpose_declaration")
    typed = date_in_parts(answers, "until")
    until = _day(typed, house)
    question = Question(
        connection_code=first(answers, "connection_code"),
        purpose_declaration=declaration,
        scopes=tuple(answers.get(f"scope.{declaration}", ())),
        until=until,
        case_reference=without_controls(first(answers, "case_reference")),
        message=without_controls(first(answers, "message")),
        ending=_ending(answers),
    )
    return _Asked(question, bool(typed) and until is None)


def _ending(answers: Answers) -> Ending:
    chosen = first(answers, "ending")
    return next((one for one in Ending if one.value == chosen), Ending.DATE)


def _day(typed: str, house: House) -> datetime | None:
    try:
        return end_of_day(date.fromisoformat(typed), house.desk.zone)
    except (ValueError, OverflowError):
        return None


def _own_checks(speech: Words, asked: _Asked) -> list[Mistake]:
    """What the contract asks of the wire model; a form never passes through it."""
    question = asked.question
    wrong = []
    if not question.connection_code:
        wrong.append(("connection_code", N_("Write the code that the person gave you.")))
    if not question.purpose_declaration:
        wrong.append(("purpose_declaration", N_("Choose one of your organisation's purposes.")))
    elif not question.scopes:
        wrong.append(("scopes", N_("Choose at least one thing.")))
    if asked.until_is_wrong:
        wrong.append(("until", N_("There is no such date. Check year, month and day.")))
    reference = question.case_reference
    if not reference or len(reference) > LONGEST_REFERENCE:
        wrong.append(("case_reference", N_("Write the reference of your case, at most {number} signs.")))
    if len(question.message) > _LONGEST_MESSAGE:
        wrong.append(("message", N_("This is too long. Write at most {number} signs.")))
    limits = {"case_reference": LONGEST_REFERENCE, "message": _LONGEST_MESSAGE}
    return [_mistake(speech, name, text, limits.get(name, 0)) for name, text in wrong]


def _mistakes(speech: Words, objections: Sequence[Objection]) -> list[Mistake]:
    return [
        Mistake(name, _ANCHORS.get(name, name), speech(_LABELS.get(name, "")), explain(speech, objection))
        for objection in objections
        for name in [field_of(objection)]
    ]


def _mistake(speech: Words, name: str, text: str, number: int = 0) -> Mistake:
    return Mistake(name, _ANCHORS.get(name, name), speech(_LABELS[name]), speech(text, number=number))


async def _form(
    request: Request,
    visit: StaffVisit,
    house: House,
    answers: Answers,
    mistakes: Sequence[Mistake],
    status: int | None = None,
) -> Response:
    organisation = visit.grantee.organisation
    declarations = await house.read(lambda work: work.declarations.approved_of(organisation.id))
    now, zone = house.desk.clock.now(), house.desk.zone
    usual = date_to_parts("until", last_day(default_end(now, zone)).date().isoformat())
    return page(
        request,
        visit,
        "ask.html",
        status=status or (422 if mistakes else 200),
        declarations=declarations,
        answers=answers or usual,
        ticked=_ticked(declarations, answers),
        mistakes=mistakes,
        wrong=by_field(mistakes),
        months=months(words(visit.language)),
        endings=[one.value for one in Ending],
        ending=_ending(answers).value,
        latest=last_day(latest_end(now, zone)).date().isoformat(),
    )


def _ticked(declarations: Sequence[PurposeDeclaration], answers: Answers) -> dict[str, set[str]]:
    """Which scopes are ticked under each purpose: as they were sent, and at first those that are needed."""
    if answers:
        return {one.id: set(answers.get(f"scope.{one.id}", ())) for one in declarations}
    return {one.id: {str(want.scope) for want in one.wants if want.needed} for one in declarations}
