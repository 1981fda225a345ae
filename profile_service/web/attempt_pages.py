"""What was tried after a no, or without a yes; and letting somebody ask again."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import RequestId
from profile_service.actions.attempts import attempts_on
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.holding_back import holds, let_ask_again
from profile_service.actions.looking import request_to
from profile_service.doors import AtPortal, Here
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/attempts")
async def show_attempts(request: Request, visit: AtPortal, house: Here) -> Response:
    """Gathered by unit: how often, first and last."""
    found = await house.read(lambda work: attempts_on(work, visit.individual))
    return page(request, visit, "attempts.html", attempts=found)


@router.get("/my/requests/{request_id}/let-again")
async def ask_whether_to_let(request: Request, visit: AtPortal, house: Here, request_id: str) -> Response:
    """Whether her no still holds, and the way to take that part of it back."""
    wanted = RequestId(request_id)
    view = await house.read(lambda work: request_to(work, house.desk, visit.individual, wanted))
    if view.state != "refused":
        raise NotAvailableError
    held = await house.read(lambda work: holds(work, house.desk, visit.individual, wanted))
    return page(request, visit, "let_again.html", view=view, held=held)


@router.post("/my/requests/{request_id}/let-again")
async def let_again(visit: AtPortal, house: Here, request_id: str) -> Response:
    """They can ask again. Nothing else changes."""
    await house.write(lambda work: let_ask_again(work, house.desk, visit.individual, RequestId(request_id)))
    return go(f"/my/requests/{request_id}/let-again")
