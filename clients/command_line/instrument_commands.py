"""Commands for instruments: anybody reads and checks them, an organisation registers and retires its own."""

import json
from typing import Annotated

import typer

from clients.calls import instruments as calls
from clients.command_line import instrument_views, options
from clients.command_line.callers import as_organisation, public_at
from clients.command_line.files import read_bytes
from clients.command_line.help_page import BY_ANYBODY
from clients.command_line.screen import ExitCode, Screen
from clients.instruments import mistakes_in
from clients.organisation import Organisation

_Server = Annotated[
    str | None,
    typer.Option("--server", envvar="EGENKARTA_URL", help="Where the service is.", metavar="URL"),
]
_Id = Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Id of the instrument, such as language.")]
_File = Annotated[str, typer.Argument(metavar="FILE", help="The instrument as JSON; - for standard input.")]
_Version = Annotated[
    str | None,
    typer.Option("--version", help="One version; without it the newest in use.", metavar="VERSION"),
]
_Which = Annotated[str, typer.Argument(metavar="VERSION", help="Which version.")]
_Language = Annotated[str, typer.Option("--language", help="Of the questions.", metavar="TAG")]


def add_to(app: typer.Typer) -> None:
    """Register the commands, as a group of their own."""
    group = typer.Typer(
        help="Instruments: read what people are asked, check one's own, register and retire it.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list")(_list)
    group.command("show")(_show)
    group.command("check")(_check)
    as_organisation(group, "own")(_own)
    as_organisation(group, "register")(_register)
    as_organisation(group, "retire")(_retire)
    app.add_typer(group, name="instruments", rich_help_panel=BY_ANYBODY)


def _list(server: _Server = None, as_json: options.AsJson = False) -> None:
    """List the instruments in use."""
    screen = Screen(as_json)
    with screen.telling_errors(), public_at(server) as public:
        screen.show(public.answer(calls.instruments()), instrument_views.heads)


def _show(
    instrument: _Id,
    version: _Version = None,
    language: _Language = "sv",
    server: _Server = None,
    as_json: options.AsJson = False,
) -> None:
    """Show one instrument: each question, and where its answer goes."""
    screen = Screen(as_json)
    with screen.telling_errors(), public_at(server) as public:
        answer = public.answer(calls.instrument(instrument, version))
        screen.show(answer, lambda found: instrument_views.whole(found, language))


def _check(file: _File, as_json: options.AsJson = False) -> None:
    """Check the shape of an instrument without asking anybody; the service checks the rest when it is registered."""
    screen = Screen(as_json)
    with screen.telling_errors():
        mistakes = mistakes_in(read_bytes(file))
        if as_json:
            told = {"valid": not mistakes, "errors": [one.model_dump() for one in mistakes]}
            screen.show_bytes(json.dumps(told, ensure_ascii=False).encode())
        else:
            screen.say(instrument_views.mistakes(mistakes))
        if mistakes:
            raise typer.Exit(ExitCode.PROBLEM)


def _own(agency: Organisation, screen: Screen) -> None:
    """Show every version that your organisation has registered."""
    with screen.working("reading the instruments"):
        answer = agency.answer(calls.own_instruments())
    screen.show(answer, instrument_views.heads)


def _register(agency: Organisation, screen: Screen, file: _File) -> None:
    """Register a version of an instrument as your organisation's own; every place that is wrong is named."""
    text = read_bytes(file)
    with screen.working("registering"):
        answer = agency.answer(calls.register_instrument(text))
    screen.show(answer, instrument_views.head)


def _retire(agency: Organisation, screen: Screen, instrument: _Id, version: _Which) -> None:
    """Start no session with a version of your own any more; those that run go on."""
    with screen.working("retiring it"):
        answer = agency.answer(calls.retire_instrument(instrument, version))
    screen.show(answer, instrument_views.retired)
