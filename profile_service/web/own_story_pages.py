"""Adding by free text: she tells in her own words, the lists are asked for the words that they know, she ticks what is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.building import NewEntry
from profile_service.actions.errors import BusyError, ContentError, SingleItemError
from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import ConceptKind, ConceptQuery, SchemeName
from profile_service.domain.free_text import LONGEST_TEXT, Proposal, proposals, questions
from profile_service.domain.profile import Json
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
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
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.picture_pages import MOST_TOLD, refused
from profile_service.web.rendering import go, page
from schemas import limits

router: Final = APIRouter(include_in_schema=False)
_KINDS: Final = frozenset({ConceptKind.SKILL, ConceptKind.OCCUPATION})
_SCHEMES: Final = frozenset({SchemeName("esco"), SchemeName("jobtech")})
_FOUND_FOR_EACH: Final = 12


@dataclass(frozen=True, slots=True)
class Story:
    """What she wrote, whether she keeps it as something that she has done, and what she calls that."""

    text: str
    keep: bool
    title: str

    @property
    def carried(self) -> list[tuple[str, str]]:
        kept = [("keep", "yes")] if self.keep else []
        return [("text", self.text), ("title", self.title), *kept]


@router.get("/my/tell")
async def start_telling(
    request: Request,
    visit: AtPortal,
    added: Annotated[int | None, Query(ge=0, le=MOST_TOLD)] = None,
) -> Response:
    """An empty page to tell on."""
    return _ask(request, visit, "", added=added)


@router.post("/my/tell")
async def tell(request: Request, visit: AtPortal, house: Here) -> Response:
    """The next step of it; back to the text, or to the ticks, with all that was written."""
    answers = posted(await request.form())
    story, step = _story(answers), first(answers, "step")
    if step == "text":
        return _ask(request, visit, story.text)
    if mistake := _wrong_text(visit, story.text):
        return _ask(request, visit, story.text, mistake)
    try:
        found = await _proposals(house, visit, story.text)
    except BusyError:
        told = words(visit.language)(N_("The lists are busy. Your words are still here. Try again."))
        return _ask(request, visit, story.text, Mistake("text", "text", "", told))
    if step in ("find", "proposals", ""):
        return _offer(request, visit, story, found, answers)
    chosen = _chosen(found, answers)
    if mistake := _missing(visit, story, chosen):
        return _offer(request, visit, story, found, answers, mistake)
    return await _go_on(request, visit, house, story, chosen, answers, step)


async def _go_on(
    request: Request,
    visit: PortalVisit,
    house: House,
    story: Story,
    chosen: Sequence[Chosen],
    answers: Answers,
    step: str,
) -> Response:
    way = _way(visit, story, chosen, answers)
    if step == "levels" and any(one.section == "skills" for one in chosen):
        return show_levels(request, visit, way, chosen, answers)
    told = _told(story, chosen)
    if step != "save":
        return show_check(request, visit, way, chosen, answers, story=told)
    try:
        added = await put_in(house, visit, _entries(story, chosen, answers))
    except (ContentError, SingleItemError):
        return show_check(request, visit, way, chosen, answers, story=told, mistakes=[refused(visit)])
    return go(f"/my/tell?added={min(added, MOST_TOLD)}")


def _story(answers: Answers) -> Story:
    text, title = (without_controls(first(answers, name)).strip() for name in ("text", "title"))
    return Story(text, bool(first(answers, "keep")), title)


def _wrong_text(visit: PortalVisit, text: str) -> Mistake | None:
    speech = words(visit.language)
    if not text:
        return Mistake("text", "text", "", speech(N_("Write a few words about what you have done.")))
    if len(text) > LONGEST_TEXT:
        told = speech(N_("This is too long. Write at most {number} signs."), number=LONGEST_TEXT)
        return Mistake("text", "text", "", told)
    return None


def _missing(visit: PortalVisit, story: Story, chosen: Sequence[Chosen]) -> Mistake | None:
    speech = words(visit.language)
    if not chosen and not story.keep:
        return Mistake("pick", "pick", "", speech(N_("Tick at least one thing, or keep your own words.")))
    needs_title = story.keep and all(one.section == "skills" for one in chosen)
    if needs_title and not story.title:
        return Mistake("title", "title", "", speech(N_("Write a short name for what you have done.")))
    if len(story.title) > limits.SHORT_TEXT:
        told = speech(N_("This is too long. Write at most {number} signs."), number=limits.SHORT_TEXT)
        return Mistake("title", "title", "", told)
    return None


async def _proposals(house: House, visit: PortalVisit, text: str) -> tuple[Proposal, ...]:
    """What the lists know of her words. Asked here and kept nowhere; nothing leaves the service."""

    def ask(concepts: Concepts) -> tuple[Proposal, ...]:
        hits = [
            hit
            for one in questions(text)
            for hit in concepts.search(ConceptQuery(one, visit.language, _KINDS, _SCHEMES, _FOUND_FOR_EACH))
            if len(hit.label) <= limits.SHORT_TEXT
        ]
        # Compared where they were looked up, so that nobody else waits for a long text.
        return proposals(text, hits)

    return await house.look_up(ask)


def _chosen(found: Sequence[Proposal], answers: Answers) -> list[Chosen]:
    ticked = set(answers.get("pick", ()))
    return [one for one in map(_as_choice, found) if one.value in ticked]


def _as_choice(proposal: Proposal) -> Chosen:
    hit = proposal.hit
    section = "skills" if hit.kind is ConceptKind.SKILL else "experience"
    return Chosen(f"{hit.ref.scheme} {hit.ref.id}", hit.label, section=section, hit=hit)


def _way(visit: PortalVisit, story: Story, chosen: Sequence[Chosen], answers: Answers) -> Way:
    carried = [*story.carried, *(("pick", one.value) for one in chosen), *levels_carried(answers, chosen)]
    return Way("/my/tell", words(visit.language)(N_("Tell in your own words")), carried)


def _told(story: Story, chosen: Sequence[Chosen]) -> Mapping[str, str] | None:
    if not story.keep:
        return None
    job = next((one.label for one in chosen if one.section == "experience"), "")
    return {"title": story.title or job, "text": story.text}


def _entries(story: Story, chosen: Sequence[Chosen], answers: Answers) -> list[NewEntry]:
    """Skills, and what she has done: her own words stand with the first occupation, or under the name that she gave."""
    jobs = [one for one in chosen if one.section == "experience"]
    done: list[dict[str, Json]] = [{"title": one.label, "occupation": one.code} for one in jobs]
    if story.keep:
        if not done:
            done = [{"title": story.title}]
        done[0] |= {"title": story.title or str(done[0]["title"]), "tasks": story.text}
    return [
        *(skill_entry(one, answers) for one in chosen if one.section == "skills"),
        *(NewEntry("experience", one) for one in done),
    ]


def _ask(
    request: Request,
    visit: PortalVisit,
    text: str,
    mistake: Mistake | None = None,
    added: int | None = None,
) -> Response:
    mistakes = [mistake] if mistake else []
    return page(
        request,
        visit,
        "tell.html",
        status=422 if mistakes else 200,
        text=text,
        longest=LONGEST_TEXT,
        mistakes=mistakes,
        added=added,
    )


def _offer(
    request: Request,
    visit: PortalVisit,
    story: Story,
    found: Sequence[Proposal],
    answers: Answers,
    mistake: Mistake | None = None,
) -> Response:
    ticked = set(answers.get("pick", ()))
    rows = [(_as_choice(one), one) for one in found]
    mistakes = [mistake] if mistake else []
    return page(
        request,
        visit,
        "tell_found.html",
        status=422 if mistakes else 200,
        back="/my/tell",
        story=story,
        jobs=[row for row in rows if row[0].section == "experience"],
        skills=[row for row in rows if row[0].section == "skills" and row[1].whole],
        perhaps=[row for row in rows if row[0].section == "skills" and not row[1].whole],
        ticked=ticked,
        carried=levels_carried(answers, [one for one, _ in rows]),
        longest_title=limits.SHORT_TEXT,
        mistakes=mistakes,
    )
