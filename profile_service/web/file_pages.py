"""My files: bring one, look at it, get it back, take it away."""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.actions.evidence_files import (
    entries_with,
    files_of,
    open_own_file,
    own_file,
    take_away,
)
from profile_service.actions.exporting import export_everything
from profile_service.domain.evidence_file import FILE_FIELD, MOST_FILES, FileId, KeptFile
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.web.mistakes import Mistake, explain
from profile_service.web.rendering import go, page
from profile_service.web.uploads import UPLOAD, kept_upload
from profile_service.wire.archive import ARCHIVE_HEADERS, archive_of
from profile_service.wire.evidence import file_headers

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/files")
async def show_files(request: Request, visit: AtPortal, house: Here) -> Response:
    """Every file of hers, and a way to bring one more."""
    return await _list(request, visit, house, ())


@router.post("/my/files")
async def bring_file(request: Request, visit: AtPortal, house: Here) -> Response:
    """Keep the file that was chosen, and show what was made of it; or say why it is not taken."""
    async with request.form() as form:
        try:
            kept = await kept_upload(house, visit, form)
        except ContentError as error:
            return await _list(request, visit, house, error.objections)
    return go("/my/files" if kept is None else f"/my/files/{kept.id}")


@router.get("/my/files/{file_id}")
async def show_file(request: Request, visit: AtPortal, house: Here, file_id: str) -> Response:
    """What is kept of one file, and which entries name it."""
    file = await house.read(lambda work: own_file(work, visit.individual, FileId(file_id)))
    named = await house.read(lambda work: entries_with(work, house.desk, visit.individual, file.id))
    return page(request, visit, "file.html", file=file, entries=named)


@router.get("/my/files/{file_id}/content")
async def get_file(visit: AtPortal, house: Here, file_id: str) -> Response:
    """The file itself, to be saved: no browser shows it as a page of ours."""
    file, content = await house.read(
        lambda work: open_own_file(work, house.desk, visit.individual, FileId(file_id))
    )
    headers = file_headers(file.kind.value, file.kind.ending, bytes.fromhex(file.sha256))
    return Response(content, headers=headers)


@router.get("/my/files/{file_id}/remove")
async def confirm_taking_away(request: Request, visit: AtPortal, house: Here, file_id: str) -> Response:
    """What taking it away does, before it is done."""
    file = await house.read(lambda work: own_file(work, visit.individual, FileId(file_id)))
    named = await house.read(lambda work: entries_with(work, house.desk, visit.individual, file.id))
    return page(request, visit, "file_remove.html", file=file, entries=named)


@router.post("/my/files/{file_id}/remove")
async def take_file_away(visit: AtPortal, house: Here, file_id: str) -> Response:
    """Delete it."""
    await house.write(lambda work: take_away(work, house.desk, visit.individual, FileId(file_id)))
    return go("/my/files")


@router.get("/my/profile.zip")
async def take_archive(visit: FreshAtPortal, house: Here) -> Response:
    """Everything of hers with her files, to take along."""
    taken = await house.write(lambda work: export_everything(work, house.desk, visit.individual, "zip"))

    async def opened(file: FileId) -> tuple[KeptFile, bytes]:
        return await house.read(lambda work: open_own_file(work, house.desk, visit.individual, file))

    return StreamingResponse(archive_of(taken, opened), headers=ARCHIVE_HEADERS)


async def _list(
    request: Request, visit: PortalVisit, house: House, objections: tuple[Objection, ...]
) -> Response:
    files = await house.read(lambda work: files_of(work, visit.individual))
    speech = words(visit.language)
    mistakes = [Mistake(FILE_FIELD, UPLOAD, "", explain(speech, one)) for one in objections]
    return page(
        request,
        visit,
        "files.html",
        status=422 if mistakes else 200,
        files=files,
        full=len(files) >= MOST_FILES,
        mistakes=mistakes,
    )
