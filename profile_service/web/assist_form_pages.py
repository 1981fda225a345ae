"""The forms in which a helper writes drafts. They have the fields that the person opened, and no others."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial
from profile_service.actions.drafting import Proposal, propose
from profile_service.actions.errors import (
    ContentError,
    NotAvailableError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.helped_reading import HelpedSection
from profile_service.domain.helping import Step
from profile_service.domain.profile import Assertion, ItemId, Profile
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsHelping, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.web.assist_pages import assist_page, helping, see
from profile_service.web.concept_pages import SUGGESTING, choices_context, choose, findable, look_for
from profile_service.web.forms import fill_answers, posted, read_answers
from profile_service.web.item_pages import Draft, mistakes_in, version_of
from profile_service.web.layouts import LAYOUTS
from profile_service.web.mistakes import by_field
from profile_service.web.options import options_for
from profile_service.web.profile_pages import written_here
from profile_service.web.rendering import go

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/help/now/{section}/add")
async def start_draft(request: Request, visit: AsHelping, house: Here, section: str) -> Response:
    """An empty form."""
    seen = await see(house, visit, written_here(section))
    return _form(request, visit, seen, Draft(section, {}))


@router.post("/agency/help/now/{section}/add")
async def draft_new_item(request: Request, visit: AsHelping, house: Here, section: str) -> Response:
    """Keep the draft, or show the form again with what is wrong."""
    answers = posted(await request.form())
    seen = await see(house, visit, written_here(section))
    if shown := await _choosing(request, visit, house, seen, Draft(section, answers)):
        return shown
    written = read_answers(section, answers, {})
    fields = {name: value for name, value in written.items() if name in seen.fields and value is not None}
    proposal = Proposal(section, Step.ADD, None, 0, fields)
    return await _keep(request, visit, house, seen, proposal, Draft(section, answers))


@router.get("/agency/help/now/{section}/{item}/change")
async def start_change(request: Request, visit: AsHelping, house: Here, section: str, item: str) -> Response:
    """The form of an entry, with what is open of it."""
    seen = await see(house, visit, written_here(section))
    entry = _entry(seen, item)
    return _form(request, visit, seen, Draft(section, fill_answers(section, entry.content), item=entry))


@router.post("/agency/help/now/{section}/{item}/change")
async def draft_change(request: Request, visit: AsHelping, house: Here, section: str, item: str) -> Response:
    """Keep what was changed as a draft; what is not open to the helper stays as it is."""
    answers = posted(await request.form())
    seen = await see(house, visit, written_here(section))
    entry = _entry(seen, item)
    if shown := await _choosing(request, visit, house, seen, Draft(section, answers, item=entry)):
        return shown
    written = read_answers(section, answers, entry.content)
    fields = {
        name: value
        for name, value in written.items()
        if name in seen.fields and value != entry.content.get(name)
    }
    if not fields:
        return go(f"/agency/help/now/{section}")
    proposal = Proposal(section, Step.CHANGE, entry.id, version_of(answers), fields)
    return await _keep(request, visit, house, seen, proposal, Draft(section, answers, item=entry))


@router.post("/agency/help/now/{section}/{item}/remove")
async def draft_removal(request: Request, visit: AsHelping, house: Here, section: str, item: str) -> Response:
    """Propose to take an entry out."""
    answers = posted(await request.form())
    seen = await see(house, visit, written_here(section))
    entry = _entry(seen, item)
    proposal = Proposal(section, Step.REMOVE, entry.id, version_of(answers), {})
    shown = Draft(section, fill_answers(section, entry.content), item=entry)
    return await _keep(request, visit, house, seen, proposal, shown)


async def _choosing(
    request: Request, visit: StaffVisit, house: House, seen: HelpedSection, draft: Draft
) -> Response | None:
    """The page of choices from the lists, or the form with what was chosen; None where the draft is to be kept."""
    section, answers = draft.section, draft.answers
    if (found := await look_for(house, visit.language, section, answers)) is not None:
        context = choices_context(words(visit.language), section, answers, found)
        return assist_page(
            request, visit, seen.assistance, "concept_choice.html", frame="assist_frame.html", **context
        )
    if (chosen := await choose(house, visit.language, section, answers)) is not None:
        return _form(request, visit, seen, Draft(section, chosen, item=draft.item))
    return None


async def _keep(
    request: Request, visit: StaffVisit, house: House, seen: HelpedSection, proposal: Proposal, draft: Draft
) -> Response:
    section = proposal.section
    try:
        async with Levelled(NotAvailableError):
            kept = await house.write(lambda work: propose(work, house.desk, helping(visit), proposal))
            if isinstance(kept, Denial):
                raise NotAvailableError
    except ContentError as error:
        wrong = Draft(section, draft.answers, error.objections, draft.item)
        return _form(request, visit, seen, wrong)
    except StaleVersionError:
        return _form(request, visit, seen, draft, status=409)
    except SectionFullError:
        return go(f"/agency/help/now/{section}")
    return go(f"/agency/help/now/{section}")


def _entry(seen: HelpedSection, item: str) -> Assertion:
    found = next((one for one in seen.items if one.id == ItemId(item)), None)
    if found is None:
        raise NotAvailableError
    return found


def _form(
    request: Request, visit: StaffVisit, seen: HelpedSection, draft: Draft, status: int | None = None
) -> Response:
    speech = words(visit.language)
    mistakes = mistakes_in(speech, draft)
    profile = Profile({seen.section: seen.version}, {seen.section: tuple(seen.items)})
    shown = assist_page(
        request,
        visit,
        seen.assistance,
        "assist_form.html",
        status=status or (422 if mistakes else 200),
        rule=SECTIONS[draft.section],
        layout=[field for field in LAYOUTS[draft.section] if field.name in seen.fields],
        answers=draft.answers,
        item=draft.item,
        changed=status is not None,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        options=options_for(speech, profile),
        version=draft.item.version if draft.item else None,
        **findable(draft.section, draft.item),
    )
    shown.headers.update(SUGGESTING)
    return shown
