"""This feels wrong: she asks about a reading, reads the answer, and says whether it is enough."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from consent.grant import Active
from consent.vocabulary import IndividualId, InquiryId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.inquiring import (
    can_pause,
    end_inquiry,
    inquire,
    inquiries_of,
    inquiry_of,
    reading_in_question,
)
from profile_service.actions.manner import Manner
from profile_service.actions.ports import Work
from profile_service.domain.event import EventId
from profile_service.domain.inquiry import LONGEST_WORDS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page
from profile_service.web.shown import decision_page, manner_on

router: Final = APIRouter(include_in_schema=False)
_PAGE: Final = "inquire.html"
TOO_LONG: Final = N_("This is too long. Write at most {number} signs.")


@router.get("/my/log/{event_id}/question")
async def ask_about_reading(request: Request, visit: AtPortal, house: Here, event_id: str) -> Response:
    """The form: her words, if she wants, and whether to pause meanwhile. What was asked before is shown instead."""
    asked = await house.read(lambda work: work.inquiries.about(visit.individual, EventId(event_id)))
    if asked is not None:
        return go(f"/my/inquiries/{asked.id}")
    return await _form(request, visit, house, event_id)


@router.post("/my/log/{event_id}/question")
async def send_inquiry(request: Request, visit: AtPortal, house: Here, event_id: str) -> Response:
    """Send it; a second time shows what the first has done."""
    answers = posted(await request.form())
    written = without_controls(first(answers, "words"))
    if len(written) > LONGEST_WORDS:
        return await _form(request, visit, house, event_id, written)
    context = await _context(visit, house, event_id)
    manner = manner_on(request, visit, _PAGE, answers, **context)
    pause = bool(first(answers, "pause")) and bool(context["pausable"])
    sent = await house.write(
        lambda work: _send(work, house, visit.individual, EventId(event_id), written, pause, manner)
    )
    return go(f"/my/inquiries/{sent}")


@router.get("/my/inquiries")
async def list_inquiries(request: Request, visit: AtPortal, house: Here) -> Response:
    """All that she has asked about."""
    found = await house.read(lambda work: inquiries_of(work, house.desk, visit.individual))
    return page(request, visit, "inquiries.html", inquiries=found)


@router.get("/my/inquiries/{inquiry_id}")
async def show_inquiry(request: Request, visit: AtPortal, house: Here, inquiry_id: str) -> Response:
    """One question: how it stands, the answer, and what she can do."""
    view = await house.read(
        lambda work: inquiry_of(work, house.desk, visit.individual, InquiryId(inquiry_id))
    )
    return page(request, visit, "inquiry.html", view=view)


@router.post("/my/inquiries/{inquiry_id}")
async def be_done(request: Request, visit: AtPortal, house: Here, inquiry_id: str) -> Response:
    """She is done with it, one way or the other."""
    enough = first(posted(await request.form()), "enough") != "no"
    await house.write(
        lambda work: end_inquiry(work, house.desk, visit.individual, InquiryId(inquiry_id), enough)
    )
    return go(f"/my/inquiries/{inquiry_id}")


def _send(
    work: Work,
    house: House,
    caller: IndividualId,
    event: EventId,
    written: str,
    pause: bool,
    manner: Manner,
) -> InquiryId:
    asked = work.inquiries.about(caller, event)
    if asked is not None:
        return asked.id
    return inquire(work, house.desk, caller, event, written, pause, manner).inquiry.id


async def _form(
    request: Request, visit: PortalVisit, house: House, event_id: str, written: str = ""
) -> Response:
    text = words(visit.language)(TOO_LONG, number=LONGEST_WORDS) if written else ""
    mistakes = [Mistake("words", "words", "", text)] if text else []
    context = {**await _context(visit, house, event_id), "written": written, "mistakes": mistakes}
    first_shown = {"written": "", "mistakes": []}
    status = 422 if mistakes else 200
    return decision_page(request, visit, _PAGE, as_first=first_shown, status=status, **context)


async def _context(visit: PortalVisit, house: House, event_id: str) -> dict[str, Any]:
    def find(work: Work) -> dict[str, Any]:
        event = reading_in_question(work, visit.individual, EventId(event_id))
        asked = None if event.organisation is None else work.accounts.organisation(event.organisation)
        if asked is None:
            raise NotAvailableError
        by_grant = can_pause(work, visit.individual, event)
        grant = None if event.grant is None else work.ledger.find(event.grant)
        return {
            "event": event,
            "organisation": asked,
            "by_law": not by_grant,
            # What has ended, or is paused already, is not offered a pause.
            "pausable": by_grant and isinstance(grant, Active),
            "written": "",
            "mistakes": [],
        }

    return await house.read(find)
