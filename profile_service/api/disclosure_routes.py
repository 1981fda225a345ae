"""The consented read over the API."""

from collections.abc import Callable
from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.decision import Denial, Reason
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.ports import Work
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.actions.reading import Opening
from profile_service.actions.reminding import today_at
from profile_service.actions.repeating import Key, Told, disclose_once
from profile_service.api.answering_once import IdempotencyKey, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.api.straight_route import StraightRoute
from profile_service.domain.disclosure import Disclosure as Disclosed
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsClient, Here, House, Levelled, System, write_as
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_disclosure
from schemas.access import Disclosure, DisclosureBody

PATH: Final = "/v1/disclosures"
router = APIRouter(prefix="/v1", tags=["organisation"], route_class=StraightRoute)


@router.post(
    PATH.removeprefix("/v1"),
    responses={
        200: {
            "model": Disclosure,
            "headers": {
                "Egenkarta-Disclosure": {
                    "description": "The id of this read in the person's log.",
                    "schema": {"type": "string"},
                }
            },
        },
        **refusals(
            "not-available",
            "daily-limit",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(DisclosureBody),
    summary="Read what a grant gives; the person sees that it was read",
)
async def make_disclosure(
    request: Request, system: AsClient, house: Here, key: IdempotencyKey = None
) -> Response:
    async with Levelled(NotAvailableError, DailyLimitError):
        return await _disclose(request, system, house, key)


async def _disclose(request: Request, system: System, house: House, key: str | None) -> Response:
    body = await read_model(request, DisclosureBody)
    kept_under = (
        None if key is None else Key(key, (await once(request, system.client, None, key)).fingerprint)
    )
    told = await read_granted(house, system, body, kept_under)
    return to_response(Reply(200, told.body, {"Egenkarta-Disclosure": told.event}))


async def read_granted(
    house: House, system: System, body: DisclosureBody, kept_under: Key | None = None
) -> Told:
    """Read for the organisation behind a system; what leaves is bytes, once its line is on disk.

    Raises:
        NotAvailableError: it is refused, for whatever reason.
        DailyLimitError: it is too much for a day.
    """
    scopes, reason = body.scopes or (), body.over_limit_reason or ""
    opening = Opening(body.grant_id, body.case_reference, body.reader, scopes, over_limit_reason=reason)

    def act(work: Work, grantee: Grantee) -> Told | Denial:
        cleared = grantee.handles_protected_identity
        reading = Grantee(
            grantee.organisation, body.unit or "", body.reader, handles_protected_identity=cleared
        )
        return disclose_once(work, house.desk, reading, opening, kept_under, _render_on(today_at(house.desk)))

    foreseen = None if kept_under is not None else _foresee(house, body)
    told = await write_as(house, system, act, foreseen)
    if isinstance(told, Denial):
        raise (
            DailyLimitError(until_tomorrow(house.desk)) if told.reason is Reason.LIMIT else NotAvailableError
        )
    return told


def _foresee(house: House, body: DisclosureBody) -> Foreseen:
    """What a reading will look up, by what was sent."""
    most = house.desk.limits.readings_per_person
    return Foreseen(body.grant_id, body.unit or "", body.reader, most)


def _render_on(today: date) -> Callable[[Disclosed], bytes]:
    return lambda disclosure: to_bytes(render_disclosure(disclosure, today))
