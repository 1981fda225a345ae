"""The pages on which an organisation's administrators register question sets of its own, and retire them."""

import asyncio
from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.instruments import (
    own_instruments,
    register_instrument,
    registered_text,
    retire_instrument,
)
from profile_service.domain.instrument import Head, InstrumentId
from profile_service.doors import AsAdministrator, Here, House, StaffVisit
from profile_service.language import words
from profile_service.web.instrument_mistakes import mistakes_of
from profile_service.web.instrument_views import listed
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import HEADERS, go, page
from schemas import limits

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/instruments"


@router.get(_HERE)
async def list_own_instruments(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Every version that the organisation has registered."""
    found = await house.read(lambda work: own_instruments(work, visit.grantee.organisation.id))
    speech = words(visit.language)
    return page(
        request,
        visit,
        "own_instruments.html",
        instruments=[listed(speech, one, visit.grantee.organisation) for one in found],
    )


@router.get(_HERE + "/new")
async def start_registering(request: Request, visit: AsAdministrator) -> Response:
    """A form to paste a text into, or to choose a file."""
    return _form(request, visit, "", [])


@router.post(_HERE + "/new")
async def register_one(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Register it, or name every place that is wrong; nothing that was pasted is lost."""
    async with request.form() as form:  # closes the file, which the door has opened
        text = await _text_of(form)
    organisation, by = visit.grantee.organisation.id, visit.staff.id
    try:
        # Checked beside the lanes: what is wrong is told before anybody waits for it there.
        await asyncio.to_thread(house.desk.instruments.read, text, organisation)
        made = await house.write(lambda work: register_instrument(work, house.desk, organisation, text, by))
    except ContentError as error:
        shown = text.decode("utf-8", errors="replace")[: limits.INSTRUMENT_BYTES]
        return _form(request, visit, shown, mistakes_of(words(visit.language), error.objections))
    return go(f"/instruments/{made.id}?version={made.version}")


@router.get(_HERE + "/{instrument_id}/{version}/retire")
async def confirm_retiring(
    request: Request, visit: AsAdministrator, house: Here, instrument_id: str, version: str
) -> Response:
    """What retiring does."""
    head = await _own(house, visit, instrument_id, version)
    return page(request, visit, "instrument_retire.html", head=head)


@router.post(_HERE + "/{instrument_id}/{version}/retire")
async def retire_one(visit: AsAdministrator, house: Here, instrument_id: str, version: str) -> Response:
    """No conversation starts with it any more."""
    named, organisation = InstrumentId(instrument_id), visit.grantee.organisation.id
    await house.write(lambda work: retire_instrument(work, house.desk, organisation, named, version))
    return go(_HERE)


@router.get(_HERE + "/{instrument_id}/{version}/text")
async def fetch_text(visit: AsAdministrator, house: Here, instrument_id: str, version: str) -> Response:
    """The JSON text as it was registered, as a file to begin the next version from."""
    named, organisation = InstrumentId(instrument_id), visit.grantee.organisation.id
    text = await house.read(lambda work: registered_text(work, organisation, named, version))
    attached = {"Content-Disposition": 'attachment; filename="instrument.json"'}
    return Response(text, media_type="application/json", headers={**HEADERS, **attached})


async def _text_of(form: FormData) -> bytes:
    """The file where one was chosen, else what was pasted."""
    file = form.get("file")
    sent = await file.read() if isinstance(file, UploadFile) else b""
    pasted = form.get("text")
    # A browser writes the ends of lines in its own way (HTML, 4.10.22.5); JSON cannot tell the difference.
    written = pasted.replace("\r\n", "\n") if isinstance(pasted, str) else ""
    return sent or written.encode("utf-8", errors="replace")


async def _own(house: House, visit: StaffVisit, instrument_id: str, version: str) -> Head:
    heads = await house.read(lambda work: own_instruments(work, visit.grantee.organisation.id))
    found = next((one for one in heads if one.id == instrument_id and one.version == version), None)
    if found is None:
        raise NotAvailableError
    return found


def _form(request: Request, visit: StaffVisit, text: str, mistakes: Sequence[Mistake]) -> Response:
    return page(
        request,
        visit,
        "instrument_register.html",
        status=422 if mistakes else 200,
        text=text,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )
