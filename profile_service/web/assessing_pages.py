"""The assessor's pages: state something about a person who is there, look at what was stated, put it right, take it back."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial
from profile_service.actions.asking import WrongCode
from profile_service.actions.assessing import Proposal, propose_assessment
from profile_service.actions.assessor_records import (
    LONGEST_REASON,
    Ending,
    can_end,
    record_of,
    records_of,
    supersede_assessment,
    withdraw_assessment,
)
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    TooManyTriesError,
)
from profile_service.actions.looking import grants_to
from profile_service.domain.assessment import AssessmentId, AssessorRecord
from profile_service.domain.profile import Json
from profile_service.doors import AsReader, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.assessing_form import SECTION, fields_for, mistakes_in, needed, read_claim
from profile_service.web.concept_pages import SUGGESTING, choices_context, choose, findable, look_for
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.options import options_for
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_LIST: Final = "/agency/assessments"
_LONGEST_ID: Final = 64


@router.get("/agency/assessments")
async def show_records(request: Request, visit: AsReader, house: Here) -> Response:
    """What this unit has stated, by its own references. It reads the same whatever the persons did."""
    found = await house.read(lambda work: records_of(work, visit.grantee))
    return page(request, visit, "assessing.html", records=found)


@router.get("/agency/assessments/propose")
async def start(request: Request, visit: AsReader, house: Here, grant: str = "", about: str = "") -> Response:
    """An empty form; by the address it is known under which case, and about which entry."""
    chosen = {"grant_id": [grant[:_LONGEST_ID]], "about": [about[:_LONGEST_ID]]}
    return await _form(request, visit, house, chosen, [])


@router.post("/agency/assessments/propose")
async def propose(request: Request, visit: AsReader, house: Here) -> Response:
    """Send it. All that is told is that it was sent."""
    answers = posted(await request.form())
    speech = words(visit.language)
    if (found := await look_for(house, visit.language, SECTION, answers)) is not None:
        context = choices_context(speech, SECTION, answers, found)
        return page(request, visit, "concept_choice.html", frame="base.html", **context)
    if (chosen := await choose(house, visit.language, SECTION, answers)) is not None:
        return await _form(request, visit, house, chosen, [])
    proposal, wrong = _read(visit, answers)
    if wrong:
        return await _form(request, visit, house, answers, [needed(speech, name) for name in wrong])
    try:
        async with Levelled(NotAvailableError, always=True):
            sent = await house.write(
                lambda work: propose_assessment(work, house.desk, visit.grantee, proposal)
            )
            if isinstance(sent, Denial):
                raise NotAvailableError
            if isinstance(sent, ContentError):
                raise sent
    except ContentError as error:
        return await _form(request, visit, house, answers, mistakes_in(speech, error.objections))
    except TooManyTriesError:
        text = speech(N_("That is as much as you can send now. Try again another day."))
        return await _form(request, visit, house, answers, [Mistake("", "main", "", text)], status=429)
    if isinstance(sent, WrongCode):
        text = speech(N_("This code does not work. Ask the person for a new one."))
        mistakes = [Mistake("connection_code", "connection_code", speech(N_("Code")), text)]
        return await _form(request, visit, house, answers, mistakes)
    return page(request, visit, "assessing_sent.html", record=sent)


@router.get("/agency/assessments/{assessment_id}")
async def show_record(request: Request, visit: AsReader, house: Here, assessment_id: str) -> Response:
    """One of them, and what can be done about it."""
    return await _end_page(request, visit, house, assessment_id)


@router.post("/agency/assessments/{assessment_id}/withdraw")
async def withdraw(request: Request, visit: AsReader, house: Here, assessment_id: str) -> Response:
    """Take it back, with a reason."""
    answers = posted(await request.form())
    ending, found = _ending(visit, answers), AssessmentId(assessment_id)
    speech = words(visit.language)
    if not ending.reason:
        return await _end_page(request, visit, house, assessment_id, answers, [needed(speech, "reason")])
    try:
        async with Levelled(NotAvailableError, always=True):
            await house.write(
                lambda work: withdraw_assessment(work, house.desk, visit.grantee, found, ending)
            )
    except ContentError as error:
        mistakes = mistakes_in(speech, error.objections)
        return await _end_page(request, visit, house, assessment_id, answers, mistakes)
    except AlreadyAnsweredError:
        return go(f"{_LIST}/{assessment_id}")
    return go(f"{_LIST}/{assessment_id}")


@router.get("/agency/assessments/{assessment_id}/supersede")
async def start_anew(request: Request, visit: AsReader, house: Here, assessment_id: str) -> Response:
    """The form for a newer one in its place."""
    return await _anew_form(request, visit, house, assessment_id, {}, [])


@router.post("/agency/assessments/{assessment_id}/supersede")
async def supersede(request: Request, visit: AsReader, house: Here, assessment_id: str) -> Response:
    """State it anew, with a reason."""
    answers = posted(await request.form())
    ending, found = _ending(visit, answers), AssessmentId(assessment_id)
    speech = words(visit.language)
    raw = read_claim(fields_for(visit.grantee, anew=True), answers)
    if not ending.reason:
        wrong = [needed(speech, "reason")]
        return await _anew_form(request, visit, house, assessment_id, answers, wrong)
    try:
        async with Levelled(NotAvailableError, always=True):
            newer = await house.write(
                lambda work: supersede_assessment(work, house.desk, visit.grantee, found, raw, ending)
            )
    except ContentError as error:
        wrong = mistakes_in(speech, error.objections)
        return await _anew_form(request, visit, house, assessment_id, answers, wrong)
    except (AlreadyAnsweredError, TooManyTriesError):
        return go(f"{_LIST}/{assessment_id}")
    return page(request, visit, "assessing_sent.html", record=newer)


def _read(visit: StaffVisit, answers: Answers) -> tuple[Proposal, list[str]]:
    """The form as a proposal, and what was left empty beside the claim."""
    claim: dict[str, Json] = read_claim(fields_for(visit.grantee), answers)
    about = first(answers, "about")
    if about:
        claim["about"] = about
    code = first(answers, "connection_code")
    grant = "" if code else first(answers, "grant_id")
    case = without_controls(first(answers, "case_reference"))
    wrong = [] if code or grant else ["grant_id"]
    if not case or len(case) > LONGEST_REFERENCE:
        wrong.append("case_reference")
    return Proposal(grant, code, case, visit.staff.name, claim), wrong


def _ending(visit: StaffVisit, answers: Answers) -> Ending:
    return Ending(without_controls(first(answers, "reason")), visit.staff.name)


async def _form(
    request: Request,
    visit: StaffVisit,
    house: House,
    answers: Answers,
    mistakes: Sequence[Mistake],
    status: int | None = None,
) -> Response:
    shown = page(
        request,
        visit,
        "assessing_form.html",
        status=status or (422 if mistakes else 200),
        grants=await house.read(lambda work: grants_to(work, house.desk, visit.grantee)),
        layout=fields_for(visit.grantee),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        options=options_for(words(visit.language)),
        old=None,
        **findable(SECTION, None),
    )
    shown.headers.update(SUGGESTING)
    return shown


async def _anew_form(
    request: Request,
    visit: StaffVisit,
    house: House,
    assessment_id: str,
    answers: Answers,
    mistakes: Sequence[Mistake],
) -> Response:
    found = await _own(house, visit, assessment_id)
    if not can_end(visit.grantee, found):
        raise NotAvailableError
    return page(
        request,
        visit,
        "assessing_form.html",
        status=422 if mistakes else 200,
        grants=[],
        layout=fields_for(visit.grantee, anew=True),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        options=options_for(words(visit.language)),
        old=found,
    )


async def _end_page(
    request: Request,
    visit: StaffVisit,
    house: House,
    assessment_id: str,
    answers: Answers | None = None,
    mistakes: Sequence[Mistake] = (),
) -> Response:
    found = await _own(house, visit, assessment_id)
    return page(
        request,
        visit,
        "assessing_one.html",
        status=422 if mistakes else 200,
        record=found,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        reason=first(answers or {}, "reason"),
        longest=LONGEST_REASON,
        back=f"{_LIST}/{assessment_id}",
        endable=can_end(visit.grantee, found),
    )


async def _own(house: House, visit: StaffVisit, assessment_id: str) -> AssessorRecord:
    async with Levelled(NotAvailableError):
        return await house.read(lambda work: record_of(work, visit.grantee, AssessmentId(assessment_id)))
