"""The operator's pages for access by law: what is registered, a new one, and its end."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import DutyId
from profile_service.actions.duties import DutyDraft, add_duty, duties_registered, end_duty
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.domain.calendar import end_of_day, latest_end
from profile_service.domain.people import Role
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtOperator, FreshOperator, Here, House, OperatorVisit
from profile_service.language import ANCHORS, LANGUAGES, Words, words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, date_in_parts, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field, explain, field_of
from profile_service.web.options import months
from profile_service.web.rendering import go, last_day, page

router: Final = APIRouter(include_in_schema=False)
_LABELS: Final = {
    "organisation": N_("Who may read"),
    "individual": N_("Number of the person"),
    "reference": N_("Case reference of the demand"),
    "citation": N_("The rule, as it is cited"),
    "text": N_("What the rule says"),
    "scopes": N_("What they may read"),
    "until": N_("Until"),
}
_ANCHORS: Final = {"until": "until.year", "text": "text.sv", "scopes": "fields.person"}


@router.get("/operator/duties")
async def show_duties(request: Request, visit: AtOperator, house: Here) -> Response:
    """All that were registered. How they are used is the person's to see."""
    duties = await house.read(lambda work: duties_registered(work, house.desk))
    return page(request, visit, "operator_duties.html", duties=duties)


@router.get("/operator/duties/new")
async def start_duty(request: Request, visit: FreshOperator, house: Here) -> Response:
    """An empty form."""
    return await _form(request, visit, house, {}, [])


@router.post("/operator/duties/new")
async def register_duty(request: Request, visit: FreshOperator, house: Here) -> Response:
    """Register it, or tell every mistake beside its field."""
    answers = posted(await request.form())
    speech = words(visit.language).for_readers()
    until = _day(answers, house)
    if until is None:
        text = speech(N_("There is no such date. Check year, month and day."))
        wrong = [
            *_left_out(speech, answers),
            Mistake("until", _ANCHORS["until"], speech(_LABELS["until"]), text),
        ]
        return await _form(request, visit, house, answers, wrong)
    draft = DutyDraft(
        organisation=first(answers, "organisation"),
        individual=first(answers, "individual"),
        reference=without_controls(first(answers, "reference")),
        citation=without_controls(first(answers, "citation")),
        text=_text(answers),
        scopes=_scopes(answers),
        until=until,
    )
    try:
        await house.write(lambda work: add_duty(work, house.desk, visit.operator, draft, ANCHORS))
    except ContentError as error:
        mistakes = []
        for objection in error.objections:
            name = field_of(objection)
            tag = objection.field.rpartition("/")[2]
            at = f"text.{tag}" if name == "text" else name
            label = speech(_LABELS.get(name, ""))
            mistakes.append(Mistake(at, _ANCHORS.get(at, at), label, explain(speech, objection)))
        return await _form(request, visit, house, answers, mistakes)
    return go("/operator/duties")


@router.get("/operator/duties/{duty_id}/end")
async def confirm_duty_end(request: Request, visit: AtOperator, house: Here, duty_id: str) -> Response:
    """Once more, before it ends."""
    duties = await house.read(lambda work: duties_registered(work, house.desk))
    found = next((view for view in duties if view.duty.id == duty_id), None)
    if found is None:
        raise NotAvailableError
    return page(request, visit, "operator_duty_end.html", view=found)


@router.post("/operator/duties/{duty_id}/end")
async def end_registered_duty(visit: AtOperator, house: Here, duty_id: str) -> Response:
    """End it now; the person sees it, and the organisation is told."""
    await house.write(lambda work: end_duty(work, house.desk, visit.operator, DutyId(duty_id)))
    return go("/operator/duties")


async def _form(
    request: Request, visit: OperatorVisit, house: House, answers: Answers, mistakes: Sequence[Mistake]
) -> Response:
    everybody = await house.read(lambda work: work.accounts.organisations())
    latest = last_day(latest_end(house.desk.clock.now(), house.desk.zone)).date().isoformat()
    return page(
        request,
        visit,
        "operator_duty.html",
        status=422 if mistakes else 200,
        organisations=[one for one in everybody if one.role is not Role.OPERATOR],
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        catalogue=SECTIONS,
        months=months(words(visit.language)),
        latest=latest,
    )


def _left_out(speech: Words, answers: Answers) -> list[Mistake]:
    """What is missing, for a form that cannot be registered anyhow: all of it is told at once."""
    empty = speech(N_("This must be filled in."))
    found = []
    if not first(answers, "organisation"):
        text = speech(N_("Choose one of the answers."))
        found.append(Mistake("organisation", "organisation", speech(_LABELS["organisation"]), text))
    for name in ("individual", "reference", "citation"):
        if not first(answers, name).strip():
            found.append(Mistake(name, name, speech(_LABELS[name]), empty))
    label, written = speech(_LABELS["text"]), _text(answers)
    found += [
        Mistake(f"text.{tag}", f"text.{tag}", f"{label} ({language})", empty)
        for tag, language in LANGUAGES.items()
        if tag not in written
    ]
    if not _scopes(answers):
        text = speech(N_("Choose at least one thing."))
        found.append(Mistake("scopes", _ANCHORS["scopes"], speech(_LABELS["scopes"]), text))
    return found


def _day(answers: Answers, house: House) -> datetime | None:
    try:
        return end_of_day(date.fromisoformat(date_in_parts(answers, "until")), house.desk.zone)
    except (ValueError, OverflowError):
        return None


def _text(answers: Answers) -> dict[str, str]:
    found = {tag: without_controls(first(answers, f"text.{tag}")) for tag in LANGUAGES}
    return {tag: text for tag, text in found.items() if text}


def _scopes(answers: Answers) -> list[str]:
    """One scope for each section in which a field is ticked: a rule names its fields."""
    found = []
    for section, rule in SECTIONS.items():
        named = sorted(field for field in set(answers.get(f"fields.{section}", ())) if field in rule.fields)
        if named:
            found.append(f"profile:{section}:read?fields={','.join(named)}")
    return found
