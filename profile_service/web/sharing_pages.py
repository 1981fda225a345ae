"""Who can read my profile now, and how it is ended."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from consent.grant import Active, Paused, state_name
from consent.terms import Ending
from consent.vocabulary import GrantId
from profile_service.actions.acknowledging import told_of
from profile_service.actions.duties import duties_about
from profile_service.actions.errors import GrantEndedError
from profile_service.actions.looking import GrantView, LogLine, grant_of, grants_of, log_of, requests_to
from profile_service.actions.own_assessments import AssessmentView, assessments_of
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Work
from profile_service.actions.protection import for_others
from profile_service.actions.reminding import to_look_at
from profile_service.actions.upkeep import ending_soon, unused
from profile_service.actions.withdrawing import close_own_case, withdraw_grant
from profile_service.domain.disclosure import as_recipient_sees, narrow
from profile_service.domain.event import READINGS, Outcome
from profile_service.domain.profile import Profile
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.web.accounts import account_language
from profile_service.web.collapsing import collapsed
from profile_service.web.forms import first, posted
from profile_service.web.mapping_own_pages import handed_to
from profile_service.web.news_pages import news_at_home
from profile_service.web.rendering import go, page
from profile_service.web.sentences import by_day, entry_of
from profile_service.web.share_pages import links_at_home
from profile_service.web.shown import decision_page, manner_on
from profile_service.web.spared import spared

router: Final = APIRouter(include_in_schema=False)
_RECENT: Final = 200
"""How far back the cards and the page of a grant look; the log itself goes back to the first line."""


@router.get("/my")
async def show_sharing(request: Request, visit: AtPortal, house: Here) -> Response:
    """A card for each recipient, and the questions that wait."""
    grants = await house.read(lambda work: grants_of(work, house.desk, visit.individual))
    asked = await house.read(lambda work: requests_to(work, house.desk, visit.individual))
    lines = await _recent(house, visit)
    individual = await house.read(lambda work: work.accounts.individual(visit.individual))
    now = house.desk.clock.now()
    return page(
        request,
        visit,
        "sharing.html",
        account=await account_language(house, visit),
        live=[view for view in grants if isinstance(view.grant, Active | Paused)],
        reading=sum(isinstance(view.grant, Active) for view in grants),
        ended=[
            (view, state_name(view.grant)) for view in grants if not isinstance(view.grant, Active | Paused)
        ],
        paused_at=None if individual is None else individual.paused_at,
        soon={view.grant.terms.id for view in ending_soon(grants, now)},
        unused=len(unused(grants, now)),
        waiting=[view for view in asked if view.state == "pending"],
        last_reads=_last_reads(lines),
        messages=await house.read(lambda work: told_of(work, house.desk, visit.individual)),
        look_again=len(await house.read(lambda work: to_look_at(work, house.desk, visit.individual))),
        assessed=sum(view.waits for view in await _assessed(house, visit)),
        links=await links_at_home(house, visit),
        duties=await house.read(lambda work: duties_about(work, house.desk, visit.individual)),
        news=await news_at_home(house, visit),
        handed=await house.read(lambda work: handed_to(work, house.desk, visit.individual)),
    )


async def _assessed(house: House, visit: PortalVisit) -> Sequence[AssessmentView]:
    return await house.read(lambda work: assessments_of(work, house.desk, visit.individual))


@router.get("/my/grants/{grant_id}")
async def show_grant(
    request: Request,
    visit: AtPortal,
    house: Here,
    grant_id: str,
    late: Annotated[bool, Query()] = False,
) -> Response:
    """What they see now, and what has happened under this grant."""
    view = await _grant(house, visit, grant_id)
    profile = await house.read(lambda work: _as_others_see(work, house, visit))
    lines = [line for line in await _recent(house, visit) if line.event.grant == view.grant.terms.id]
    messages = await house.read(lambda work: told_of(work, house.desk, visit.individual))
    speech = words(visit.language)
    seen = {
        section: narrow(as_recipient_sees(items), view.grant.terms.scopes)
        for section, items in profile.sections.items()
    }
    return page(
        request,
        visit,
        "grant.html",
        account=await account_language(house, visit),
        view=view,
        state=state_name(view.grant),
        late=late,
        live={view.grant.terms.id} if isinstance(view.grant, Active | Paused) else set(),
        seen=seen if isinstance(view.grant, Active) else {},
        spared=await spared(house, view.organisation.id, seen) if isinstance(view.grant, Active) else [],
        catalogue=SECTIONS,
        days=by_day(collapsed(entry_of(speech, line) for line in lines)),
        messages=messages.get(view.grant.terms.id, ()),
    )


@router.get("/my/grants/{grant_id}/stop")
async def confirm_stop(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """What stopping does, and what it cannot do."""
    view = await _grant(house, visit, grant_id)
    if not isinstance(view.grant, Active | Paused):
        return go(f"/my/grants/{grant_id}")
    return decision_page(request, visit, "stop.html", view=view)


@router.post("/my/grants/{grant_id}/stop")
async def stop_sharing(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """End it, at once. No reason is asked, and nothing holds it up: no form that is incomplete, no text that has changed."""
    view = await _grant(house, visit, grant_id)
    answers = posted(await request.form())
    manner = manner_on(request, visit, "stop.html", answers, view=view)
    closed = first(answers, "why") == "case" and view.grant.terms.ending is Ending.CASE
    end = close_own_case if closed else withdraw_grant
    with suppress(GrantEndedError):  # ended is what she wants it to be
        await house.write(lambda work: end(work, house.desk, visit.individual, GrantId(grant_id), manner))
    return go(f"/my/grants/{grant_id}")


def _as_others_see(work: Work, house: House, visit: PortalVisit) -> Profile:
    """Her profile without what stays with her under protected identity."""
    return for_others(work, visit.individual, read_own_profile(work, house.desk, visit.individual))


async def _grant(house: House, visit: PortalVisit, grant_id: str) -> GrantView:
    return await house.read(lambda work: grant_of(work, house.desk, visit.individual, GrantId(grant_id)))


async def _recent(house: House, visit: PortalVisit) -> tuple[LogLine, ...]:
    found = await house.read(lambda work: log_of(work, visit.individual, None, _RECENT))
    return found.lines


def _last_reads(lines: tuple[LogLine, ...]) -> dict[str, LogLine]:
    """For each grant, the newest line that tells of a reading."""
    last: dict[str, LogLine] = {}
    for line in lines:
        event = line.event
        if event.kind in READINGS and event.outcome is Outcome.DISCLOSED and event.grant is not None:
            last.setdefault(event.grant, line)
    return last
