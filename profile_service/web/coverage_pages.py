"""What is known already for an instrument: for staff under a grant; and what the organisation's sessions have saved."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial, Reason
from consent.duty import Duty
from consent.vocabulary import DutyId, GrantId
from profile_service.actions.coverage import Question, ToldCoverage, ask_coverage
from profile_service.actions.duties import open_duty
from profile_service.actions.errors import ContentError, DailyLimitError, NotAvailableError
from profile_service.actions.instruments import list_instruments
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.looking import GrantView, open_grant_to
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.actions.reuse import reuse_of_organisation
from profile_service.domain.instrument import Head
from profile_service.domain.reuse import FEWEST_SESSIONS
from profile_service.doors import AsOverseer, AsReader, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/grants/{grant_id}/coverage"
_LONGEST_REASON: Final = 200
_BETWEEN: Final = "@"
"""Between the id and the version of an instrument in a form; no id has it."""


@router.get(_HERE)
async def choose_instrument(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """Which questions, and for which case? The same page for every id that is no live grant of theirs (I-10)."""
    return await _form(request, visit, house, grant_id, {})


@router.post(_HERE)
async def show_what_is_known(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """Question by question: known, old, or to be asked. It is a reading, and stands in the person's log."""
    answers = posted(await request.form())
    case = without_controls(first(answers, "case_reference"))
    named, _, version = first(answers, "instrument").partition(_BETWEEN)
    wrong = []
    if not named:
        wrong.append("instrument")
    if not case or len(case) > LONGEST_REFERENCE:
        wrong.append("case_reference")
    if wrong:
        return await _form(request, visit, house, grant_id, answers, wrong)
    reason = without_controls(first(answers, "over_limit_reason"))[:_LONGEST_REASON]
    opening = Opening(grant_id, case, visit.staff.name, over_limit_reason=reason)
    try:
        async with Levelled(NotAvailableError, DailyLimitError, always=True):
            told = await _ask(house, visit, opening, Question(named, version))
    except ContentError:
        return await _form(request, visit, house, grant_id, answers, ["instrument"])
    except DailyLimitError:
        return await _form(request, visit, house, grant_id, answers, is_limited=True)
    found = {one.item.id: one for one in told.coverage.items}
    return page(
        request, visit, "coverage.html", told=told, found=found, standings=told.coverage.standings, case=case
    )


async def _ask(house: House, visit: StaffVisit, opening: Opening, question: Question) -> ToldCoverage:
    answer = await house.write(lambda work: ask_coverage(work, house.desk, visit.grantee, opening, question))
    if not isinstance(answer, Denial):
        return answer
    raise DailyLimitError(until_tomorrow(house.desk)) if answer.reason is Reason.LIMIT else NotAvailableError


async def _form(
    request: Request,
    visit: StaffVisit,
    house: House,
    grant_id: str,
    answers: Answers,
    wrong: Sequence[str] = (),
    *,
    is_limited: bool = False,
) -> Response:
    speech = words(visit.language)
    said: Mapping[str, str] = {
        "instrument": speech(N_("Choose the questions.")),
        "case_reference": speech(
            N_("Write the reference of your case, at most {number} signs."), number=LONGEST_REFERENCE
        ),
    }
    grant, duty, heads = await house.read(lambda work: _ground(work, house, visit, grant_id))
    known = grant.case_reference if grant else duty.reference if duty else ""
    return page(
        request,
        visit,
        "coverage_ask.html",
        status=422 if wrong else 429 if is_limited else 200,
        mistakes=[Mistake(name, name, "", said[name]) for name in wrong],
        wrong={name: said[name] for name in wrong},
        limited=is_limited,
        grant=grant,
        grant_id=grant_id,
        heads=[(f"{one.id}{_BETWEEN}{one.version}", one) for one in heads],
        chosen=first(answers, "instrument"),
        case=first(answers, "case_reference") if answers else known,
    )


def _ground(
    work: Work, house: House, visit: StaffVisit, named: str
) -> tuple[GrantView | None, Duty | None, list[Head]]:
    """What they would open, so that it is told; for every other id nothing (I-10). And the instruments that there are:
    those that ship, and those of their own."""
    grant = open_grant_to(work, house.desk, visit.grantee, GrantId(named))
    duty = open_duty(work, house.desk, visit.grantee, DutyId(named))
    ours = visit.grantee.organisation.id
    heads = [one for one in list_instruments(work, house.desk) if one.organisation in (None, ours)]
    return grant, duty, heads


@router.get("/agency/reuse")
async def show_reuse(request: Request, visit: AsOverseer, house: Here) -> Response:
    """What the organisation's own mapping sessions have saved. Nobody is named, and nobody can be told apart."""
    organisation = visit.grantee.organisation
    view = await house.read(lambda work: reuse_of_organisation(work, house.desk, organisation))
    heads = await house.read(lambda work: list_instruments(work, house.desk))
    return page(
        request,
        visit,
        "reuse.html",
        view=view,
        titles={one.id: one.title for one in heads},
        fewest=FEWEST_SESSIONS,
    )
