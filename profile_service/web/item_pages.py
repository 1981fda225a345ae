"""The forms of my profile: add, change and remove an entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from consent.mandate import Power
from consent.request import Objection
from profile_service.actions.errors import ContentError, SingleItemError, StaleVersionError
from profile_service.actions.own_profile import (
    add_item,
    read_own_item,
    read_own_profile,
    remove_item,
    rewrite_item,
)
from profile_service.actions.ports import Work
from profile_service.domain.evidence_file import FILE_FIELD
from profile_service.domain.profile import Assertion, ItemId, Profile
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortalToWrite, Here, House, PortalVisit, standing
from profile_service.language import Words, field_label, words
from profile_service.web.concept_pages import SUGGESTING, choices_context, choose, findable, look_for
from profile_service.web.forms import Answers, fill_answers, first, posted, read_answers
from profile_service.web.layouts import LAYOUTS, Widget
from profile_service.web.mistakes import Mistake, by_field, explain, field_of
from profile_service.web.options import options_for
from profile_service.web.profile_pages import written_here
from profile_service.web.rendering import go, page
from profile_service.web.uploads import filled
from schemas import limits

router: Final = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stands: what is in its inputs, what is wrong with it, and what it is a change of.

    `newer` is the entry as it was changed somewhere else while this form was being filled in.
    """

    section: str
    answers: Answers
    objections: Sequence[Objection] = ()
    item: Assertion | None = None
    newer: Assertion | None = None


@router.get("/my/profile/{section}/add")
async def start_item(
    request: Request,
    visit: AtPortalToWrite,
    house: Here,
    section: str,
    file: Annotated[str, Query(max_length=limits.IDENTIFIER)] = "",
) -> Response:
    """An empty form, or one about a file that is there. A section that holds one entry and has it shows that one instead."""
    profile = await _profile(house, visit)
    items = profile.sections.get(written_here(section), ())
    if SECTIONS[section].single and items:
        return go(f"/my/profile/{section}/{items[0].id}/change")
    return _form(request, visit, profile, Draft(section, {FILE_FIELD: [file]} if file else {}))


@router.post("/my/profile/{section}/add")
async def save_new_item(request: Request, visit: AtPortalToWrite, house: Here, section: str) -> Response:
    """Add the entry, or show the form again with what is wrong."""
    came = await filled(house, visit, written_here(section), await request.form())
    answers = came.answers
    if shown := await _choosing(request, visit, house, Draft(written_here(section), answers)):
        return shown
    raw = {
        name: value
        for name, value in read_answers(written_here(section), answers, {}).items()
        if value is not None
    }
    if came.objections:
        draft = Draft(section, answers, came.objections)
        return _form(request, visit, await _profile(house, visit), draft)
    try:
        await _write(house, visit, lambda work: add_item(work, house.desk, visit.individual, section, raw))
    except ContentError as error:
        draft = Draft(section, answers, error.objections)
        return _form(request, visit, await _profile(house, visit), draft)
    except SingleItemError:
        return go(f"/my/profile/{section}")
    return go(f"/my/profile/{section}")


@router.get("/my/profile/{section}/{item}/change")
async def open_item(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """The form of an entry, filled in."""
    entry = await _entry(house, visit, section, item)
    draft = Draft(section, fill_answers(section, entry.content), item=entry)
    return _form(request, visit, await _profile(house, visit), draft)


@router.post("/my/profile/{section}/{item}/change")
async def save_item(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """Write over the entry, or show the form again: with what is wrong, or with what was saved meanwhile."""
    entry = await _entry(house, visit, section, item)
    came = await filled(house, visit, section, await request.form())
    answers = came.answers
    if shown := await _choosing(request, visit, house, Draft(section, answers, item=entry)):
        return shown
    if came.objections:
        draft = Draft(section, answers, came.objections, entry)
        return _form(request, visit, await _profile(house, visit), draft)
    patch = read_answers(section, answers, entry.content)
    expected = version_of(answers)
    try:
        await _write(
            house,
            visit,
            lambda work: rewrite_item(work, house.desk, visit.individual, section, entry.id, patch, expected),
        )
    except ContentError as error:
        draft = Draft(section, answers, error.objections, entry)
        return _form(request, visit, await _profile(house, visit), draft)
    except StaleVersionError:
        newer = await _entry(house, visit, section, item)
        draft = Draft(section, answers, item=newer, newer=newer)
        return _form(request, visit, await _profile(house, visit), draft, status=409)
    return go(f"/my/profile/{section}")


@router.post("/my/profile/{section}/{item}/remove")
async def take_item_out(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """Remove the entry that was shown; if it has changed since, show it as it is now and ask again."""
    expected = version_of(posted(await request.form()))
    try:
        await _write(
            house,
            visit,
            lambda work: remove_item(
                work, house.desk, visit.individual, written_here(section), ItemId(item), expected
            ),
        )
    except StaleVersionError:
        return go(f"/my/profile/{section}/{item}/remove")
    return go(f"/my/profile/{section}")


async def _choosing(request: Request, visit: PortalVisit, house: House, draft: Draft) -> Response | None:
    """The page of choices from the lists, or the form with what was chosen; None where the form is to be saved."""
    section, answers = draft.section, draft.answers
    if (found := await look_for(house, visit.language, section, answers)) is not None:
        context = choices_context(words(visit.language), section, answers, found)
        return page(request, visit, "concept_choice.html", frame="base.html", **context)
    if (chosen := await choose(house, visit.language, section, answers)) is not None:
        return _form(request, visit, await _profile(house, visit), Draft(section, chosen, item=draft.item))
    return None


async def _write(house: House, visit: PortalVisit, act: Callable[[Work], object]) -> None:
    """In her profile, by herself or by somebody whose mandate stands in this very transaction."""
    await house.write(standing(house, visit, Power.WRITE, act))


async def _profile(house: House, visit: PortalVisit) -> Profile:
    return await house.read(lambda work: read_own_profile(work, house.desk, visit.individual))


async def _entry(house: House, visit: PortalVisit, section: str, item: str) -> Assertion:
    return await house.read(
        lambda work: read_own_item(work, house.desk, visit.individual, written_here(section), ItemId(item))
    )


def version_of(answers: Answers) -> int:
    """The version that the form was made from. A form without one matches no version."""
    text = first(answers, "version")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def _form(
    request: Request, visit: PortalVisit, profile: Profile, draft: Draft, status: int | None = None
) -> Response:
    speech = words(visit.language)
    mistakes = mistakes_in(speech, draft)
    shown = page(
        request,
        visit,
        "item_form.html",
        status=status or (422 if mistakes else 200),
        rule=SECTIONS[draft.section],
        layout=LAYOUTS[draft.section],
        answers=draft.answers,
        item=draft.item,
        newer=draft.newer,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        options=options_for(speech, profile),
        version=draft.item.version if draft.item else None,
        **findable(draft.section, draft.item),
    )
    shown.headers.update(SUGGESTING)
    return shown


def mistakes_in(speech: Words, draft: Draft) -> list[Mistake]:
    """What is wrong in a form, told to the person who filled it in."""
    fields = {field.name: field for field in LAYOUTS[draft.section]}
    mistakes = []
    for objection in draft.objections:
        name = field_of(objection)
        field = fields.get(name)
        if field is None or field.widget is Widget.FIXED:
            mistakes.append(Mistake("", LAYOUTS[draft.section][0].anchor, "", explain(speech, objection)))
            continue
        label = field_label(speech, draft.section, name)
        mistakes.append(Mistake(name, field.anchor, label, explain(speech, objection)))
    return mistakes
