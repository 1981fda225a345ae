"""The inbox: what is open to the organisation and when that ends, what waits to be done, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.duty import Duty
from profile_service.actions.acknowledging import notices_to
from profile_service.actions.duties import duties_to
from profile_service.actions.inbox import (
    MOST_PAGES,
    Inbox,
    Sent,
    Show,
    Wish,
    days_left,
    ending_among,
    inbox_of,
    sent_by,
)
from profile_service.actions.inquiring import inquiries_to
from profile_service.actions.limiting import opened_today
from profile_service.actions.looking import live_grants_to
from profile_service.actions.ports import Work
from profile_service.domain.inquiry import InquiryState
from profile_service.domain.people import READING_ROLES, Role, StaffRole
from profile_service.doors import AsStaff, Here
from profile_service.language.marking import N_
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_SHOWN: Final = {
    Show.ALL: N_("All that is open"),
    Show.ENDING: N_("Ends within 14 days"),
    Show.UNOPENED: N_("Not opened by your unit"),
    Show.MAPPING: N_("Mapping goes on"),
}
_MOST_NOTICES: Final = 99


@dataclass(frozen=True, slots=True)
class _Found:
    """The inbox, what a law opens with its days left, what was sent, and the numbers of what waits."""

    inbox: Inbox
    duties: Sequence[tuple[Duty, int]]
    sent: Sequence[Sent]
    notices: int
    asked: int
    ending: int
    opened: int


@router.get("/agency")
async def show_inbox(request: Request, visit: AsStaff, house: Here) -> Response:
    """The live grants of the organisation. There is no search. Who does not read is shown on to what she does."""
    if not visit.staff.roles & READING_ROLES:
        return go("/agency/staff" if StaffRole.ADMINISTRATOR in visit.staff.roles else "/agency/inquiries")
    grantee, desk, wish = visit.grantee, house.desk, _wish(request)

    def look(work: Work) -> _Found:
        inquiries, live = inquiries_to(work, desk, grantee), live_grants_to(work, desk, grantee)
        return _Found(
            inbox_of(work, desk, grantee, live, wish),
            [(one, days_left(desk, one.until)) for one in duties_to(work, desk, grantee)],
            sent_by(work, desk, grantee, live),
            notices=len(notices_to(work, desk, grantee, _MOST_NOTICES, open_only=True)),
            asked=sum(view.inquiry.state is InquiryState.OPEN for view in inquiries),
            ending=ending_among(desk, live),
            opened=opened_today(work, desk, grantee),
        )

    found = await house.read(look)
    return page(
        request,
        visit,
        "employer.html" if grantee.organisation.role is Role.EMPLOYER else "agency.html",
        found=found,
        organisation=visit.grantee.organisation,
        most=desk.limits.people_per_reader,
        wish=wish,
        shown=[(one.value, text) for one, text in _SHOWN.items()],
        before=_address(wish, wish.page - 1) if wish.page > 1 else "",
        after=_address(wish, wish.page + 1) if found.inbox.more else "",
    )


def _wish(request: Request) -> Wish:
    """What the address asks for; what is no list and no page of it counts as not said."""
    asked = request.query_params
    show = next((one for one in Show if one.value == asked.get("show")), Show.ALL)
    number = asked.get("page", "")
    page_number = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1  # noqa: PLR2004
    return Wish(asked.get("unit") == "own", show, min(max(page_number, 1), MOST_PAGES))


def _address(wish: Wish, number: int) -> str:
    unit = "&unit=own" if wish.own_unit else ""
    return f"/agency?show={wish.show.value}{unit}&page={number}"
