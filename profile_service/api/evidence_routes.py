"""Files of evidence over the API: hers to bring, see and take away; an organisation's to open under a grant."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from consent.decision import Denial, Reason
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.evidence_files import files_of, keep_file, open_own_file, take_away
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.opening_files import OpenedFile, open_file, refuse_file
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.evidence_file import FileId, FileKind
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsClient, AsIndividual, Here, House, Levelled, System, cleaned, write_as
from profile_service.portability.own_format import to_bytes
from profile_service.wire.evidence import file_headers, render_file, render_files
from schemas.access import EvidenceFile, EvidenceFileBody, EvidenceFileList

router = APIRouter(prefix="/v1/me/evidence-files", tags=["own files"])
opening_router = APIRouter(prefix="/v1", tags=["organisation"])
File = Annotated[str, Path(max_length=64, description="The file's id.")]
_BYTES = {kind.value: {"schema": {"type": "string", "format": "binary"}} for kind in FileKind}
_SENT = {
    "requestBody": {
        "required": True,
        "description": "The bytes of a PDF, or of a picture in JPEG, PNG or WebP, at most 10 MiB. Judged by what is in it.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "",
    status_code=201,
    responses={
        201: {"model": EvidenceFile, **sends("Location")},
        **refusals("idempotency-key-reused"),
    },
    openapi_extra=_SENT,
    summary="Bring a file: it is written anew, and kept without anything that it carried along",
)
async def add_evidence_file(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    clean = await cleaned(house, await request.body())

    def act(work: Work) -> Reply:
        kept = keep_file(work, house.desk, caller, clean)
        return Reply(201, to_bytes(render_file(kept)), {"Location": f"/v1/me/evidence-files/{kept.id}"})

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get("", responses={200: {"model": EvidenceFileList}, **refusals()}, summary="Every file of hers")
async def list_evidence_files(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: files_of(work, caller))
    return to_response(Reply(200, to_bytes(render_files(found))))


@router.get(
    "/{file_id}",
    response_class=Response,
    responses={
        200: {"content": _BYTES, "description": "The file as it is kept."},
        **refusals("not-available"),
    },
    summary="A file of hers",
)
async def read_evidence_file(file_id: File, caller: AsIndividual, house: Here) -> Response:
    kept, content = await house.read(lambda work: open_own_file(work, house.desk, caller, FileId(file_id)))
    headers = file_headers(kept.kind.value, kept.kind.ending, bytes.fromhex(kept.sha256))
    return to_response(Reply(200, content, headers))


@router.delete(
    "/{file_id}",
    status_code=204,
    responses=refusals("not-available"),
    summary="Take a file away; whatever item named it names it no more",
)
async def remove_evidence_file(file_id: File, caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: take_away(work, house.desk, caller, FileId(file_id)))
    return to_response(Reply(204, b""))


@opening_router.post(
    "/evidence-files",
    response_class=Response,
    responses={
        200: {
            "content": _BYTES,
            "description": "The file.",
            "headers": {
                "Egenkarta-Disclosure": {
                    "description": "The id of this opening in the person's log.",
                    "schema": {"type": "string"},
                }
            },
        },
        **refusals("not-available", "daily-limit", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(EvidenceFileBody),
    summary="Open a file that a disclosed item of evidence names; the person sees that it was opened",
)
async def open_evidence_file(request: Request, system: AsClient, house: Here) -> Response:
    async with Levelled(NotAvailableError, DailyLimitError):
        body = await read_model(request, EvidenceFileBody)
        opened = await _open(house, system, body)
    headers = file_headers(opened.kind.value, opened.kind.ending, bytes.fromhex(opened.sha256))
    return to_response(Reply(200, opened.content, {**headers, "Egenkarta-Disclosure": str(opened.event)}))


async def _open(house: House, system: System, body: EvidenceFileBody) -> OpenedFile:
    opening = Opening(
        body.grant_id,
        body.case_reference,
        body.reader,
        repeats=body.disclosure or "",
        over_limit_reason=body.over_limit_reason or "",
    )

    def seen(grantee: Grantee) -> Grantee:
        return replace(grantee, unit=body.unit or "", reader=body.reader)

    try:
        opened = await write_as(
            house,
            system,
            lambda work, grantee: open_file(work, house.desk, seen(grantee), opening, FileId(body.file)),
        )
    except NotAvailableError:
        # Nothing of the try was kept; what is kept is that it was one.
        opened = await write_as(
            house, system, lambda work, grantee: refuse_file(work, house.desk, seen(grantee), opening)
        )
    if isinstance(opened, Denial):
        limited = opened.reason is Reason.LIMIT
        raise DailyLimitError(until_tomorrow(house.desk)) if limited else NotAvailableError
    return opened
