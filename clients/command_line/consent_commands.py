"""Commands for a person's decisions: who may ask, who may read, who has read."""

from typing import Annotated

import typer

from clients.calls import own_consent
from clients.command_line import consent_views, options
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "code")(_code)
    as_individual(app, "requests")(_requests)
    as_individual(app, "preview")(_preview)
    as_individual(app, "grant")(_grant)
    as_individual(app, "refuse")(_refuse)
    as_individual(app, "grants")(_grants)
    as_individual(app, "withdraw")(_withdraw)
    as_individual(app, "receipt")(_receipt)
    as_individual(app, "log")(_log)


def _code(me: Individual, screen: Screen) -> None:
    """Make a one-time code to give to whomever you want to hear from."""
    with screen.working("making a code"):
        answer = me.answer(own_consent.connection_code())
    screen.show(answer, consent_views.code)


def _requests(
    me: Individual,
    screen: Screen,
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="One request only.")] = None,
) -> None:
    """Show what was asked of you."""
    if request is not None:
        with screen.working("reading the requests"):
            one = me.answer(own_consent.access_request(request))
        screen.show(one, consent_views.request)
    else:
        with screen.working("reading the requests"):
            every = me.answer(own_consent.access_requests())
        screen.show(every, consent_views.requests)


def _preview(
    me: Individual,
    screen: Screen,
    request: options.RequestId,
    scope: options.Scopes = None,
    until: options.Until = None,
) -> None:
    """Show exactly what they would see; without --scope, all that was asked for."""
    with screen.working("looking as they would"):
        answer = me.answer(own_consent.preview(request, scope or (), until))
    screen.show(answer, consent_views.disclosure)


def _grant(
    me: Individual,
    screen: Screen,
    request: options.RequestId,
    scope: options.Scopes = None,
    all_asked: Annotated[bool, typer.Option("--all", help="Everything that was asked for.")] = False,
    until: options.Until = None,
    ending: options.Ending = None,
) -> None:
    """Say yes to the scopes that you name."""
    if bool(scope) == all_asked:
        raise InvalidArgumentError("say what they may read: expected either --scope, once or more, or --all")
    with screen.working("granting"):
        scopes = scope or me.access_request(request).scopes
        answer = me.answer(own_consent.give(request, scopes, until, ending))
    screen.show(answer, consent_views.grant)


def _refuse(me: Individual, screen: Screen, request: options.RequestId) -> None:
    """Say no. They are not told."""
    with screen.working("refusing"):
        me.refuse(request)
    if not screen.as_json:
        screen.say(f"request {request} is refused; they are not told")


def _grants(
    me: Individual,
    screen: Screen,
    grant: Annotated[str | None, typer.Argument(metavar="[GRANT]", help="One grant only.")] = None,
) -> None:
    """Show who may read your profile."""
    if grant is not None:
        with screen.working("reading the grants"):
            one = me.answer(own_consent.grant(grant))
        screen.show(one, consent_views.grant)
    else:
        with screen.working("reading the grants"):
            every = me.answer(own_consent.grants())
        screen.show(every, consent_views.grants)


def _withdraw(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Take a grant back. It works at once."""
    with screen.working("withdrawing"):
        answer = me.answer(own_consent.withdraw(grant))
    screen.show(answer, consent_views.grant)


def _receipt(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Show the newest receipt of a grant: what was agreed, and what became of it."""
    with screen.working("reading the receipt"):
        answer = me.answer(own_consent.receipts_of_grant(grant))
    screen.show(answer, lambda found: consent_views.receipt(found.receipts[-1]))


def _log(
    me: Individual,
    screen: Screen,
    before: Annotated[
        str | None, typer.Option("--before", help="Continue a longer log.", metavar="CURSOR")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many lines at most.")] = None,
) -> None:
    """Show who has read your profile, and everything else that happened to it."""
    with screen.working("reading the log"):
        answer = me.answer(own_consent.log(before, limit))
    screen.show(answer, consent_views.log)
