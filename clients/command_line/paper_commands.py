"""Commands for a person who looks after the papers that she has taken along."""

from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_papers
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.command_line.words import block, listed, when
from clients.individual import Individual
from schemas.access.papers import Paper, PaperList


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "papers")(_papers)
    as_individual(app, "take-paper-back")(_take_back)


def _papers(me: Individual, screen: Screen) -> None:
    """Show the papers that you have taken along, the newest first."""
    with screen.working("reading the papers"):
        answer = me.answer(own_papers.papers())
    screen.show(answer, _listed)


def _take_back(
    me: Individual,
    screen: Screen,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Its number, as `papers` shows it.")],
) -> None:
    """Take a paper back: from now on nobody is told that it was made here. Cannot be undone."""
    with screen.working("taking it back"):
        me.take_paper_back(paper)
    if not screen.as_json:
        screen.say(f"paper {paper} is taken back")


def _listed(value: PaperList) -> Text:
    return listed(map(_paper, value.papers), "You have not taken any paper yet.")


def _paper(value: Paper) -> Text:
    back = value.taken_back_at
    return block(
        value.id,
        [
            ("kind", value.kind),
            ("made", when(value.made_at)),
            ("taken back", None if back is None else when(back)),
        ],
    )
