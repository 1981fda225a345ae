"""My profile: look at it, and see what an entry said before."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.acting import past_at_portal, read_at_portal
from profile_service.actions.building import settled_of
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.exporting import export_everything
from profile_service.actions.own_assessments import assessments_of
from profile_service.actions.own_profile import read_own_item
from profile_service.domain.building import (
    BY_OTHERS,
    CAN_BE_SETTLED,
    SENSITIVE,
    next_task,
    task_of,
    tasks,
)
from profile_service.domain.profile import ItemId
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortalToSee, AtPortalToWrite, FreshAtPortal, Here
from profile_service.language import words
from profile_service.portability.own_format import to_bytes
from profile_service.web.building_pages import rows_of
from profile_service.web.concept_pages import gone_codes
from profile_service.web.rendering import HEADERS, page
from profile_service.web.section_pictures import SECTION_PICTURES
from profile_service.wire.export import render_export

router: Final = APIRouter(include_in_schema=False)


def known(section: str) -> str:
    """The section; NotAvailableError where there is none of that name."""
    if section not in SECTIONS:
        raise NotAvailableError
    return section


def written_here(section: str) -> str:
    """The section; NotAvailableError where there is none of that name, or others state what stands in it."""
    if SECTIONS[known(section)].by_others:
        raise NotAvailableError
    return section


@router.get("/my/profile")
async def show_profile(request: Request, visit: AtPortalToSee, house: Here) -> Response:
    """All sections as a list of things that can be done."""
    by_another = visit.acting is not None
    profile = await house.read(
        lambda work: read_at_portal(work, house.desk, visit.individual, by_another=by_another)
    )
    counts = {section: len(items) for section, items in profile.sections.items()}
    settled: frozenset[str] = frozenset()
    waiting = 0
    if not by_another:
        settled = await house.read(lambda work: settled_of(work, visit.individual))
        found = await house.read(lambda work: assessments_of(work, house.desk, visit.individual))
        waiting = sum(view.waits for view in found)
    speech, listed = words(visit.language), tasks(counts, settled)
    return page(
        request,
        visit,
        "profile.html",
        rows=rows_of(speech, listed),
        sensitive=rows_of(speech, tasks(counts, settled, SENSITIVE)),
        others=rows_of(speech, tasks(counts, settled, BY_OTHERS)),
        following=next_task(listed),
        pictures=SECTION_PICTURES,
        waiting=waiting,
    )


@router.get("/my/profile.json")
async def take_json(visit: FreshAtPortal, house: Here) -> Response:
    """Everything of hers as a file that other programs can read, in the shape that the API has."""
    taken = await house.write(lambda work: export_everything(work, house.desk, visit.individual, "json"))
    headers = {**HEADERS, "Content-Disposition": 'attachment; filename="egenkarta.json"'}
    return Response(to_bytes(render_export(taken)), media_type="application/json", headers=headers)


@router.get("/my/profile/{section}")
async def show_section(request: Request, visit: AtPortalToSee, house: Here, section: str) -> Response:
    """The entries of one section."""
    by_another = visit.acting is not None
    profile = await house.read(
        lambda work: read_at_portal(work, house.desk, visit.individual, by_another=by_another)
    )
    rule = SECTIONS[known(section)]
    items = profile.sections.get(section, ())
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    settled: frozenset[str] = frozenset()
    if not by_another:
        settled = await house.read(lambda work: settled_of(work, visit.individual))
    return page(
        request,
        visit,
        "section.html",
        task=task_of(section, len(items), settled),
        can_be_settled=section in CAN_BE_SETTLED and not by_another,
        rule=rule,
        items=items,
        profile=profile,
        beside=profile.sections,
        today=today,
        gone=await gone_codes(house, section, items, visit.language),
    )


@router.get("/my/profile/{section}/{item}/history")
async def show_history(
    request: Request, visit: AtPortalToSee, house: Here, section: str, item: str
) -> Response:
    """Every version of an entry, newest first."""
    one, by_another = (known(section), ItemId(item)), visit.acting is not None
    past = await house.read(
        lambda work: past_at_portal(work, house.desk, visit.individual, *one, by_another=by_another)
    )
    return page(request, visit, "history.html", rule=SECTIONS[section], past=past)


@router.get("/my/profile/{section}/{item}/remove")
async def confirm_removal(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """What removing does, before it is done."""
    entry = await house.read(
        lambda work: read_own_item(work, house.desk, visit.individual, written_here(section), ItemId(item))
    )
    return page(request, visit, "remove.html", rule=SECTIONS[section], item=entry)
