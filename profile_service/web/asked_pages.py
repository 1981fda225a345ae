"""The redirect flow in her browser: she is sent here with a question, and goes back when she wants to."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import RequestId
from profile_service.actions.authorising import bring, go_back, open_pushed, sender_of
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.people import ClientId
from profile_service.doors import REQUEST_URI, AtPortal, Here, House, PortalVisit, PublicPage
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/oauth/authorize")
async def authorize(request: Request, visit: PublicPage, house: Here) -> Response:
    """Somebody's browser brings what a client has pushed (RFC 9126, section 4); nothing else is looked at here.

    The reference is used up at once, so that the address is worth nothing to whoever finds it later. Errors are shown and not
    sent on: there is no address yet that could be trusted.
    """
    client, uri = request.query_params.getlist("client_id"), request.query_params.getlist("request_uri")
    own = None
    if len(client) == len(uri) == 1 and uri[0].startswith(REQUEST_URI):
        reference = uri[0].removeprefix(REQUEST_URI)
        own = await house.write(lambda work: open_pushed(work, house.desk, ClientId(client[0]), reference))
    if own is None:
        # The same page in another language, without a word of what the address said.
        return page(request, visit, "asked_lost.html", status=400, back=request.url.path)
    path = f"/my/asked/{own}"
    return go(path if visit.signed_in == "individual" else f"/sign-in?to={path}")


@router.get("/my/asked/{reference}")
async def show_asked(request: Request, visit: AtPortal, house: Here, reference: str) -> Response:
    """She is signed in: the question that she came with is put to her."""
    try:
        brought = await house.write(lambda work: bring(work, house.desk, visit.individual, reference))
    except NotAvailableError:
        return page(request, visit, "asked_lost.html", status=404)
    return go(f"/my/requests/{brought.request_id}{'' if brought.waits else '/over'}")


@router.get("/my/requests/{request_id}/over")
async def show_over(request: Request, visit: AtPortal, house: Here, request_id: str) -> Response:
    """There is nothing to answer: she has said no to this before, or they may not ask it any more."""
    name = await came_from(house, visit, request_id)
    if name is None:
        raise NotAvailableError
    return page(request, visit, "asked_over.html", request_id=request_id, errand=name)


@router.get("/my/requests/{request_id}/return")
async def return_to_asker(visit: AtPortal, house: Here, request_id: str) -> Response:
    """Back to whoever sent her. A link and no form, so that no page needs to let its forms lead to another site."""
    issuer = house.tokens.issuer
    address = await house.write(
        lambda work: go_back(work, house.desk, visit.individual, RequestId(request_id), issuer)
    )
    return go(address)


async def came_from(house: House, visit: PortalVisit, request_id: str) -> str | None:
    """The name of the organisation whose system sent her here with this question; None where she came by herself."""
    asked = RequestId(request_id)
    return await house.read(lambda work: sender_of(work, house.desk, visit.individual, asked))
