"""Commands for help with writing, drafts and mandates."""

from typing import Annotated

import typer

from clients.calls import own_help
from clients.command_line import helping_views
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "help-sessions")(_sessions)
    as_individual(app, "help-end")(_end_help)
    as_individual(app, "drafts")(_drafts)
    as_individual(app, "draft")(_draft)
    as_individual(app, "mandates")(_mandates)
    as_individual(app, "mandate-end")(_end_mandate)


def _sessions(me: Individual, screen: Screen) -> None:
    """Show who helps you to write, and who did."""
    with screen.working("reading the help"):
        answer = me.answer(own_help.help_sessions())
    screen.show(answer, helping_views.sessions)


def _end_help(
    me: Individual,
    screen: Screen,
    session: Annotated[str, typer.Argument(metavar="HELP", help="Id of the help.")],
) -> None:
    """End the help. The helper's next click is refused."""
    with screen.working("ending the help"):
        answer = me.answer(own_help.end_help(session))
    screen.show(answer, helping_views.session)


def _drafts(me: Individual, screen: Screen) -> None:
    """Show what helpers proposed, and what waits for your answer."""
    with screen.working("reading the drafts"):
        answer = me.answer(own_help.drafts())
    screen.show(answer, helping_views.drafts)


def _draft(
    me: Individual,
    screen: Screen,
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Id of the draft.")],
    approve: Annotated[bool, typer.Option("--approve", help="Put it in the profile.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Leave it out.")] = False,
) -> None:
    """Say yes or no to a draft, and show what is left."""
    if approve == refuse:
        raise InvalidArgumentError("yes or no? expected either --approve or --refuse")
    with screen.working("answering"):
        me.answer(own_help.approve_draft(draft) if approve else own_help.refuse_draft(draft))
        answer = me.answer(own_help.drafts())
    screen.show(answer, helping_views.drafts)


def _mandates(me: Individual, screen: Screen) -> None:
    """Show who may act for you, and for whom you may act."""
    with screen.working("reading the mandates"):
        answer = me.answer(own_help.mandates())
    screen.show(answer, helping_views.mandates)


def _end_mandate(
    me: Individual,
    screen: Screen,
    mandate: Annotated[str, typer.Argument(metavar="MANDATE", help="Id of the mandate.")],
) -> None:
    """End a mandate that you gave or hold. It works at once."""
    with screen.working("ending the mandate"):
        answer = me.answer(own_help.end_mandate(mandate))
    screen.show(answer, helping_views.mandate)
