"""`egenkarta organisations`: who is let in, and whose part has ended."""

from typing import Annotated

import typer

from consent.vocabulary import OrganisationId
from profile_service.actions.closing_organisations import close_organisation
from profile_service.actions.registering import (
    operator_of,
    register_organisation,
    registered_organisations,
)
from profile_service.actions.staffing import add_unit
from profile_service.command_line.keyboard import RefusedError, at_the_desk, said, shown
from profile_service.domain.people import Role
from profile_service.domain.staffing import Hand
from schemas.values.organisation_number import EXPECTED, organisation_number

app = typer.Typer(no_args_is_help=True, help="Organisations: who may ask, and who runs the service.")
Id = Annotated[str, typer.Argument(metavar="ORGANISATION", help="Id of the organisation.")]


@app.command("list")
def list_organisations() -> None:
    """Show every organisation: id, role, number, name."""
    for one in at_the_desk(lambda work, _desk: registered_organisations(work)):
        shown.print(f"{one.id}  {one.role.value:<9} {one.number}  {one.name}")


@app.command("add")
def add_organisation(
    name: Annotated[str, typer.Argument(help="As people will see it.")],
    number: Annotated[str, typer.Argument(help="Its organisationsnummer.")],
    role: Annotated[Role, typer.Option(help="What it is here for.")] = Role.AGENCY,
) -> None:
    """Register an organisation; prints its id."""
    digits = organisation_number(number)
    if digits is None:
        raise RefusedError(f"number: this is not an organisationsnummer; right would be: {EXPECTED}")
    made = at_the_desk(lambda work, desk: register_organisation(work, desk, name, digits, role))
    shown.print(made.id)
    said.print("It can ask for nothing before a purpose of its own is approved.")


@app.command("add-unit")
def add_one_unit(
    organisation: Id, unit: Annotated[str, typer.Argument(help="Its name, as people will see it.")]
) -> None:
    """One more unit of an organisation."""
    hand = Hand(OrganisationId(organisation), None)
    at_the_desk(lambda work, desk: add_unit(work, desk, hand, unit))


@app.command("close")
def close_one(
    organisation: Id,
    remark: Annotated[str, typer.Option(help="Why; it stands with each of its purposes.")],
) -> None:
    """End an organisation's part: every grant is revoked, its systems and its staff are out at once."""
    wanted = OrganisationId(organisation)
    at_the_desk(lambda work, desk: close_organisation(work, desk, operator_of(work), wanted, remark))
    said.print("Nothing of it works any more. Its name stays in people's logs.")
