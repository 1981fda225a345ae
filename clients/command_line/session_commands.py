"""Commands for a person who looks where she is signed in."""

from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_sessions
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.command_line.words import block, listed, printable, when
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from schemas.access import OwnSession, OwnSessionList


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "sessions")(_sessions)
    as_individual(app, "end-session")(_end_session)


def _sessions(me: Individual, screen: Screen) -> None:
    """Show where you are signed in to the portal."""
    with screen.working("reading the sessions"):
        answer = me.answer(own_sessions.sessions())
    screen.show(answer, _listed)


def _end_session(
    me: Individual,
    screen: Screen,
    session: Annotated[str | None, typer.Argument(metavar="SESSION", help="Id of the session.")] = None,
    every: Annotated[bool, typer.Option("--all", help="End every session.")] = False,
) -> None:
    """End one session of yours, or every one."""
    if (session is None) != every:
        raise InvalidArgumentError("say which session is to end: expected either SESSION or --all")
    with screen.working("ending"):
        me.end_sessions() if session is None else me.end_session(session)
    if not screen.as_json:
        screen.say("every session is ended" if session is None else f"session {session} is ended")


def _listed(value: OwnSessionList) -> Text:
    return listed(map(_session, value.sessions), "You are signed in nowhere.")


def _session(value: OwnSession) -> Text:
    return block(
        value.id,
        [
            ("device", printable(value.device) or "not known"),
            ("way in", value.way_in),
            ("since", when(value.opened_at)),
            ("last used", when(value.last_used_at)),
            ("shared computer", "yes" if value.shared_computer else None),
        ],
    )
