"""Files: bring a profile along, take it along, and leave for good."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from profile_service.actions.enrolling import erase
from profile_service.actions.evidence_files import open_own_file
from profile_service.actions.exporting import export_as_paper, export_everything
from profile_service.actions.importing import import_profile
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import JSON
from profile_service.api.contract import refusals
from profile_service.api.errors import MediaTypeError
from profile_service.documents.typesetting import profile_setter
from profile_service.domain.evidence_file import FileId, KeptFile
from profile_service.domain.paper import ORDINARY, PaperKind
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here, printed
from profile_service.language import words
from profile_service.portability.formats import READERS
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_import
from profile_service.wire.archive import ARCHIVE_HEADERS, archive_of
from profile_service.wire.export import render_export
from schemas.access.papers import PaperForm, PaperPart
from schemas.export import Export
from schemas.profile import ImportReport
from schemas.values import PortalLanguage

router = APIRouter(prefix="/v1/me", tags=["own files"])
_IMPORT_BODY = {"requestBody": {"required": True, "content": {JSON: {"schema": {"type": "object"}}}}}


@router.post(
    "/import",
    responses={
        200: {"model": ImportReport},
        **refusals("import-unreadable", "unsupported-media-type", "idempotency-key-reused"),
    },
    openapi_extra=_IMPORT_BODY,
    summary="Bring a file along: what fits is added, what does not is listed, field by field",
)
async def import_file(
    request: Request,
    caller: AsIndividual,
    house: Here,
    format: Annotated[Literal["json-resume"], Query(description="JSON Resume 1.3.1.")] = "json-resume",
    key: IdempotencyKey = None,
) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise MediaTypeError
    foreign = READERS[format](await request.body())

    def act(work: Work) -> Reply:
        imported = import_profile(work, house.desk, caller, foreign)
        return Reply(200, to_bytes(render_import(imported)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/export",
    responses={200: {"model": Export}, **refusals("sign-in-again")},
    summary="Everything that is hers as a file: profile, receipts, sharing, log; written into the log",
)
async def export_file(caller: FreshIndividual, house: Here) -> Response:
    found = await house.write(lambda work: export_everything(work, house.desk, caller, "json"))
    name = {"Content-Disposition": 'attachment; filename="egenkarta-profile.json"'}
    return to_response(Reply(200, to_bytes(render_export(found)), name))


@router.get(
    "/export.zip",
    response_class=Response,
    responses={
        200: {"content": {"application/zip": {}}, "description": "egenkarta.json, and her files beside it."},
        **refusals("sign-in-again"),
    },
    summary="Everything that is hers with her files of evidence, as one archive; written into the log",
)
async def export_archive(caller: FreshIndividual, house: Here) -> Response:
    found = await house.write(lambda work: export_everything(work, house.desk, caller, "zip"))

    async def opened(file: FileId) -> tuple[KeptFile, bytes]:
        return await house.read(lambda work: open_own_file(work, house.desk, caller, file))

    return StreamingResponse(archive_of(found, opened), headers=ARCHIVE_HEADERS)


@router.get(
    "/profile.pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "The profile on paper."},
        **refusals("sign-in-again", "daily-limit"),
    },
    summary="The profile as a sealed PDF, on one page or in full; written into her log",
)
async def export_pdf(
    caller: FreshIndividual,
    house: Here,
    language: Annotated[PortalLanguage, Query(description="The language of headings.")] = "sv",
    form: Annotated[PaperForm, Query(description="`page`: as much as one sheet holds.")] = "full",
    sections: Annotated[
        list[PaperPart] | None,
        Query(
            description="What is on it, each named. Without it all but what is there on request only: day of birth, place, "
            "identity numbers, obstacles, adaptations, plan and progress."
        ),
    ] = None,
) -> Response:
    kind = PaperKind.SHEET if form == "page" else PaperKind.PROFILE
    paper = await printed(
        house,
        caller,
        lambda work: export_as_paper(work, house.desk, caller, kind),
        profile_setter(kind, ORDINARY if sections is None else sections, words(language)),
    )
    headers = {
        "Content-Disposition": 'attachment; filename="egenkarta-profile.pdf"',
        "Content-Type": "application/pdf",
    }
    return to_response(Reply(200, paper, headers))


@router.delete(
    "",
    status_code=204,
    responses=refusals("sign-in-again"),
    summary="Erase her: destroys the key that everything of hers is sealed under. Cannot be undone",
)
async def erase_individual(caller: FreshIndividual, house: Here) -> Response:
    await house.write(lambda work: erase(work, house.desk, caller))
    return to_response(Reply(204, b""))
