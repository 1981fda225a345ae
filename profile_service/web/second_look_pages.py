"""The second look at enrolments that were drawn: by an administrator who did not make them."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.second_looks import settle, to_look_at
from profile_service.domain.desk import EnrolmentId
from profile_service.doors import AsAdministrator, Here
from profile_service.language import words
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page
from profile_service.web.way_sentences import PROOFS

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/desk/looks")
async def list_looks(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """What waits for a second look."""
    waiting = await house.read(lambda work: to_look_at(work, visit.staff))
    speech = words(visit.language)
    shown = [(one, speech(PROOFS[one.seen.proof])) for one in waiting]
    return page(request, visit, "second_looks.html", waiting=shown)


@router.post("/agency/desk/looks/{enrolment_id}")
async def settle_look(request: Request, visit: AsAdministrator, house: Here, enrolment_id: str) -> Response:
    """Confirm, or object. The person reads of both in her log."""
    answers = posted(await request.form())
    said = first(answers, "answer")
    if said in ("confirm", "object"):
        await house.write(
            lambda work: settle(
                work,
                house.desk,
                visit.staff,
                EnrolmentId(enrolment_id),
                confirmed=said == "confirm",
            )
        )
    return go("/agency/desk/looks")
