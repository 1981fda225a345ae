"""The redirect flow from a command line: a question for whoever's browser opens the address."""

from typing import Annotated

import typer
from rich.text import Text

from clients.call import Answer
from clients.command_line import options
from clients.command_line.callers import as_organisation
from clients.command_line.landing import landing
from clients.command_line.screen import Screen
from clients.command_line.words import block, when
from clients.errors import InvalidArgumentError, NoGrantError
from clients.organisation import Organisation
from clients.redirect import Agreed


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    as_organisation(app, "redirect")(_redirect)


def _redirect(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    *,
    declaration: Annotated[str, typer.Option("--declaration", help="Id of the purpose declaration.")],
    case: Annotated[str, typer.Option("--case", help="Your reference of the case.", metavar="REFERENCE")],
    scope: options.Scopes = None,
    until: options.Until = None,
    ending: options.Ending = None,
    message: Annotated[str | None, typer.Option("--message", help="A few words to the person.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="The unit that she will see named.")] = None,
    wait: Annotated[
        float, typer.Option("--wait", min=1, help="How long to wait for her.", metavar="SECONDS")
    ] = 600.0,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65_535, help="Where she comes back to; else any free port.")
    ] = 0,
) -> None:
    """Ask whoever opens the address that is shown; her browser brings the answer back to this machine."""
    if not scope:
        raise InvalidArgumentError("say what you ask for: expected --scope, once or more")
    with landing(port) as place:
        with screen.working("leaving the question"):
            redirect = agency.begin_redirect(
                redirect_uri=place.address,
                purpose_declaration=declaration,
                scopes=scope,
                case_reference=case,
                until=until,
                ending=ending,
                message=message,
                unit=unit,
            )
        typer.echo(f"open this in a browser within a minute:\n{redirect.url}", err=True)
        with screen.working("waiting for her to come back"):
            came = place.wait(wait)
    if came is None:
        raise NoGrantError(f"nobody came back within {wait:g} seconds")
    with screen.working("fetching what was granted"):
        agreed = agency.finish_redirect(redirect, came)
    body = agreed.details.model_dump_json(exclude_none=True).encode()
    with_id = b'{"grant_id":"' + agreed.grant_id.encode() + b'",' + body[1:]
    screen.show(Answer(agreed, with_id, {}), _told)


def _told(agreed: Agreed) -> Text:
    details = agreed.details
    return block(
        f"grant {agreed.grant_id}",
        [
            ("purpose", details.purpose_declaration),
            *[("may read", scope) for scope in details.scopes],
            ("until", when(details.until)),
            ("ends with", details.ending),
            ("case", details.case_reference),
            ("unit", details.unit),
        ],
    )
