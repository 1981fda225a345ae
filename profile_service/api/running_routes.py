"""How the service runs, for the operator's own programs. Nothing here opens a profile, and no row of anybody is told."""

from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.actions.running import health_of, journal_state
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsOperator, Here
from profile_service.doors.pulse import process_of
from profile_service.portability.own_format import to_bytes
from profile_service.wire.running import render_health, render_journal
from schemas.access import JournalHealth, ServiceHealth

router = APIRouter(prefix="/v1/operator", tags=["operator"])


@router.get(
    "/health",
    responses={200: {"model": ServiceHealth}, **refusals()},
    summary="How the service runs: database, queues, rounds and keys",
)
async def service_health(operator: AsOperator, house: Here) -> Response:
    process = process_of(house.pulse)
    health = await house.read(lambda work: health_of(work, house.desk, process))
    return to_response(Reply(200, to_bytes(render_health(health))))


@router.get(
    "/journal",
    responses={200: {"model": JournalHealth}, **refusals()},
    summary="Whether the journal is whole, and how much is written in it",
)
async def journal_health(operator: AsOperator, house: Here) -> Response:
    mismatches = house.pulse.journal.mismatches
    state = await house.read(lambda work: journal_state(work, house.desk, mismatches))
    return to_response(Reply(200, to_bytes(render_journal(state))))
