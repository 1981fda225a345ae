"""Commands for a person who looks after her ways to sign in."""

from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_ways_in
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.command_line.words import block, listed, printable, when
from clients.individual import Individual
from schemas.access import OwnWayIn, OwnWayInList


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "ways-in")(_ways_in)
    as_individual(app, "remove-way-in")(_remove_way_in)


def _ways_in(me: Individual, screen: Screen) -> None:
    """Show your ways to sign in to the portal."""
    with screen.working("reading the ways in"):
        answer = me.answer(own_ways_in.ways_in())
    screen.show(answer, _listed)


def _remove_way_in(
    me: Individual,
    screen: Screen,
    way: Annotated[str, typer.Argument(metavar="WAY", help="Id of the way to sign in.")],
) -> None:
    """Take away one way to sign in; never the last one."""
    with screen.working("removing"):
        me.remove_way_in(way)
    if not screen.as_json:
        screen.say(f"nobody signs in by {way} any more")


def _listed(value: OwnWayInList) -> Text:
    return listed(map(_way, value.ways_in), "You have no way to sign in to the portal.")


def _way(value: OwnWayIn) -> Text:
    left = value.codes_left
    return block(
        value.id,
        [
            ("way in", value.way_in),
            ("name", printable(value.name) or None),
            ("made", when(value.made_at)),
            ("last used", "not yet" if value.last_used_at is None else when(value.last_used_at)),
            ("codes left", None if left is None else str(left)),
            ("locked", "yes" if value.locked else None),
        ],
    )
