"""What she brings in and gives out by hand: a file to import, and a code to be reached by."""

from typing import Final

import segno
from fastapi import APIRouter, Request, Response
from markupsafe import Markup
from starlette.datastructures import UploadFile

from profile_service.actions.asking import make_connection_code
from profile_service.actions.importing import Imported, import_profile
from profile_service.domain.importing import ForeignFormatError
from profile_service.doors import AtPortal, Here, PortalVisit
from profile_service.language import words
from profile_service.portability.formats import READERS
from profile_service.web.reasons import by_reason
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
_FORMAT: Final = "json-resume"


@router.get("/my/import")
async def start_import(request: Request, visit: AtPortal) -> Response:
    """Choose a file."""
    return _import_form(request, visit, wrong=False)


@router.post("/my/import")
async def import_file(request: Request, visit: AtPortal, house: Here) -> Response:
    """Take the file in, and list what came in and what did not."""
    async with request.form() as form:  # closes the file, which the door has opened
        file = form.get("file")
        raw = await file.read() if isinstance(file, UploadFile) else b""
    try:
        foreign = READERS[_FORMAT](raw)
    except ForeignFormatError:
        return _import_form(request, visit, wrong=True)
    imported = await house.write(lambda work: import_profile(work, house.desk, visit.individual, foreign))
    return page(
        request,
        visit,
        "imported.html",
        imported=imported,
        sections=_by_section(imported),
        left_out=by_reason(words(visit.language), imported.unmapped),
    )


@router.get("/my/code")
async def explain_code(request: Request, visit: AtPortal) -> Response:
    """What a code is for, and a button that makes one."""
    return page(request, visit, "code.html", code=None, expires_at=None, picture=None)


@router.post("/my/code")
async def make_code(request: Request, visit: AtPortal, house: Here) -> Response:
    """Make a code and show it, this once."""
    code, expires_at = await house.write(
        lambda work: make_connection_code(work, house.desk, visit.individual)
    )
    return page(
        request, visit, "code.html", code=code, expires_at=expires_at, picture=_picture(code), back="/my/code"
    )


def _import_form(request: Request, visit: PortalVisit, *, wrong: bool) -> Response:
    return page(request, visit, "import.html", status=422 if wrong else 200, wrong=wrong)


def _by_section(imported: Imported) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in imported.added:
        counts[item.section] = counts.get(item.section, 0) + 1
    return counts


def _picture(code: str) -> Markup:
    """The code as a QR symbol that holds nothing else: no address, so that no camera opens a page with it."""
    symbol = segno.make(code, error="m", micro=False)
    # Markup is right here: the text is made by segno out of ten signs of a fixed alphabet.
    return Markup(symbol.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))  # noqa: S704
