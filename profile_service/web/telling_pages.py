"""The staff's page of what has changed: confirm it, and state an erasure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import NoticeId
from profile_service.actions.acknowledging import acknowledge, notices_to
from profile_service.actions.duties import duties_to
from profile_service.actions.inbox import cases_of
from profile_service.actions.looking import live_grants_to, view_grant
from profile_service.actions.ports import Work
from profile_service.actions.webhooks import dead_letters
from profile_service.domain.notice import Change, Notice
from profile_service.domain.people import StaffRole
from profile_service.doors import AsReader, Here
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/notices"
_WAITING: Final = 100
_LATEST: Final = 50


@dataclass(frozen=True, slots=True)
class _Told:
    """What waits, what was answered, the cases by what each is about, which of them are open, and how many messages are lost."""

    waiting: Sequence[Notice]
    answered: Sequence[Notice]
    cases: Mapping[str, str]
    live: Set[str]
    lawful: Set[str]
    letters: int


@router.get(_HERE)
async def show_notices(request: Request, visit: AsReader, house: Here) -> Response:
    """What has changed, by case.

    A case that is open is told as such. Of every other one the organisation's own book says which it was: what is withdrawn, paused
    or erased looks the same here.
    """
    grantee, desk = visit.grantee, house.desk

    def look(work: Work) -> _Told:
        waiting = notices_to(work, desk, grantee, _WAITING, open_only=True)
        latest = notices_to(work, desk, grantee, _LATEST)
        live = live_grants_to(work, desk, grantee)
        about = [one.about for one in (*waiting, *latest)]
        return _Told(
            waiting,
            [notice for notice in latest if notice.acknowledged_at is not None],
            cases_of(work, grantee.organisation.id, about)
            | {grant.terms.id: view_grant(work, desk, grant).case_reference for grant in live},
            {grant.terms.id for grant in live},
            {duty.id for duty in duties_to(work, desk, grantee)},
            len(dead_letters(work, grantee)),
        )

    told = await house.read(look)
    return page(
        request,
        visit,
        "agency_notices.html",
        told=told,
        waiting=_together(told.waiting),
        looks_after=StaffRole.ADMINISTRATOR in visit.staff.roles,
    )


@router.post(_HERE + "/{notice_id}/acknowledge")
async def acknowledge_here(request: Request, visit: AsReader, house: Here, notice_id: str) -> Response:
    """They know of it, and of what came before it on the same card. The person sees who confirmed it, and when."""
    answers = posted(await request.form())
    erased = first(answers, "erased") == "yes"

    def confirm(work: Work) -> None:
        for one in (notice_id, *answers.get("earlier", ())[:_WAITING]):
            acknowledge(work, house.desk, visit.grantee, NoticeId(one), erased=erased)

    await house.write(confirm)
    return go(_HERE)


def _together(notices: Sequence[Notice]) -> list[list[Notice]]:
    """What has changed in one sharing stands on one card, the newest first."""
    found: dict[tuple[str, bool], list[Notice]] = {}
    for notice in notices:
        found.setdefault((notice.about, notice.change is Change.INQUIRY), []).append(notice)
    return list(found.values())
