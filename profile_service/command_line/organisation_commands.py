"""`egenkarta organisations` and `egenkarta clients`: who is let in."""

from pathlib import Path
from typing import Annotated

import typer
from stdnum.exceptions import ValidationError as NumberError
from stdnum.se import orgnr

from profile_service.actions.registering import (
    register_client,
    register_organisation,
    registered_organisations,
)
from profile_service.command_line.keyboard import RefusedError, at_the_desk, said, shown
from profile_service.domain.people import Role
from profile_service.identity.client_keys import ClientKeyError, read_public_key

app = typer.Typer(no_args_is_help=True, help="Organisations: who may ask, and who runs the service.")
clients = typer.Typer(no_args_is_help=True, help="Organisations' systems, each with a public key.")


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
    try:
        digits = orgnr.validate(number)
    except NumberError:
        raise RefusedError(
            "number: this is not an organisationsnummer; right would be: ten digits, the last one a check digit"
        ) from None
    made = at_the_desk(lambda work, desk: register_organisation(work, desk, name, digits, role))
    shown.print(made.id)
    said.print("It can ask for nothing before a purpose of its own is approved.")


@clients.command("add")
def add_client(
    organisation: Annotated[str, typer.Argument(help="Id of the organisation.")],
    client_id: Annotated[str, typer.Argument(help="What the system is to call itself.")],
    key: Annotated[
        Path, typer.Option("--key", help="A file with its public JWK.", exists=True, dir_okay=False)
    ],
    protected_identity: Annotated[
        bool,
        typer.Option(
            "--protected-identity", help="It may handle cases of people under protected identity."
        ),
    ] = False,
) -> None:
    """Register an organisation's system."""
    try:
        public = read_public_key(key.read_text(encoding="utf-8"))
    except (ClientKeyError, UnicodeDecodeError) as error:
        told = str(error) if isinstance(error, ClientKeyError) else "this is not a public JWK (RFC 7517)"
        raise RefusedError(f"{key}: {told}") from None
    at_the_desk(
        lambda work, _desk: register_client(
            work, client_id, organisation, public, handles_protected_identity=protected_identity
        )
    )
    said.print(f"{client_id} can sign in from now on.", markup=False)
