"""Commands for links to what a person can do."""

from typing import Annotated, TypeAlias

import typer

from clients.calls import own_shares
from clients.command_line import options, share_views
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual

_ShareId: TypeAlias = Annotated[str, typer.Argument(metavar="SHARE", help="Id of the share.")]
_Vacancy: TypeAlias = Annotated[str, typer.Option("--vacancy", help="Which job it is for.", metavar="TEXT")]
_Employer: TypeAlias = Annotated[str, typer.Option("--employer", help="At which employer.", metavar="TEXT")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "shares")(_shares)
    as_individual(app, "share")(_share)
    as_individual(app, "share-shown")(_shown)
    as_individual(app, "share-word")(_word)
    as_individual(app, "share-contact")(_contact)
    as_individual(app, "share-withdraw")(_withdraw)


def _shares(
    me: Individual,
    screen: Screen,
    share: Annotated[str | None, typer.Argument(metavar="[SHARE]", help="One share only.")] = None,
) -> None:
    """Show the links that you have made, and how often they were opened."""
    if share is not None:
        with screen.working("reading the share"):
            one = me.answer(own_shares.share(share))
        screen.show(one, share_views.share)
    else:
        with screen.working("reading the shares"):
            every = me.answer(own_shares.shares())
        screen.show(every, share_views.shares)


def _share(
    me: Individual,
    screen: Screen,
    vacancy: _Vacancy,
    employer: _Employer,
    scope: options.Scopes = None,
    until: options.Until = None,
    word: Annotated[bool, typer.Option("--word", help="Ask viewers for a word too.")] = False,
    look: Annotated[bool, typer.Option("--preview", help="Only show what they would see.")] = False,
) -> None:
    """Make a link to what you can do, for one vacancy. It is shown only now."""
    if not scope:
        raise InvalidArgumentError("say what they may see: expected --scope, once or more")
    if look:
        with screen.working("looking as they would"):
            seen = me.answer(own_shares.preview_share(vacancy, employer, scope, until))
        screen.show(seen, share_views.shown)
        return
    with screen.working("making the link"):
        made = me.answer(own_shares.make_share(vacancy, employer, scope, until, with_word=word))
    screen.show(made, share_views.made)


def _shown(me: Individual, screen: Screen, share: _ShareId) -> None:
    """Show what viewers of a link see now."""
    with screen.working("looking as they do"):
        answer = me.answer(own_shares.shown_by_share(share))
    screen.show(answer, share_views.shown)


def _word(me: Individual, screen: Screen, share: _ShareId) -> None:
    """Make a new word for a link. It opens again, if it was locked."""
    with screen.working("making a word"):
        answer = me.answer(own_shares.renew_share_word(share))
    screen.show(answer, share_views.word)


def _contact(
    me: Individual,
    screen: Screen,
    share: _ShareId,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="FIELD", help="name, email or phone; may be repeated."),
    ] = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="Say no. They are not told.")] = False,
) -> None:
    """Say who you are to those who have the link, or say no."""
    if bool(field) == refuse:
        raise InvalidArgumentError("yes or no? expected either --field, once or more, or --refuse")
    with screen.working("answering"):
        call = (
            own_shares.refuse_share_contact(share)
            if refuse
            else own_shares.give_share_contact(share, field or ())
        )
        answer = me.answer(call)
    screen.show(answer, share_views.share)


def _withdraw(me: Individual, screen: Screen, share: _ShareId) -> None:
    """End a link. It works at once, also where it is open."""
    with screen.working("ending the share"):
        answer = me.answer(own_shares.withdraw_share(share))
    screen.show(answer, share_views.share)
