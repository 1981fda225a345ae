"""Adding by pictures: where life goes on, what she does there, how well, one last look."""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.building import stands
from profile_service.actions.errors import ContentError, NotAvailableError, SingleItemError
from profile_service.actions.own_profile import read_own_section
from profile_service.domain.everyday import BY_NAME, PLACES, Everyday, Place
from profile_service.domain.profile import Assertion
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.language.everyday_names import EVERYDAY_NAMES, PLACE_NAMES
from profile_service.language.marking import N_
from profile_service.web.chosen import (
    Chosen,
    Way,
    levels_carried,
    put_in,
    show_check,
    show_levels,
    skill_entry,
)
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
MOST_TOLD: Final = 99


@router.get("/my/pictures")
async def show_places(
    request: Request,
    visit: AtPortal,
    added: Annotated[int | None, Query(ge=0, le=MOST_TOLD)] = None,
) -> Response:
    """Where life goes on, as pictures."""
    speech = words(visit.language)
    rows = [
        {
            "title": speech(PLACE_NAMES[place.name]),
            "href": f"/my/pictures/{place.name}",
            "picture": place.picture,
        }
        for place in PLACES
    ]
    return page(request, visit, "pictures.html", rows=rows, added=added)


@router.get("/my/pictures/{place}")
async def show_place(request: Request, visit: AtPortal, house: Here, place: str) -> Response:
    """What people do there, to tick."""
    return await _choose(request, visit, house, _place(place), {})


@router.post("/my/pictures/{place}")
async def take_pictures(request: Request, visit: AtPortal, house: Here, place: str) -> Response:
    """The next step: how well, the last look, or in; or back to the pictures, with her ticks."""
    where, answers = _place(place), posted(await request.form())
    chosen = await _chosen(house, visit, where, answers)
    step = first(answers, "step")
    if step == "pictures":
        return await _choose(request, visit, house, where, answers)
    if not chosen:
        return await _choose(request, visit, house, where, answers, missing=True)
    way = _way(visit, where, chosen, answers)
    if step == "check":
        return show_check(request, visit, way, chosen, answers)
    if step != "save":
        return show_levels(request, visit, way, chosen, answers)
    try:
        added = await put_in(house, visit, [skill_entry(one, answers) for one in chosen])
    except (ContentError, SingleItemError):
        return show_check(request, visit, way, chosen, answers, mistakes=[refused(visit)])
    return go(f"/my/pictures?added={min(added, MOST_TOLD)}")


def refused(visit: PortalVisit) -> Mistake:
    """What is said where it could not be written in."""
    return Mistake(
        "", "check", "", words(visit.language)(N_("This could not be saved. Nothing was lost. Try again."))
    )


def _place(name: str) -> Place:
    if name not in BY_NAME:
        raise NotAvailableError
    return BY_NAME[name]


def _way(visit: PortalVisit, where: Place, chosen: Sequence[Chosen], answers: Answers) -> Way:
    carried = [("pick", one.value) for one in chosen] + levels_carried(answers, chosen)
    return Way(f"/my/pictures/{where.name}", words(visit.language)(PLACE_NAMES[where.name]), carried)


async def _chosen(house: House, visit: PortalVisit, where: Place, answers: Answers) -> list[Chosen]:
    """What she ticked of this place, each with the concept that it stands for where the lists have it."""
    ticked = set(answers.get("pick", ()))
    return [one for one in await _all(house, visit, where) if one.value in ticked]


async def _all(house: House, visit: PortalVisit, where: Place) -> list[Chosen]:
    speech = words(visit.language)
    refs = [skill.concept for skill in where.skills if skill.concept is not None]
    hits = await house.look_up(lambda concepts: concepts.labelled(refs, visit.language))

    def chosen(skill: Everyday) -> Chosen:
        hit = None if skill.concept is None else hits.get(skill.concept)
        return Chosen(skill.key, speech(EVERYDAY_NAMES[skill.key]), f"skills/{skill.key}", hit=hit)

    return [chosen(skill) for skill in where.skills]


async def _choose(
    request: Request,
    visit: PortalVisit,
    house: House,
    where: Place,
    answers: Answers,
    *,
    missing: bool = False,
) -> Response:
    speech = words(visit.language)
    hers = await _skills(house, visit)
    there = {
        one.value for one in await _all(house, visit, where) if stands(hers, "skills", {"skill": one.code})
    }
    ticked = set(answers.get("pick", ()))
    rows = [
        {
            "value": one.value,
            "title": one.label,
            "picture": one.picture,
            "chosen": one.value in ticked,
            "there": one.value in there,
        }
        for one in await _all(house, visit, where)
    ]
    told = speech(N_("Tap at least one picture."))
    mistakes = [Mistake("pick", "pick", "", told)] if missing else []
    return page(
        request,
        visit,
        "pictures_place.html",
        status=422 if mistakes else 200,
        back=f"/my/pictures/{where.name}",
        place=where,
        title=speech(PLACE_NAMES[where.name]),
        rows=[row for row in rows if not row["there"]],
        there=[row for row in rows if row["there"]],
        carried=levels_carried(answers, [Chosen(key, "") for key in ticked]),
        mistakes=mistakes,
    )


async def _skills(house: House, visit: PortalVisit) -> Sequence[Assertion]:
    items, _ = await house.read(lambda work: read_own_section(work, house.desk, visit.individual, "skills"))
    return items
