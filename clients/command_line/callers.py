"""Who runs a command: turns the shared options into a client, and gives it to the command."""

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import typer

from clients.command_line import options
from clients.command_line.help_page import BY_ORGANISATION, BY_PERSON
from clients.command_line.screen import Screen
from clients.demo import read_cast, sign_in
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from clients.organisation import Organisation
from clients.public import Public

P = ParamSpec("P")
C = TypeVar("C", Individual, Organisation)
Command = Callable[Concatenate[C, Screen, P], None]

_INDIVIDUAL: Final = {
    "base_url": options.BaseUrl, "token": options.AccessToken, "demo": options.Demo, "persona": options.PersonaName,
}  # fmt: skip
_ORGANISATION: Final = {
    "base_url": options.BaseUrl, "client_id": options.ClientId, "key": options.KeyFile, "demo": options.Demo,
    "organisation": options.OrganisationName,
}  # fmt: skip

# What proves who somebody is: given by hand, it is meant more than a demo that was exported once.
_PROOFS: Final = frozenset({"token", "client_id", "key"})


def as_individual(app: typer.Typer, name: str) -> Callable[[Command[Individual, P]], Command[Individual, P]]:
    """Make a function a command that a person runs; it is given her client and the screen before its own options."""
    return lambda command: _register(app, name, BY_PERSON, command, _open_individual, _INDIVIDUAL)


def as_organisation(
    app: typer.Typer, name: str
) -> Callable[[Command[Organisation, P]], Command[Organisation, P]]:
    """Make a function a command that an organisation runs, as `as_individual` does for a person."""
    return lambda command: _register(app, name, BY_ORGANISATION, command, _open_organisation, _ORGANISATION)


def _register(
    app: typer.Typer,
    name: str,
    caller: str,
    command: Command[C, P],
    open_client: Callable[..., C],
    shared: dict[str, Any],
) -> Command[C, P]:
    # Typer calls by name; what it may name is set below.
    given_to: Callable[..., None] = command

    def run(*, context: typer.Context, as_json: bool, **given: Any) -> None:
        screen = Screen(as_json)
        if _says_who_by_hand(context):
            given["demo"] = None
        with screen.telling_errors():
            own = {key: value for key, value in given.items() if key not in shared}
            with screen.working("signing in"):
                client = open_client(**{key: given[key] for key in shared})
            with client:
                given_to(client, screen, **own)

    run.__doc__ = command.__doc__
    _, _, *own_options = inspect.signature(command).parameters.values()
    added = [_option(key, annotation, None) for key, annotation in shared.items()]
    added.append(_option("as_json", options.AsJson, False))
    added.append(inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context))
    every = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own_options] + added
    run.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in every}
    app.command(name, rich_help_panel=caller)(run)
    return command


def _says_who_by_hand(context: typer.Context) -> bool:
    """Whether somebody named herself on the command line, while the demo is only what the environment has."""
    given = {name for name in context.params if _source(context, name) == "COMMANDLINE"}
    return "demo" not in given and bool(given & _PROOFS)


def _source(context: typer.Context, name: str) -> str | None:
    source = context.get_parameter_source(name)
    return None if source is None else source.name


def _option(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _open_individual(
    base_url: str | None, token: str | None, demo: Path | None, persona: str | None
) -> Individual:
    if demo is not None:
        cast = read_cast(demo)
        who = cast.individual(_named(persona, "--persona", [one.persona for one in cast.individuals]))
        address = base_url or cast.base_url
        return Individual(address, sign_in(address, who.persona))
    if base_url is None or token is None:
        raise InvalidArgumentError(
            "who is asking, and where? expected --base-url and --token (or EGENKARTA_URL and EGENKARTA_TOKEN), "
            "or --demo FILE --persona NAME"
        )
    return Individual(base_url, token)


def _open_organisation(
    base_url: str | None, client_id: str | None, key: Path | None, demo: Path | None, organisation: str | None
) -> Organisation:
    if demo is not None:
        cast = read_cast(demo)
        which = cast.organisation(
            _named(organisation, "--organisation", [one.name for one in cast.organisations])
        )
        return Organisation(base_url or cast.base_url, which.client_id, which.private_key_jwk)
    if base_url is None or client_id is None or key is None:
        raise InvalidArgumentError(
            "which organisation, and where? expected --base-url, --client-id and --key FILE, "
            "or --demo FILE --organisation NAME"
        )
    try:
        written = key.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidArgumentError(f"{key} cannot be read; expected a file with a private JWK") from None
    return Organisation(base_url, client_id, written)


def _named(name: str | None, option: str, known: list[str]) -> str:
    if name is None:
        raise InvalidArgumentError(f"{option} is missing; expected one of {', '.join(known)}")
    return name


def public_at(server: str | None) -> Public:
    """Whoever asks without saying who it is, at this address; at the demo that was exported where none is given.

    Raises:
        InvalidArgumentError: neither is said.
    """
    demo = os.environ.get("EGENKARTA_DEMO")
    if server is None and demo:
        server = read_cast(Path(demo)).base_url
    if server is None:
        raise InvalidArgumentError(
            "where is the service? expected --server URL (or EGENKARTA_URL, or EGENKARTA_DEMO)"
        )
    return Public(server)
