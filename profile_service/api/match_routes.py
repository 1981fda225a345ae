"""What an occupation needs, and what of it she has: to herself alone."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.matching import fit_of_claims, own_claims
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.concept import ConceptId, ConceptRef, SchemeName
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.matches import render_match
from schemas.access import Match
from schemas.values import LanguageTag

router = APIRouter(prefix="/v1/me", tags=["own profile"])


@router.get(
    "/match",
    responses={200: {"model": Match}, **refusals("not-available")},
    summary="What an occupation needs, and what of it she has; without a score, and told to nobody else",
)
async def own_match(
    caller: AsIndividual,
    house: Here,
    scheme: Annotated[str, Query(max_length=40, description="esco, ssyk2012, isco08 or jobtech.")],
    id: Annotated[str, Query(max_length=400, description="The occupation's id in its scheme.")],
    language: Annotated[LanguageTag, Query(description="The language of the labels.")] = "sv",
) -> Response:
    own = await house.read(lambda work: own_claims(work, house.desk, caller))
    occupation = ConceptRef(SchemeName(scheme), ConceptId(id))
    fit = await house.look_up(lambda concepts: fit_of_claims(concepts, own.claims, occupation, language))
    if fit is None:
        raise NotAvailableError
    return to_response(Reply(200, to_bytes(render_match(fit))))
