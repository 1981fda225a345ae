"""Help with writing, the helper's side: a code, the sections that it opens, and drafts. There is no list and no search."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from consent.assistance import Assistance
from consent.decision import Denial
from profile_service.actions.asking import WrongCode
from profile_service.actions.drafting import drafts_at_hand, take_back
from profile_service.actions.errors import AlreadyHelpingError, NotAvailableError
from profile_service.actions.helped_reading import HelpedSection, read_as_helper
from profile_service.actions.helping import HelpingStaff, leave_help, open_help, standing_help
from profile_service.domain.helping import DraftId
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsHelping, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/help")
async def start(request: Request, visit: AsHelping, house: Here) -> Response:
    """The form for a code; where she helps somebody, on to that."""
    staff = helping(visit)
    if await house.read(lambda work: standing_help(work, house.desk, staff)) is not None:
        return go("/agency/help/now")
    return _code_page(request, visit)


@router.post("/agency/help")
async def begin(request: Request, visit: AsHelping, house: Here) -> Response:
    """Open with a code. One that does not work is told like every other that does not."""
    typed, staff = first(posted(await request.form()), "code"), helping(visit)
    try:
        opened = await house.write(lambda work: open_help(work, house.desk, staff, typed))
    except AlreadyHelpingError:
        return go("/agency/help/now")
    if isinstance(opened, WrongCode):
        return _code_page(request, visit, N_("This code does not work. Ask the person for a new one."))
    return go("/agency/help/now")


@router.post("/agency/help/end")
async def leave(visit: AsHelping, house: Here) -> Response:
    """The helper is done."""
    await house.write(lambda work: leave_help(work, house.desk, helping(visit)))
    return go("/agency/help")


@router.get("/agency/help/now")
async def show_sections(request: Request, visit: AsHelping, house: Here) -> Response:
    """The sections that are open, and the drafts of this help. Nothing of the profile is read for it."""
    staff = helping(visit)
    async with Levelled(NotAvailableError):
        assistance, drafts = await house.read(lambda work: drafts_at_hand(work, house.desk, staff))
    sections = [rule for rule in SECTIONS.values() if assistance.fields_of(rule.name)]
    return assist_page(request, visit, assistance, "assist.html", sections=sections, drafts=drafts)


@router.get("/agency/help/now/{section}")
async def show_helped_section(request: Request, visit: AsHelping, house: Here, section: str) -> Response:
    """The entries of one section, as far as they are open. It stands in the person's log."""
    seen = await see(house, visit, section)
    _, drafts = await house.read(lambda work: drafts_at_hand(work, house.desk, helping(visit)))
    mine = [draft for draft in drafts if draft.section == section]
    rule = SECTIONS[section]
    fields = [name for name in rule.fields if name in seen.fields]
    context: dict[str, Any] = {"rule": rule, "seen": seen, "fields": fields, "drafts": mine}
    context["today"] = house.desk.clock.now().astimezone(house.desk.zone).date()
    return assist_page(request, visit, seen.assistance, "assist_section.html", **context)


@router.post("/agency/help/drafts/{draft_id}/drop")
async def drop_draft(visit: AsHelping, house: Here, draft_id: str) -> Response:
    """The helper takes back a draft of this help."""
    async with Levelled(NotAvailableError):
        await house.write(lambda work: take_back(work, house.desk, helping(visit), DraftId(draft_id)))
    return go("/agency/help/now")


def helping(visit: StaffVisit) -> HelpingStaff:
    """Who is there now, by her session and the unit that she acts for."""
    return HelpingStaff(visit.staff.id, visit.staff.name, visit.grantee, visit.session.id)


async def see(house: House, visit: StaffVisit, section: str) -> HelpedSection:
    """A section by the one way there is; every refusal is the same page at the same moment (I-10)."""
    async with Levelled(NotAvailableError):
        seen = await house.write(lambda work: read_as_helper(work, house.desk, helping(visit), section))
        if isinstance(seen, Denial):
            raise NotAvailableError
        return seen


def assist_page(
    request: Request,
    visit: StaffVisit,
    assistance: Assistance,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> Response:
    """A page inside of a help, with its banner."""
    return page(request, visit, template, status=status, assistance=assistance, **context)


def _code_page(request: Request, visit: StaffVisit, wrong: str = "") -> Response:
    told = words(visit.language)(wrong) if wrong else ""
    mistakes = [Mistake("code", "code", "", told)] if wrong else []
    return page(request, visit, "assist_start.html", status=422 if wrong else 200, mistakes=mistakes)
