"""Mapping on her own pages: by herself, or what an adviser handed over; and her word on each thing that came of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from consent.receipt import Indication
from consent.vocabulary import IndividualId
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.manner import Manner
from profile_service.actions.mapping import look_at_own, sessions_of
from profile_service.actions.mapping_seats import OwnSeat
from profile_service.actions.own_drafts import DraftView, approve_draft, refuse_draft, waiting_drafts
from profile_service.actions.ports import Desk, Work
from profile_service.domain.helping import Draft, DraftId, DraftState
from profile_service.domain.mapping_session import MappingSession, MappingSessionId, SessionState
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.doors.portal_doors import at_portal
from profile_service.language import field_label, words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.mapping_list_pages import show_list
from profile_service.web.mapping_seats import Chair, Page, add_pages
from profile_service.web.mapping_shared_pages import PAGES
from profile_service.web.mapping_sheets import framed, speech_at
from profile_service.web.mapping_sides import Sides
from profile_service.web.mapping_words import told_of_session
from profile_service.web.rendering import go

router: Final = APIRouter(include_in_schema=False)
_MISFITS: Final = (StaleVersionError, ContentError, SectionFullError)
"""Why something cannot come in any more. It waits on, and can be left out."""


async def own_chair(_: Request, visit: PortalVisit, __: House) -> Chair:
    """Her own."""
    return Chair(visit, OwnSeat(visit.individual), "/my/mapping", "/my/profile", N_("My profile"))


@router.get("/my/mapping/{mapping_id}/decide")
async def show_next(request: Request, visit: AtPortal, house: Here, mapping_id: str) -> Response:
    """The next thing to decide on, one a page; behind the last one, what came of it."""
    return await _next(request, visit, house, mapping_id)


@router.post("/my/mapping/{mapping_id}/decide/{draft_id}")
async def decide(request: Request, visit: AtPortal, house: Here, mapping_id: str, draft_id: str) -> Response:
    """In, or left out."""
    answers = posted(await request.form())
    word, shown = first(answers, "answer"), first(answers, "shown")
    await _session(house, visit, mapping_id)
    yes = partial(approve_draft, shown=shown or None)
    acts: dict[str, Callable[..., object]] = {"approve": yes, "refuse": refuse_draft}
    act = acts.get(word)
    manner = Manner(Indication.OWN_DEVICE, None, visit.proof.assurance)
    try:
        with suppress(AlreadyAnsweredError):
            if act is not None:
                await house.write(
                    lambda work: act(work, house.desk, visit.individual, DraftId(draft_id), manner)
                )
    except _MISFITS:
        return await _next(request, visit, house, mapping_id, misfit=draft_id)
    return go(f"/my/mapping/{mapping_id}/decide")


@router.get("/my/mapping/{mapping_id}/done")
async def show_done(request: Request, visit: AtPortal, house: Here, mapping_id: str) -> Response:
    """What is in the profile now, and what did not have to be repeated."""
    session = await _session(house, visit, mapping_id)
    if session.state is SessionState.OPEN:
        return go(f"/my/mapping/{session.id}")
    drafts = await house.read(lambda work: _drafts_of(work, visit, session))
    context = {
        "put_in": [one for one in drafts if one.state is DraftState.APPROVED],
        "left_out": sum(one.state is DraftState.REFUSED for one in drafts),
    }
    return await _told(request, visit, house, session, "mapping_done.html", context)


def handed_to(work: Work, desk: Desk, caller: IndividualId) -> list[MappingSession]:
    """The sessions of which something waits for her word."""
    found = sessions_of(work, desk, OwnSeat(caller))
    return [one for one in found if one.state is SessionState.HANDED_OVER]


async def _next(
    request: Request, visit: PortalVisit, house: House, mapping_id: str, misfit: str = ""
) -> Response:
    session = await _session(house, visit, mapping_id)
    drafts = await house.read(lambda work: _drafts_of(work, visit, session))
    views = await house.read(lambda work: waiting_drafts(work, house.desk, visit.individual))
    mine = _in_order([view for view in views if view.draft.mapping == session.id])
    view = next((one for one in mine if one.draft.id == misfit), None) or next(iter(mine), None)
    if view is None:
        # Of what is still open nothing came yet; the page that this leads to says so.
        return go(f"/my/mapping/{session.id}/done")
    draft, speech = view.draft, words(visit.language)
    before = dict(view.entry.content) if view.entry is not None else {}
    after = {name: value for name, value in {**before, **draft.fields}.items() if value is not None}
    context: dict[str, Any] = {
        "view": view,
        "after": after,
        "gone": [
            field_label(speech, draft.section, name)
            for name, value in draft.fields.items()
            if value is None and name in before
        ],
        "catalogue": SECTIONS,
        "all": len(drafts),
        "decided": sum(one.state is not DraftState.WAITING for one in drafts),
        "misfit": bool(misfit),
        "status": HTTPStatus.CONFLICT if misfit else HTTPStatus.OK,
    }
    return await _told(request, visit, house, session, "mapping_decide.html", context)


async def _told(
    request: Request,
    visit: PortalVisit,
    house: House,
    session: MappingSession,
    template: str,
    context: dict[str, Any],
) -> Response:
    chair = await own_chair(request, visit, house)
    speech = speech_at(chair)
    named = session.organisation
    organisation = None if named is None else await house.read(lambda work: work.accounts.organisation(named))
    told = told_of_session(speech, session, "" if organisation is None else organisation.name)
    sides = Sides(speech)
    return framed(request, chair, template, sides, **{**told, **context})


async def _session(house: House, visit: PortalVisit, mapping_id: str) -> MappingSession:
    return await house.read(lambda work: look_at_own(work, visit.individual, MappingSessionId(mapping_id)))


def _drafts_of(work: Work, visit: PortalVisit, session: MappingSession) -> Sequence[Draft]:
    """Everything that came of a session, answered or not."""
    return [one for one in work.drafts.of_individual(visit.individual) if one.mapping == session.id]


def _in_order(views: Sequence[DraftView]) -> Sequence[DraftView]:
    """As they were asked: the newest come first everywhere else."""
    return sorted(views, key=lambda view: view.draft.place)


_OWN: Final[tuple[tuple[str, str, Page], ...]] = (("GET", "", show_list), *PAGES)
add_pages(router, "/my/mapping", at_portal, own_chair, _OWN)
