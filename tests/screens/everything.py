"""Everything that can come up on a screen: each page, each step of the stories, and what stands there after each form sent empty."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest

from profile_service.web import rendering
from tests.screens import stories_at_the_edge, stories_at_work, stories_of_hers
from tests.screens.guest import Screen
from tests.screens.town import Town, town
from tests.screens.walking_round import NO_SCREENS, who_sees

Story = Callable[[Town], Iterator[tuple[str, Screen]]]
STORIES: Final[tuple[Story, ...]] = (
    *stories_of_hers.STORIES,
    *stories_at_work.STORIES,
    *stories_at_the_edge.STORIES,
)
LAST: Final[tuple[Story, ...]] = (*stories_at_the_edge.LAST, *stories_of_hers.LAST)
"""What makes somebody's account another one, or ends it."""
_SENT_AS_IT_IS: Final = re.compile(
    r"/language|/sign-out|/demo/sign-in|.*/(end|stop|remove|done|preview|pause|resume)"
)
"""Forms that take no answer."""
_TEMPLATES: Final = Path(rendering.__file__).parent / "templates"


@dataclass(frozen=True)
class Shot:
    """One thing that somebody can have before her."""

    name: str
    language: str
    screen: Screen


@dataclass(frozen=True)
class Everything:
    """What was seen, and the templates that it was made of."""

    shots: list[Shot]
    templates: set[str]

    def left_out(self) -> list[str]:
        """The pages that nobody has seen: templates that stand in a frame."""
        pages = (file for file in _TEMPLATES.glob("*.html") if "{% extends" in file.read_text("utf-8"))
        return sorted(file.name for file in pages if file.name not in self.templates)


def see_everything(folder: Path, *languages: str) -> Everything:
    """Walk through all of it once; each page and each story in one of the languages, in turn."""
    with town(folder) as there, _watching() as templates:
        shots = list(_all_of(there, cycle(languages).__next__))
    return Everything(shots, templates)


def _all_of(there: Town, speak: Callable[[], str]) -> Iterator[Shot]:
    pages = []
    for pattern in there.patterns():
        there.language = speak()
        shot = Shot(pattern, there.language, there.someone(who_sees(pattern)).open(there.filled(pattern)))
        if pattern not in NO_SCREENS:
            pages.append(shot)
            yield shot
    for story in STORIES:
        there.language = speak()
        yield from _told(there, story)
    for shot in pages:
        yield from _sent_empty(there, shot)
    for story in LAST:
        there.language = speak()
        yield from _told(there, story)


def _told(there: Town, story: Story) -> Iterator[Shot]:
    try:
        for name, screen in story(there):
            yield Shot(name, there.language, screen)
    except AssertionError as error:
        raise AssertionError(f"{getattr(story, '__name__', '')} ({there.language}): {error}") from error


def _sent_empty(there: Town, shot: Shot) -> Iterator[Shot]:
    """Each form of a page with nothing filled in, as far as it was not taken."""
    there.language = shot.language
    guest = there.someone(who_sees(shot.name))
    for sheet in shot.screen.sheets():
        if (
            sheet.method != "post"
            or not (sheet.asked or sheet.uploads)
            or _SENT_AS_IT_IS.fullmatch(sheet.action)
        ):
            continue
        guest.screen = shot.screen
        answered = guest.send(sheet, sheet.emptied())
        assert answered.status < 500, f"{shot.name} sent empty: {answered.status}"
        if answered.status == 422:
            yield Shot(f"{shot.name} sent empty", shot.language, answered)


@contextmanager
def _watching() -> Iterator[set[str]]:
    """Which templates are used, frames and parts too."""
    seen: set[str] = set()
    real: Any = rendering._ENVIRONMENT.get_template

    def get_template(name: Any, *more: Any, **named: Any) -> Any:
        seen.add(str(name))
        return real(name, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering._ENVIRONMENT, "get_template", get_template)
        yield seen
