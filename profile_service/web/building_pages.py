"""The profile as a list of things to do, and her word that a part is done or stays empty."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.building import settle
from profile_service.domain.building import BY_OTHERS, Task, TaskState
from profile_service.doors import AtPortal, Here
from profile_service.language import Words, section_label
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go
from profile_service.web.section_pictures import SECTION_PICTURES

router: Final = APIRouter(include_in_schema=False)
_STATES: Final[Mapping[TaskState, tuple[str, str]]] = {
    TaskState.NOT_BEGUN: (N_("Not begun"), ""),
    TaskState.BEGUN: (N_("Begun"), ""),
    TaskState.DONE: (N_("Done"), "good"),
    TaskState.NOTHING: (N_("Nothing to add"), "good"),
}
_BY_OTHERS: Final = {False: (N_("Nothing yet"), ""), True: (N_("There is something"), "")}
"""What others state is no task of hers."""


@router.post("/my/profile/{section}/done")
async def say_done(request: Request, visit: AtPortal, house: Here, section: str) -> Response:
    """She is done with a part, or has nothing to say there; or she opens it again."""
    done = first(posted(await request.form()), "answer") != "open"
    await house.write(lambda work: settle(work, visit.individual, section, done=done))
    return go("/my/profile" if done else f"/my/profile/{section}")


def rows_of(speech: Words, listed: Sequence[Task]) -> list[Mapping[str, str]]:
    """The tasks as a page lists them: how each stands in words, never as a score."""
    return [_row(speech, task) for task in listed]


def _row(speech: Words, task: Task) -> Mapping[str, str]:
    msgid, kind = _BY_OTHERS[bool(task.count)] if task.section in BY_OTHERS else _STATES[task.state]
    return {
        "title": section_label(speech, task.section),
        "href": f"/my/profile/{task.section}",
        "picture": SECTION_PICTURES[task.section],
        "status": speech(msgid),
        "kind": kind,
    }
