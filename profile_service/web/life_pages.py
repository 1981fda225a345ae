"""Her life as she told it, and the whole profile on paper."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.protection import for_others, is_protected
from profile_service.domain.disclosure import as_recipient_sees
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import ORDINARY, SECTIONS
from profile_service.domain.timeline import Moment, timeline
from profile_service.doors import AtPortal, Here
from profile_service.language import Words, item_title, section_label, words
from profile_service.language.marking import N_
from profile_service.web.rendering import page
from profile_service.web.section_pictures import SECTION_PICTURES

router: Final = APIRouter(include_in_schema=False)
_WHERE: Final = {"experience": "employer", "education": "school", "evidence": "issuer"}


@router.get("/my/timeline")
async def show_timeline(request: Request, visit: AtPortal, house: Here) -> Response:
    """The line of her life: what began when, as much of each date as she gave."""
    profile = await house.read(lambda work: read_own_profile(work, house.desk, visit.individual))
    line, speech = timeline(profile.sections), words(visit.language)
    return page(
        request,
        visit,
        "life.html",
        years=[(one.year, [_row(speech, moment) for moment in one.moments]) for one in line.years],
        undated=[_row(speech, moment) for moment in line.undated],
    )


@router.get("/my/print")
async def show_paper(
    request: Request, visit: AtPortal, house: Here, sensitive: Annotated[bool, Query()] = False
) -> Response:
    """The whole profile as one page for paper.

    Paper is handed on: what stays with her under protected identity is not on it, nor an employer that she hides, nor what is of a
    special category before she asks for it.
    """
    profile = await house.read(
        lambda work: for_others(work, visit.individual, read_own_profile(work, house.desk, visit.individual))
    )
    protected = await house.read(lambda work: is_protected(work, visit.individual))
    found = {
        section: [item for item in _for_paper(items, sensitive=sensitive) if item.content]
        for section, items in profile.sections.items()
    }
    return page(
        request,
        visit,
        "paper.html",
        catalogue=SECTIONS,
        found=found,
        sensitive=sensitive,
        protected=protected,
        today=house.desk.clock.now().astimezone(house.desk.zone).date(),
        swedish=words("sv"),
        section_label=section_label,
    )


def _for_paper(items: Sequence[Assertion], *, sensitive: bool) -> Sequence[Assertion]:
    seen = as_recipient_sees(items)
    return seen if sensitive else [_ordinary(item) for item in seen]


def _ordinary(item: Assertion) -> Assertion:
    kept = ORDINARY[item.section]
    return replace(item, content={name: value for name, value in item.content.items() if name in kept})


def _row(speech: Words, moment: Moment) -> dict[str, str]:
    section, content = moment.entry.section, moment.entry.content
    where = content.get(_WHERE.get(section, ""))
    return {
        "when": _when(speech, moment),
        "title": item_title(speech, section, content) or section_label(speech, section),
        "text": str(where or content.get("certificate") or content.get("sfi_course") or ""),
        "picture": SECTION_PICTURES[section],
        "href": f"/my/profile/{section}",
    }


def _when(speech: Words, moment: Moment) -> str:
    """Its time, as far as she gave it: nothing is filled in."""
    start, end = speech.partial(moment.start), speech.partial(moment.end)
    if moment.ongoing and start:
        return speech(N_("{start}, still going on"), start=start)
    if moment.ongoing:
        return speech(N_("Still going on"))
    if start and end and start != end:
        return speech(N_("{start} to {end}"), start=start, end=end)
    return start or (speech(N_("Until {end}"), end=end) if end else "")
