"""A command for a person under protected identity."""

from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_protection
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from schemas.access import Protection


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    as_individual(app, "protection")(_protection)


def _protection(
    me: Individual,
    screen: Screen,
    on: Annotated[bool, typer.Option("--on", help="Switch it on.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Switch it off.")] = False,
) -> None:
    """Show or switch protected identity: what names or places you then never leaves."""
    if on and off:
        raise InvalidArgumentError("say one of the two: expected --on or --off")
    call = own_protection.protect() if on else own_protection.protection()
    if off:
        call = own_protection.end_protection()
    with screen.working("asking"):
        answer = me.answer(call)
    screen.show(answer, _told)


def _told(value: Protection) -> Text:
    return Text("protected identity is on" if value.protected else "protected identity is off")
