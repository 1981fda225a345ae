"""Commands for an organisation: declare, ask, read."""

from typing import Annotated

import typer

from clients.call import Answer
from clients.calls import organisation
from clients.command_line import consent_views, options
from clients.command_line.callers import as_organisation
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.organisation import Organisation
from clients.waiting import await_answer
from schemas.access import AccessRequestStatus

_Wait = Annotated[
    float | None, typer.Option("--wait", min=0, help="Wait so many seconds for a yes.", metavar="SECONDS")
]
_Case = Annotated[str, typer.Option("--case", help="Your reference of the case.", metavar="REFERENCE")]
_Unit = Annotated[str | None, typer.Option("--unit", help="The unit that she will see named.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_organisation(app, "declarations")(_declarations)
    as_organisation(app, "ask")(_ask)
    as_organisation(app, "status")(_status)
    as_organisation(app, "granted")(_granted)
    as_organisation(app, "terms")(_terms)
    as_organisation(app, "read")(_read)
    as_organisation(app, "close")(_close)


def _declarations(agency: Organisation, screen: Screen) -> None:
    """Show what your organisation has declared that it may ask for."""
    with screen.working("reading the declarations"):
        answer = agency.answer(organisation.purpose_declarations())
    screen.show(answer, consent_views.declarations)


def _ask(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    *,
    code: Annotated[str, typer.Option("--code", help="The connection code that the person gave.")],
    declaration: Annotated[str, typer.Option("--declaration", help="Id of the purpose declaration.")],
    case: _Case,
    scope: options.Scopes = None,
    until: options.Until = None,
    ending: options.Ending = None,
    message: Annotated[str | None, typer.Option("--message", help="A few words to the person.")] = None,
    unit: _Unit = None,
    wait: _Wait = None,
) -> None:
    """Ask for part of a profile. With --wait, the grant follows as a second answer."""
    if not scope:
        raise InvalidArgumentError("say what you ask for: expected --scope, once or more")
    call = organisation.ask(
        connection_code=code,
        purpose_declaration=declaration,
        scopes=scope,
        case_reference=case,
        until=until,
        message=message,
        unit=unit,
        ending=ending,
    )
    with screen.working("asking"):
        created = agency.answer(call)
    screen.show(created, consent_views.asked)
    if wait is not None:
        screen.show(_waited(agency, screen, created.value.id, wait), consent_views.status)


def _status(agency: Organisation, screen: Screen, request: options.RequestId, wait: _Wait = None) -> None:
    """Show the grant that a request led to; before a yes, and after a no, there is nothing to see."""
    screen.show(_waited(agency, screen, request, wait), consent_views.status)


def _granted(agency: Organisation, screen: Screen) -> None:
    """Show the grants that your organisation may read under."""
    with screen.working("reading the grants"):
        answer = agency.answer(organisation.grants())
    screen.show(answer, consent_views.granted)


def _terms(agency: Organisation, screen: Screen, grant: options.GrantId) -> None:
    """Show what was agreed for a grant: its receipt."""
    with screen.working("reading the receipt"):
        answer = agency.answer(organisation.receipt(grant))
    screen.show(answer, consent_views.receipt)


def _read(
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    case: _Case,
    reader: Annotated[str, typer.Option("--reader", help="Who reads, as she will see it.", metavar="NAME")],
    unit: _Unit = None,
    scope: options.Scopes = None,
    reason: Annotated[
        str | None,
        typer.Option("--over-limit-reason", help="Why one more today; she will see it.", metavar="WORDS"),
    ] = None,
) -> None:
    """Read what was granted, or less of it. The person sees that you did."""
    with screen.working("reading"):
        answer = agency.answer(
            organisation.read(
                grant, case_reference=case, reader=reader, unit=unit, scopes=scope, over_limit_reason=reason
            )
        )
    screen.show(answer, consent_views.disclosure)


def _close(
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    reader: Annotated[
        str, typer.Option("--reader", help="Who closes it, as she will see it.", metavar="NAME")
    ],
    unit: _Unit = None,
) -> None:
    """Say that the case is closed. The grant ends at once."""
    with screen.working("closing"):
        agency.close_grant(grant, reader=reader, unit=unit)
    if not screen.as_json:
        screen.say(f"grant {grant} has ended")


def _waited(
    agency: Organisation, screen: Screen, request: str, wait: float | None
) -> Answer[AccessRequestStatus]:
    if wait is None:
        with screen.working("looking for a grant"):
            return agency.answer(organisation.request_status(request))
    with screen.working("waiting for a yes"):
        return agency.run(await_answer(request, wait))
