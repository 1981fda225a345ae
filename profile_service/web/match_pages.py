"""What a job needs, and what of it I have: seen by her alone, until she shows it by a link."""

from collections.abc import Sequence
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.matching import (
    OCCUPATION_SCHEMES,
    Own,
    find_occupations,
    labelled_occupations,
    own_claims,
)
from profile_service.actions.own_profile import add_item
from profile_service.domain.concept import LONGEST_QUERY, ConceptHit, ConceptKind, ConceptRef
from profile_service.domain.profile import Json
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.matches import match_of, ref_of
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_LEVELS: Final = (1, 2, 3, 4)
_Code = Annotated[str, Query(max_length=400)]


@router.get("/my/match")
async def show_match(
    request: Request, visit: AtPortal, house: Here, scheme: _Code = "", id: _Code = ""
) -> Response:
    """Which job? From her goals or by search; with one chosen, what it needs and what of it she has."""
    own = await _own(house, visit)
    if not id:
        return await _choose(request, visit, house, own)
    found = await match_of(house, own.claims, ref_of(scheme, id), visit.language)
    if found is None:
        raise NotAvailableError
    return page(
        request,
        visit,
        "match.html",
        found=found,
        fit=found.fit,
        uncoded=own.uncoded,
        add=_add_to,
        address=_address,
    )


@router.post("/my/match")
async def search_occupation(request: Request, visit: AtPortal, house: Here) -> Response:
    """Look for an occupation. Posted, so that her words stand in no address."""
    text = without_controls(first(posted(await request.form()), "text"))[:LONGEST_QUERY]
    hits = await house.look_up(lambda concepts: find_occupations(concepts, text, visit.language))
    return await _choose(request, visit, house, await _own(house, visit), text, hits)


@router.get("/my/match/add")
async def start_adding(
    request: Request,
    visit: AtPortal,
    house: Here,
    scheme: _Code = "",
    id: _Code = "",
    job_scheme: _Code = "",
    job: _Code = "",
) -> Response:
    """A skill that is missing, to be added: only how well is asked."""
    skill = await _skill(house, visit, ref_of(scheme, id))
    return page(request, visit, "match_add.html", skill=skill, job_scheme=job_scheme, job=job, mistakes=[])


@router.post("/my/match/add")
async def add_missing(request: Request, visit: AtPortal, house: Here) -> Response:
    """Write it into her profile, with its code, and go back to the picture."""
    answers = posted(await request.form())
    skill = await _skill(house, visit, ref_of(first(answers, "scheme"), first(answers, "id")))
    level = first(answers, "level")
    raw: dict[str, Json] = {
        "skill": {
            "label": skill.label,
            "scheme": skill.ref.scheme,
            "concept_id": skill.ref.id,
            "scheme_version": skill.version,
        }
    }
    if level in {str(one) for one in _LEVELS}:
        raw["level"] = int(level)
    job = first(answers, "job_scheme"), first(answers, "job")
    try:
        await house.write(lambda work: add_item(work, house.desk, visit.individual, "skills", raw))
    except ContentError:
        text = words(visit.language)(N_("This could not be added here. Add it in your profile."))
        mistakes = [Mistake("", "level", "", text)]
        return page(
            request,
            visit,
            "match_add.html",
            status=422,
            skill=skill,
            job_scheme=job[0],
            job=job[1],
            mistakes=mistakes,
            back="/my/match",
        )
    return go(_address(ref_of(*job)) if job[0] in OCCUPATION_SCHEMES else "/my/match")


async def _own(house: House, visit: PortalVisit) -> Own:
    return await house.read(lambda work: own_claims(work, house.desk, visit.individual))


async def _skill(house: House, visit: PortalVisit, ref: ConceptRef) -> ConceptHit:
    found = await house.look_up(lambda concepts: concepts.labelled([ref], visit.language))
    if ref not in found or found[ref].kind is not ConceptKind.SKILL:
        raise NotAvailableError
    return found[ref]


async def _choose(
    request: Request,
    visit: PortalVisit,
    house: House,
    own: Own,
    text: str = "",
    hits: Sequence[ConceptHit] | None = None,
) -> Response:
    goals = await house.look_up(lambda concepts: labelled_occupations(concepts, own.goals, visit.language))
    return page(
        request,
        visit,
        "match_choose.html",
        goals=goals,
        text=text,
        hits=hits,
        longest=LONGEST_QUERY,
        address=_address,
        back="/my/match",
    )


def _address(ref: ConceptRef) -> str:
    return f"/my/match?{urlencode({'scheme': ref.scheme, 'id': ref.id})}"


def _add_to(skill: ConceptHit, job: ConceptRef) -> str:
    """Where a missing skill is added: by its own form, or in the section that it belongs to."""
    if skill.kind is ConceptKind.LICENCE:
        return "/my/profile/licences/add"
    if skill.kind is ConceptKind.LANGUAGE:
        return "/my/profile/languages/add"
    named = {"scheme": skill.ref.scheme, "id": skill.ref.id, "job_scheme": job.scheme, "job": job.id}
    return f"/my/match/add?{urlencode(named)}"
