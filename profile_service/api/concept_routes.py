"""Concepts of code schemes, for everybody: searched by words, one by its id, and the editions that were taken in.

What is said here is about nobody and changes by imports alone, so it may be kept by whoever fetched it, for a while.
"""

from hashlib import sha256
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports.concepts import Concepts
from profile_service.api.contract import refusals, sends
from profile_service.domain.concept import (
    MOST_HITS,
    ConceptId,
    ConceptKind,
    ConceptQuery,
    ConceptRef,
    SchemeName,
)
from profile_service.doors import Here, Public
from profile_service.portability.own_format import Wire, to_bytes
from profile_service.wire.concepts import render_details, render_edition, render_hit
from schemas import limits
from schemas.access import ConceptDetails, FoundConceptList, TaxonomyList
from schemas.access.concepts import SchemeId
from schemas.values import LanguageTag

router = APIRouter(prefix="/v1", tags=["concepts"])
_FOR_FIVE_MINUTES: Final = "public, max-age=300"
_LONGEST_TEXT: Final = 1_000
_MOST_RELATIONS: Final = 500
_MOST_NARROWED: Final = 20

_Known = Annotated[str | None, Header(alias="If-None-Match", max_length=2_000)]
_Language = Annotated[LanguageTag, Query(description="That labels are wanted in; else the next best.")]
_Scheme = Annotated[SchemeId, Query(description="The scheme.")]
_Id = Annotated[
    str, Query(alias="id", min_length=1, max_length=limits.CONCEPT_ID, description="The concept.")
]


def _answers(model: type) -> dict[int | str, dict[str, object]]:
    return {
        200: {"model": model, **sends("ETag")},
        304: {"description": "It has not changed.", **sends("ETag")},
    }


@router.get(
    "/concepts",
    responses={**_answers(FoundConceptList), **refusals()},
    summary="Find concepts by words: accents and case do not count, a beginning is enough, slips are forgiven",
)
async def search_concepts(
    _caller: Public,
    house: Here,
    q: Annotated[str, Query(max_length=_LONGEST_TEXT, description="What somebody typed.")],
    language: _Language = "sv",
    kind: Annotated[list[ConceptKind], Query(max_length=_MOST_NARROWED)] = [],  # noqa: B006  FastAPI copies it
    scheme: Annotated[list[SchemeId], Query(max_length=_MOST_NARROWED)] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=MOST_HITS)] = 20,
    known: _Known = None,
) -> Response:
    query = ConceptQuery(q, language, frozenset(kind), frozenset(map(SchemeName, scheme)), limit)
    hits = await house.look_up(lambda concepts: concepts.search(query))
    found: Wire = {"concepts": [render_hit(hit) for hit in hits]}
    return _kept(found, known) if hits.whole else _not_kept(found)


@router.get(
    "/concepts/one",
    responses={**_answers(ConceptDetails), **refusals("not-available")},
    summary="Everything about one concept: labels, description, where it leads",
)
async def concept(
    _caller: Public,
    house: Here,
    scheme: _Scheme,
    concept_id: _Id,
    language: _Language = "sv",
    known: _Known = None,
) -> Response:
    ref = ConceptRef(SchemeName(scheme), ConceptId(concept_id))
    return _kept(await house.look_up(lambda concepts: _details(concepts, ref, language)), known)


@router.get(
    "/taxonomies",
    responses={**_answers(TaxonomyList), **refusals()},
    summary="Which versions of which schemes were taken in, from which files, and under which terms",
)
async def taxonomies(_caller: Public, house: Here, known: _Known = None) -> Response:
    editions = await house.look_up(lambda concepts: concepts.editions())
    return _kept({"taxonomies": [render_edition(one) for one in editions]}, known)


def _details(concepts: Concepts, ref: ConceptRef, language: str) -> Wire:
    found = concepts.find(ref)
    if found is None:
        raise NotAvailableError
    leads_to = concepts.out_of(ref, ())[:_MOST_RELATIONS]
    led_to_by = concepts.into(ref, ())[:_MOST_RELATIONS]
    ends = [ref, *(one.target for one in leads_to), *(one.source for one in led_to_by)]
    labelled = concepts.labelled(ends, language)
    attribution = next(one.attribution for one in concepts.editions() if one.scheme == ref.scheme)
    return render_details(found, labelled[ref], attribution, (leads_to, led_to_by), labelled)


def _not_kept(wire: Wire) -> Response:
    """What was cut short: the same question may be answered better the next moment."""
    return Response(to_bytes(wire), media_type="application/json", headers={"Cache-Control": "no-store"})


def _kept(wire: Wire, known: str | None) -> Response:
    body = to_bytes(wire)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _FOR_FIVE_MINUTES}
    if {one.strip().removeprefix("W/") for one in (known or "").split(",")} & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
