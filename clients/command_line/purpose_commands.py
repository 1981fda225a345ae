"""Commands for purposes and for access by law: an organisation's, and hers."""

from typing import Annotated

import typer

from clients.calls import purposes
from clients.command_line import purpose_views
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.files import read_object
from clients.command_line.options import Content
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.organisation import Organisation

_Id = Annotated[str, typer.Argument(metavar="DECLARATION", help="Id of the purpose declaration.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_organisation(app, "declared")(_declared)
    as_organisation(app, "declare")(_declare)
    as_organisation(app, "take-back")(_take_back)
    as_organisation(app, "duties")(_duties)
    as_individual(app, "by-law")(_by_law)


def _declared(
    agency: Organisation,
    screen: Screen,
    declaration: Annotated[
        str | None, typer.Argument(metavar="[DECLARATION]", help="One of them only.")
    ] = None,
) -> None:
    """Show every version of what your organisation has declared, and what the operator says."""
    call = purposes.declared() if declaration is None else purposes.declaration_versions(declaration)
    with screen.working("reading the declarations"):
        answer = agency.answer(call)
    screen.show(answer, purpose_views.versions)


def _declare(agency: Organisation, screen: Screen, content: Content) -> None:
    """Submit a purpose declaration, or with an id in it the next version of one."""
    with screen.working("submitting"):
        answer = agency.answer(purposes.declare(read_object(content)))
    screen.show(answer, purpose_views.version)


def _take_back(agency: Organisation, screen: Screen, declaration: _Id) -> None:
    """Take a purpose back: everything that rests on it ends."""
    with screen.working("taking it back"):
        answer = agency.answer(purposes.withdraw_declaration(declaration))
    screen.show(answer, purpose_views.taken_back)


def _duties(agency: Organisation, screen: Screen) -> None:
    """Show what the law lets your organisation read. Read it as you read a grant: `read` with its id."""
    with screen.working("reading the duties"):
        answer = agency.answer(purposes.duties())
    screen.show(answer, purpose_views.duties)


def _by_law(me: Individual, screen: Screen) -> None:
    """Show what the law lets others read about you, and your number here."""
    with screen.working("reading what is by law"):
        answer = me.answer(purposes.own_duties())
    screen.show(answer, purpose_views.own_duties)
