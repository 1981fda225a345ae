"""The operator's page of readers who opened unusually many people. No profile is seen here."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.limiting import alarms_to, mark_alarm_seen
from profile_service.domain.reading_limits import AlarmId
from profile_service.doors import AtOperator, Here
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/operator/alarms")
async def show_alarms(request: Request, visit: AtOperator, house: Here) -> Response:
    """Newest first."""
    return page(request, visit, "operator_alarms.html", alarms=await house.read(alarms_to))


@router.post("/operator/alarms/{alarm_id}")
async def look_at_alarm(visit: AtOperator, house: Here, alarm_id: str) -> Response:
    """Somebody has looked at it."""
    await house.write(lambda work: mark_alarm_seen(work, house.desk, AlarmId(alarm_id)))
    return go("/operator/alarms")
