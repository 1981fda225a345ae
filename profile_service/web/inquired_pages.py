"""Questions about readings, on the organisation's side: what was asked, and the answer."""

from contextlib import suppress
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import InquiryId
from profile_service.actions.errors import AlreadyInquiredError, NotAvailableError
from profile_service.actions.inquiring import answer_inquiry, inquiries_to, inquiry_to
from profile_service.domain.inquiry import LONGEST_WORDS
from profile_service.doors import AsInquired, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.inquiry_pages import TOO_LONG
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/inquiries")
async def list_inquired(request: Request, visit: AsInquired, house: Here) -> Response:
    """What people have asked about the organisation's readings."""
    found = await house.read(lambda work: inquiries_to(work, house.desk, visit.grantee))
    return page(request, visit, "inquired.html", inquiries=found)


@router.get("/agency/inquiries/{inquiry_id}")
async def show_inquired(request: Request, visit: AsInquired, house: Here, inquiry_id: str) -> Response:
    """One question, with the reading that it is about."""
    async with Levelled(NotAvailableError):
        return await _one(request, visit, house, inquiry_id)


@router.post("/agency/inquiries/{inquiry_id}")
async def answer_inquired(request: Request, visit: AsInquired, house: Here, inquiry_id: str) -> Response:
    """Answer it. Where a colleague was first, her answer is shown."""
    written = without_controls(first(posted(await request.form()), "answer"))
    if not written or len(written) > LONGEST_WORDS:
        speech = words(visit.language)
        text = speech(TOO_LONG, number=LONGEST_WORDS) if written else speech(N_("Write an answer."))
        return await _one(request, visit, house, inquiry_id, written, [Mistake("answer", "answer", "", text)])
    wanted = InquiryId(inquiry_id)
    async with Levelled(NotAvailableError):
        with suppress(AlreadyInquiredError):
            await house.write(
                lambda work: answer_inquiry(
                    work, house.desk, visit.grantee, wanted, written, visit.staff.name
                )
            )
    return go(f"/agency/inquiries/{inquiry_id}")


async def _one(
    request: Request,
    visit: StaffVisit,
    house: House,
    inquiry_id: str,
    written: str = "",
    mistakes: list[Mistake] | None = None,
) -> Response:
    view = await house.read(lambda work: inquiry_to(work, house.desk, visit.grantee, InquiryId(inquiry_id)))
    status = 422 if mistakes else 200
    return page(
        request,
        visit,
        "inquired_one.html",
        status=status,
        view=view,
        written=written,
        mistakes=mistakes or [],
    )
