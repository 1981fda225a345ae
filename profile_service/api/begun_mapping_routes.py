"""The mapping sessions that an organisation runs under a grant, listed without anything of hers."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from profile_service.actions.mapping import GranteeSeat, sessions_of
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, Levelled
from profile_service.portability.own_format import to_bytes
from profile_service.wire.mapping import render_session
from schemas.access import MappingSessionList

router = APIRouter(prefix="/v1", tags=["organisation"])


@router.get(
    "/mapping-sessions",
    responses={200: {"model": MappingSessionList}, **refusals()},
    summary="The sessions that the caller runs under a grant, without answers; none where the grant is not live",
)
async def begun_mapping_sessions(
    grantee: AsGrantee,
    house: Here,
    grant_id: Annotated[str, Query(max_length=64, description="The grant that they were begun under.")],
) -> Response:
    seat = GranteeSeat(grantee, Opening(grant_id, "", grantee.reader or ""))

    def act(work: Work) -> Reply:
        found = sessions_of(work, house.desk, seat)
        told = [render_session(one, grantee.organisation) for one in found]
        return Reply(200, to_bytes({"mapping_sessions": told}))

    # Levelled: how long nothing takes would tell a grant that has ended from one that never was.
    async with Levelled(always=True):
        return to_response(await house.read(act))
