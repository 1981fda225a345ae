"""What people are asked, open to all: whoever is to be asked can look at every question before anything begins."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.instruments import find_instrument, list_instruments, whose
from profile_service.actions.ports import Work
from profile_service.domain.instrument import Instrument, InstrumentId
from profile_service.domain.people import Organisation
from profile_service.doors import Here, PublicPage
from profile_service.language import words
from profile_service.web.instrument_views import Listed, listed, parts_of, stage_name
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)


@router.get("/instruments")
async def show_instruments(request: Request, visit: PublicPage, house: Here) -> Response:
    """Every instrument in use, those of the service first."""
    speech = words(visit.language)

    def find(work: Work) -> list[Listed]:
        heads = list_instruments(work, house.desk)
        return [listed(speech, one, whose(work, one.organisation)) for one in heads]

    return page(request, visit, "instruments.html", instruments=await house.read(find))


@router.get("/instruments/{instrument_id}")
async def show_instrument(
    request: Request,
    visit: PublicPage,
    house: Here,
    instrument_id: str,
    version: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Each question, how it is answered, and what becomes of the answer."""
    named = InstrumentId(instrument_id)

    def find(work: Work) -> tuple[Instrument, Organisation | None]:
        found = find_instrument(work, house.desk, named, version)
        return found, whose(work, found.organisation)

    instrument, maker = await house.read(find)
    speech = words(visit.language)
    return page(
        request,
        visit,
        "instrument.html",
        instrument=instrument,
        maker=maker,
        stage=stage_name(speech, instrument.stage),
        parts=parts_of(speech, instrument),
        pictogram="/static/pictures/{}.svg".format,
    )
