"""What an organisation has read, for its data protection officer: by whom and why, and never about whom."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.overseeing import MOST_TAKEN, ReadingLine, note_taking, readings_by
from profile_service.documents.readings_table import KINDS, readings_table
from profile_service.doors import AsDataProtection, Here
from profile_service.language import words
from profile_service.language.words import ZONE
from profile_service.web.purposes import purpose_name
from profile_service.web.rendering import HEADERS, page
from profile_service.web.staff_pages import hand_of

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/readings"
_LONGEST: Final = 15


@router.get(_HERE)
async def list_readings(request: Request, visit: AsDataProtection, house: Here) -> Response:
    """The latest readings, newest first, by day."""
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST else None
    found = await house.read(lambda work: readings_by(work, visit.staff.organisation, before))
    speech = words(visit.language)
    return page(
        request,
        visit,
        "readings.html",
        days=_by_day(found.lines),
        kinds=KINDS,
        purposes={one.purpose: purpose_name(speech, one.purpose) for one in found.lines if one.purpose},
        following="" if found.following is None else f"{_HERE}?before={found.following}",
        is_first=before is None,
        most=MOST_TAKEN,
    )


@router.post(_HERE + "/copy")
async def take_readings_along(visit: AsDataProtection, house: Here) -> Response:
    """The newest of them as a table. That it was taken stands among what was changed."""
    await house.write(lambda work: note_taking(work, house.desk, hand_of(visit)))
    ours, speech = visit.staff.organisation, words(visit.language)
    found = await house.read(lambda work: readings_by(work, ours, None, MOST_TAKEN))
    table = readings_table(found.lines, lambda code: purpose_name(speech, code), speech)
    day = house.desk.clock.now().astimezone(house.desk.zone).date().isoformat()
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="egenkarta-readings-{day}.csv"'}
    return Response(table, headers=headers, media_type="text/csv; charset=utf-8")


def _by_day(lines: Sequence[ReadingLine]) -> list[tuple[date, list[ReadingLine]]]:
    days: dict[date, list[ReadingLine]] = {}
    for one in lines:
        days.setdefault(one.at.astimezone(ZONE).date(), []).append(one)
    return list(days.items())
