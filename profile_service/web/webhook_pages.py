"""Where an organisation's systems are told: its administrators register addresses, try them, and look at what came of messages."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.addresses import add_address, addresses_of, remove_address, trial_for
from profile_service.actions.errors import ContentError, TooManyTriesError
from profile_service.actions.webhooks import dead_letters, redeliver
from profile_service.domain.notice import DeliveryId, EndpointId
from profile_service.domain.webhook import MOST_ENDPOINTS, Attempt, secret_text
from profile_service.doors import AsAdministrator, FreshAdministrator, Here, House, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import go, page
from profile_service.web.staff_forms import mistakes_of
from profile_service.web.staff_pages import hand_of

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/webhooks"
RESULTS: Final = {
    "timeout": N_("no answer in time"),
    "no-such-host": N_("the name leads nowhere that may be told"),
    "tls": N_("the certificate is not right"),
    "no-connection": N_("no connection"),
    "no-answer": N_("no answer that we understand"),
    "closed": N_("the address was removed"),
}
"""What came of an attempt that no HTTP status was answered to, in words."""


@router.get(_HERE)
async def list_addresses(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Every address with its last messages, those that did not arrive, and a form for one more."""
    return await _list(request, visit, house, {}, [])


@router.post(_HERE)
async def register_address(request: Request, visit: FreshAdministrator, house: Here) -> Response:
    """One more. The secret that signs is shown on the page that answers, and never again."""
    answers = posted(await request.form())
    url, loopback = without_controls(first(answers, "url")), house.tells_loopback
    try:
        made, secret = await house.write(
            lambda work: add_address(work, house.desk, visit.grantee, hand_of(visit), url, loopback=loopback)
        )
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _list(request, visit, house, answers, mistakes)
    return page(request, visit, "webhook_secret.html", endpoint=made, secret=secret_text(secret))


@router.post(_HERE + "/{webhook_id}/remove")
async def remove_one_address(visit: FreshAdministrator, house: Here, webhook_id: str) -> Response:
    """Nothing is sent there any more."""
    await house.write(
        lambda work: remove_address(work, house.desk, visit.grantee, hand_of(visit), EndpointId(webhook_id))
    )
    return go(_HERE)


@router.post(_HERE + "/{webhook_id}/try")
async def try_address(request: Request, visit: AsAdministrator, house: Here, webhook_id: str) -> Response:
    """Send a message about nothing there now, and tell what came of it."""
    parcel = await house.read(lambda work: trial_for(work, house.desk, visit.grantee, EndpointId(webhook_id)))
    ours, now = visit.grantee.organisation.id, house.desk.clock.now()
    if wait := house.trials.wait(ours, now):
        raise TooManyTriesError(wait)
    house.trials.count(ours, now)
    attempt = await house.sender.send(parcel, now)
    return await _list(request, visit, house, {}, [], tried=webhook_id, attempt=attempt)


@router.post("/agency/dead-letters/{delivery_id}/redeliver")
async def redeliver_here(visit: AsAdministrator, house: Here, delivery_id: str) -> Response:
    """Try a message again that did not arrive."""
    await house.write(lambda work: redeliver(work, house.desk, visit.grantee, DeliveryId(delivery_id)))
    return go(_HERE)


async def _list(
    request: Request,
    visit: StaffVisit,
    house: House,
    answers: Answers,
    mistakes: Sequence[Mistake],
    *,
    tried: str = "",
    attempt: Attempt | None = None,
) -> Response:
    return page(
        request,
        visit,
        "webhooks.html",
        status=422 if mistakes else 200,
        addresses=await house.read(lambda work: addresses_of(work, visit.grantee)),
        letters=await house.read(lambda work: dead_letters(work, visit.grantee)),
        most=MOST_ENDPOINTS,
        results=RESULTS,
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        tried=tried,
        attempt=attempt,
    )
