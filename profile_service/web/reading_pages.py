"""What an organisation has read, for its data protection officer: by whom and why, and never about whom."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.overseeing import readings_by
from profile_service.doors import AsDataProtection, Here
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/readings")
async def list_readings(request: Request, visit: AsDataProtection, house: Here) -> Response:
    """The latest readings, newest first."""
    readings = await house.read(lambda work: readings_by(work, visit.staff.organisation))
    return page(request, visit, "readings.html", readings=readings)
