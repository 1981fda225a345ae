"""Her papers: the list, taking one back; and the certificate by which a seal is checked."""

from typing import Final

from fastapi import APIRouter, Response

from profile_service.actions.papers import papers_of, take_back
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.paper import PaperId
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, Public
from profile_service.portability.own_format import to_bytes
from profile_service.wire.papers import render_paper
from schemas.access.papers import PaperList

router: Final = APIRouter(prefix="/v1/me/papers", tags=["own files"])
authority_router: Final = APIRouter(tags=["consent records"])
_PEM: Final = "application/x-pem-file"


@router.get(
    "",
    responses={200: {"model": PaperList}, **refusals()},
    summary="The papers that she has taken, newest first",
)
async def own_papers(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: papers_of(work, caller))
    return to_response(Reply(200, to_bytes({"papers": [render_paper(one) for one in found]})))


@router.post(
    "/{paper_id}/take-back",
    status_code=204,
    responses=refusals("not-available"),
    summary="Take a paper back: from now on nobody is told that it was made here. Final",
)
async def take_paper_back(paper_id: str, caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: take_back(work, house.desk, caller, PaperId(paper_id)))
    return to_response(Reply(204, b""))


@authority_router.get(
    "/.well-known/egenkarta-seal-ca.pem",
    response_class=Response,
    responses={200: {"content": {_PEM: {}}, "description": "One certificate (RFC 7468)."}, **refusals()},
    summary="The authority under which every paper of this installation is sealed (RFC 5280)",
)
async def seal_authority(_caller: Public, house: Here) -> Response:
    return Response(house.seal.authority, media_type=_PEM, headers={"Cache-Control": "public, max-age=3600"})
