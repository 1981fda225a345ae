"""The staff's page of what has changed: confirm it, state an erasure, and have dead letters sent again."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import NoticeId
from profile_service.actions.acknowledging import acknowledge, notices_to
from profile_service.actions.duties import duties_to
from profile_service.actions.looking import grants_to
from profile_service.actions.ports import Work
from profile_service.actions.webhooks import dead_letters, endpoints_of, redeliver
from profile_service.domain.notice import Change, DeliveryId, Notice
from profile_service.domain.people import StaffRole
from profile_service.doors import AsAdministrator, AsReader, Here
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/notices"
_WAITING: Final = 100
_LATEST: Final = 50


@router.get(_HERE)
async def show_notices(request: Request, visit: AsReader, house: Here) -> Response:
    """What has changed, and where it is told.

    The case stands beside what is open to them alone: what was withdrawn, paused or erased looks the same here.
    """
    grantee = visit.grantee
    waiting = await house.read(lambda work: notices_to(work, house.desk, grantee, _WAITING, open_only=True))
    latest = await house.read(lambda work: notices_to(work, house.desk, grantee, _LATEST))
    live = await house.read(lambda work: grants_to(work, house.desk, grantee))
    lawful = await house.read(lambda work: duties_to(work, house.desk, grantee))
    return page(
        request,
        visit,
        "agency_notices.html",
        waiting=_together(waiting),
        answered=[notice for notice in latest if notice.acknowledged_at is not None],
        cases={view.grant.terms.id: view.case_reference for view in live},
        lawful={duty.id for duty in lawful},
        looks_after=StaffRole.ADMINISTRATOR in visit.staff.roles,
        endpoints=await house.read(lambda work: endpoints_of(work, grantee)),
        letters=await house.read(lambda work: dead_letters(work, grantee)),
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


@router.post("/agency/dead-letters/{delivery_id}/redeliver")
async def redeliver_here(visit: AsAdministrator, house: Here, delivery_id: str) -> Response:
    """Try a message again that did not arrive."""
    await house.write(lambda work: redeliver(work, house.desk, visit.grantee, DeliveryId(delivery_id)))
    return go(_HERE)
