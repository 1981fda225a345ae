"""Commands for being told: addresses, what has changed, and a receiver to try it with."""

import threading
from pathlib import Path
from typing import Annotated

import typer

from clients.calls import telling
from clients.command_line import telling_views
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from clients.organisation import Organisation
from clients.receiver import Obedience, Receiver

_WebhookId = Annotated[
    str, typer.Argument(metavar="WEBHOOK", help="Id of the address, as `webhooks` shows it.")
]
_LetterId = Annotated[str, typer.Argument(metavar="LETTER", help="Id of the dead letter.")]
_NoticeId = Annotated[str, typer.Argument(metavar="NOTICE", help="Id of the notice, as `notices` shows it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_organisation(app, "webhooks")(_webhooks)
    as_organisation(app, "webhook-register")(_register)
    as_organisation(app, "webhook-close")(_close)
    as_organisation(app, "dead-letters")(_dead_letters)
    as_organisation(app, "redeliver")(_redeliver)
    as_organisation(app, "notices")(_notices)
    as_organisation(app, "acknowledge")(_acknowledge)
    as_organisation(app, "receive")(_receive)
    as_individual(app, "told")(_told)


def _webhooks(agency: Organisation, screen: Screen) -> None:
    """Show where your organisation is told that something changed."""
    with screen.working("reading the addresses"):
        answer = agency.answer(telling.webhooks())
    screen.show(answer, telling_views.webhooks)


def _register(
    agency: Organisation,
    screen: Screen,
    url: Annotated[str, typer.Argument(metavar="URL", help="An https address of your own.")],
) -> None:
    """Register an address to be told at. The secret that signs the messages is shown this once."""
    with screen.working("registering"):
        answer = agency.answer(telling.register_webhook(url))
    screen.show(answer, telling_views.created)


def _close(agency: Organisation, screen: Screen, webhook: _WebhookId) -> None:
    """Have nothing sent to an address any more."""
    with screen.working("closing"):
        agency.close_webhook(webhook)
    if not screen.as_json:
        screen.say(f"nothing is sent to {webhook} any more")


def _dead_letters(agency: Organisation, screen: Screen) -> None:
    """Show what was tried for three days and did not arrive."""
    with screen.working("reading the dead letters"):
        answer = agency.answer(telling.dead_letters())
    screen.show(answer, telling_views.dead_letters)


def _redeliver(agency: Organisation, screen: Screen, letter: _LetterId) -> None:
    """Have a dead letter tried again, for three days from now."""
    with screen.working("sending again"):
        agency.redeliver(letter)
    if not screen.as_json:
        screen.say(f"{letter} is tried again")


def _notices(
    agency: Organisation,
    screen: Screen,
    unacknowledged: Annotated[
        bool, typer.Option("--unacknowledged", help="Only what was not acknowledged yet.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many at most.")] = None,
) -> None:
    """Show what has changed, newest first: the same that webhooks tell."""
    with screen.working("reading the notices"):
        answer = agency.answer(telling.notices(unacknowledged=unacknowledged, limit=limit))
    screen.show(answer, telling_views.notices)


def _acknowledge(
    agency: Organisation,
    screen: Screen,
    notice: _NoticeId,
    erased: Annotated[
        bool, typer.Option("--erased", help="State that what was read has been erased; she sees it.")
    ] = False,
) -> None:
    """Say that you know of a change. The person sees that you did."""
    with screen.working("acknowledging"):
        answer = agency.answer(telling.acknowledge(notice, erased=erased))
    screen.show(answer, telling_views.notice)


def _told(me: Individual, screen: Screen) -> None:
    """Show what organisations were told about your grants, and what they answered."""
    with screen.working("reading what they were told"):
        answer = me.answer(telling.own_notices())
    screen.show(answer, telling_views.own_notices)


def _receive(
    agency: Organisation,
    screen: Screen,
    secret: Annotated[
        str,
        typer.Option(
            "--secret", envvar="EGENKARTA_WEBHOOK_SECRET", help="As it was shown.", metavar="SECRET"
        ),
    ],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="On 127.0.0.1.")] = 8790,
    copies: Annotated[
        Path,
        typer.Option("--copies", help="Folder of what was read: one file for each grant.", metavar="DIR"),
    ] = Path("copies"),
) -> None:
    """Run an example of a receiver: it drops the copy of each grant that has ended, and states so."""
    if not copies.is_dir():
        raise InvalidArgumentError(f"{copies} is no folder; expected one with a file for each grant")
    obedience = Obedience(agency, copies, screen.say)
    try:
        with Receiver(secret, obedience, screen.say).listening("127.0.0.1", port) as taken:
            screen.say(f"listening on http://127.0.0.1:{taken}; stop with Ctrl+C")
            obedience.catch_up()
            threading.Event().wait()
    except KeyboardInterrupt:
        screen.say("stopped")
    except OSError as error:
        raise InvalidArgumentError(f"nobody can listen on port {port}; expected one that is free") from error
