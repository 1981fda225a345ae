"""What she has chosen by pictures or found in her own words, on its way into the profile: how well, one last look, and in.

Nothing is kept on the way: what she chose travels along in the form, so that it works without scripts and leaves nothing behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request, Response

from profile_service.actions.building import NewEntry, add_entries
from profile_service.domain.concept import ConceptHit
from profile_service.domain.profile import Json
from profile_service.doors import House, PortalVisit
from profile_service.web.forms import Answers, first
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import page

LEVELS: Final = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing that she ticked. `value` is what the form sends for it; `hit` is the concept that it stands for."""

    value: str
    label: str
    picture: str = ""
    section: str = "skills"
    hit: ConceptHit | None = None

    @property
    def code(self) -> Json:
        """The words that she saw, with the code behind them where there is one."""
        if self.hit is None or self.hit.deprecated:
            return {"label": self.label}
        ref = self.hit.ref
        return {
            "label": self.label,
            "scheme": ref.scheme,
            "concept_id": ref.id,
            "scheme_version": self.hit.version,
        }


@dataclass(frozen=True, slots=True)
class Way:
    """Where a form goes and comes back to, and what else travels along in it."""

    action: str
    title: str
    carried: Sequence[tuple[str, str]] = field(default=())


def level_in(answers: Answers, value: str) -> str:
    """The level that she chose for one thing; empty where she chose none."""
    level = first(answers, f"level.{value}")
    return level if level in LEVELS else ""


def levels_carried(answers: Answers, chosen: Sequence[Chosen]) -> list[tuple[str, str]]:
    """The levels as they travel along."""
    found = [(f"level.{one.value}", level_in(answers, one.value)) for one in chosen]
    return [(name, level) for name, level in found if level]


def show_levels(
    request: Request, visit: PortalVisit, way: Way, chosen: Sequence[Chosen], answers: Answers
) -> Response:
    """How well she can do each: four plain answers with pictures, and none of them chosen for her."""
    return _shown(request, visit, "chosen_levels.html", way, chosen, answers)


def show_check(
    request: Request,
    visit: PortalVisit,
    way: Way,
    chosen: Sequence[Chosen],
    answers: Answers,
    *,
    mistakes: Sequence[Mistake] = (),
    story: Mapping[str, str] | None = None,
) -> Response:
    """All of it once more, before it is in the profile.

    Args:
        story: the title and the words of an experience that is kept along; None where none is.
    """
    context = {"mistakes": mistakes, "story": story}
    return _shown(request, visit, "chosen_check.html", way, chosen, answers, **context)


def skill_entry(one: Chosen, answers: Answers) -> NewEntry:
    """The entry that it becomes."""
    level = level_in(answers, one.value)
    content: dict[str, Json] = {"skill": one.code}
    if level:
        content["level"] = int(level)
    return NewEntry("skills", content)


async def put_in(house: House, visit: PortalVisit, entries: Sequence[NewEntry]) -> int:
    """Write it all in, or nothing. How many entries are new.

    Raises:
        ContentError, SingleItemError: it cannot be written; nothing is.
    """
    added = await house.write(lambda work: add_entries(work, house.desk, visit.individual, entries))
    return len(added)


def _shown(
    request: Request,
    visit: PortalVisit,
    template: str,
    way: Way,
    chosen: Sequence[Chosen],
    answers: Answers,
    **context: Any,
) -> Response:
    mistakes = context.get("mistakes") or ()
    return page(
        request,
        visit,
        template,
        status=422 if mistakes else 200,
        way=way,
        chosen=chosen,
        skills=[one for one in chosen if one.section == "skills"],
        level_of=lambda value: level_in(answers, value),
        levels=LEVELS,
        **{"mistakes": (), "story": None, **context},
    )
