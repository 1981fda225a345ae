"""The consented read over the API."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.decision import Denial
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening, disclose
from profile_service.api.answering_once import to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.api.rendering import render_disclosure
from profile_service.api.straight_route import StraightRoute
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsClient, Here, grantee_of
from profile_service.portability.own_format import to_bytes
from schemas.access import Disclosure, DisclosureBody

router = APIRouter(prefix="/v1", tags=["organisation"], route_class=StraightRoute)


@router.post(
    "/disclosures",
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
        **refusals("not-available", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(DisclosureBody),
    summary="Read what a grant gives; the person sees that it was read",
)
async def make_disclosure(request: Request, client: AsClient, house: Here) -> Response:
    body = await read_model(request, DisclosureBody)
    opening = Opening(body.grant_id, body.case_reference, body.reader, body.scopes or ())

    def act(work: Work) -> Reply | None:
        reading = Grantee(grantee_of(work, client).organisation, body.unit or "", body.reader)
        found = disclose(work, house.desk, reading, opening)
        if isinstance(found, Denial):
            return None
        return Reply(200, to_bytes(render_disclosure(found)), {"Egenkarta-Disclosure": str(found.event)})

    reply = await house.write(act)
    if reply is None:
        raise NotAvailableError
    return to_response(reply)
