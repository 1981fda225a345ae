"""Browsers that are closed at the end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from tests.sessions.visits import AtHome
from tests.stage import Stage

Come = Callable[..., AtHome]


@pytest.fixture
def come(stage: Stage) -> Iterator[Come]:
    """`come("astrid", shared="1")`: somebody at a browser of her own, signed in."""
    with ExitStack() as opened:

        def make(persona: str | None = "astrid", **more: str) -> AtHome:
            home = opened.enter_context(closing(AtHome(stage)))
            return home if persona is None else home.sign_in(persona, **more)

        yield make
