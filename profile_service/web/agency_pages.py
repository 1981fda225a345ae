"""A profile opened at work: for which case, and what it says, with what differs since the unit looked last."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial, Reason
from consent.duty import Duty
from consent.vocabulary import DutyId, GrantId
from profile_service.actions.duties import open_duty
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.inbox import days_left
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.looking import GrantView, open_grant_to
from profile_service.actions.opening_for_work import AtWork, answered_by, open_for_work
from profile_service.actions.reading import Opening
from profile_service.domain.look import News
from profile_service.domain.people import Role
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsReader, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import page
from profile_service.web.vacancy import by_grant

router: Final = APIRouter(include_in_schema=False)
LONGEST_REFERENCE: Final = 100
_LONGEST_REASON: Final = 200


@router.get("/agency/grants/{grant_id}")
async def ask_for_case(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """Which case is it for? The same page for every id that is no live grant of theirs (I-10)."""
    return await _form(request, visit, house, grant_id)


@router.post("/agency/grants/{grant_id}")
async def open_grant(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """Open it for one case. Every opening stands in the person's log, and so does every refusal."""
    answers = posted(await request.form())
    case = without_controls(first(answers, "case_reference"))
    if not case or len(case) > LONGEST_REFERENCE:
        return await _form(request, visit, house, grant_id, case, is_wrong=True)
    reason = without_controls(first(answers, "over_limit_reason"))[:_LONGEST_REASON]
    opening = Opening(grant_id, case, visit.staff.name, over_limit_reason=reason)
    try:
        async with Levelled(NotAvailableError, DailyLimitError):
            opened = await _open(house, visit, opening)
    except DailyLimitError:
        return await _form(request, visit, house, grant_id, case, is_limited=True)
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    shown, ours = opened.disclosure, visit.grantee.organisation.id
    if visit.grantee.organisation.role is Role.EMPLOYER:
        return _for_a_vacancy(request, visit, house, opened, case)
    return page(
        request,
        visit,
        "disclosed.html",
        disclosure=shown,
        case=case,
        catalogue=SECTIONS,
        beside=shown.sections,
        today=today,
        assessable=shown.declaration is not None,
        changes=opened.changes,
        kinds=News,
        left=days_left(house.desk, shown.terms.until),
        answered=await house.read(lambda work: answered_by(work, house.desk, ours, shown.sections)),
    )


def _for_a_vacancy(request: Request, visit: StaffVisit, house: House, opened: AtWork, case: str) -> Response:
    """An employer's look: what somebody can do for a vacancy, to be read in a minute. No files, and no questions of an agency."""
    shown = opened.disclosure
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    return page(
        request,
        visit,
        "employer_profile.html",
        disclosure=shown,
        found=by_grant(words(visit.language).for_readers(), shown.sections, today),
        case=case,
        catalogue=SECTIONS,
        assessable=shown.declaration is not None,
        left=days_left(house.desk, shown.terms.until),
    )


async def _open(house: House, visit: StaffVisit, opening: Opening) -> AtWork:
    answer = await house.write(lambda work: open_for_work(work, house.desk, visit.grantee, opening))
    if not isinstance(answer, Denial):
        return answer
    raise DailyLimitError(until_tomorrow(house.desk)) if answer.reason is Reason.LIMIT else NotAvailableError


async def _form(
    request: Request,
    visit: StaffVisit,
    house: House,
    grant_id: str,
    case: str | None = None,
    *,
    is_wrong: bool = False,
    is_limited: bool = False,
) -> Response:
    text = N_("Write the reference of your case, at most {number} signs.")
    told = words(visit.language)(text, number=LONGEST_REFERENCE)
    mistakes = [Mistake("case_reference", "case_reference", "", told)] if is_wrong else []
    grant, duty = await _ground(house, visit, grant_id)
    known = grant.case_reference if grant else duty.reference if duty else ""
    until = grant.grant.terms.until if grant else duty.until if duty else None
    return page(
        request,
        visit,
        "open.html",
        status=422 if is_wrong else 429 if is_limited else 200,
        case=known if case is None else case,
        mistakes=mistakes,
        limited=is_limited,
        grant=grant,
        duty=duty,
        grant_id=grant_id,
        left=0 if until is None else days_left(house.desk, until),
    )


async def _ground(house: House, visit: StaffVisit, named: str) -> tuple[GrantView | None, Duty | None]:
    """The live grant or duty of theirs, so that it is told what they open. For every other id it is nothing (I-10)."""
    grant = await house.read(lambda work: open_grant_to(work, house.desk, visit.grantee, GrantId(named)))
    duty = await house.read(lambda work: open_duty(work, house.desk, visit.grantee, DutyId(named)))
    return grant, duty
