"""`egenkarta clients`: organisations' systems, and the keys by which they prove themselves."""

from pathlib import Path
from typing import Annotated

import typer

from consent.vocabulary import OrganisationId
from profile_service.actions.systems import add_key, add_system, remove_key, remove_system, systems_of
from profile_service.command_line.keyboard import RefusedError, at_the_desk, said, shown
from profile_service.command_line.organisation_commands import Id
from profile_service.domain.people import Client, ClientId
from profile_service.domain.staffing import Hand
from profile_service.identity.client_keys import ClientKeyError, read_public_key

app = typer.Typer(no_args_is_help=True, help="Organisations' systems, each with up to three public keys.")
_Client = Annotated[str, typer.Argument(metavar="CLIENT", help="What the system calls itself.")]
_Key = Annotated[Path, typer.Option("--key", help="A file with a public JWK.", exists=True, dir_okay=False)]


@app.command("list")
def list_clients(organisation: Id) -> None:
    """Show an organisation's systems, with the names of their keys."""
    for one in at_the_desk(lambda work, _desk: systems_of(work, OrganisationId(organisation))):
        bound = "dpop  " if one.client.dpop_required else "bearer"
        shown.print(f"{one.client.id}  {bound}  {' '.join(kid or '-' for kid in one.kids)}")


@app.command("add")
def add_client(
    organisation: Id,
    client_id: _Client,
    key: _Key,
    redirect_uri: Annotated[
        list[str] | None, typer.Option(help="Where it may have people's browsers sent back to.")
    ] = None,
    bearer: Annotated[
        bool, typer.Option("--bearer", help="Its tokens need no proof of its key: only for an old system.")
    ] = False,
    protected_identity: Annotated[
        bool,
        typer.Option("--protected-identity", help="It may handle cases of people under protected identity."),
    ] = False,
) -> None:
    """Register an organisation's system."""
    client = Client(
        ClientId(client_id),
        OrganisationId(organisation),
        (_public(key),),
        redirect_uris=tuple(redirect_uri or ()),
        dpop_required=not bearer,
        handles_protected_identity=protected_identity,
    )
    at_the_desk(lambda work, desk: add_system(work, desk, _hand(organisation), client))
    said.print(f"{client_id} can sign in from now on.", markup=False)


@app.command("add-key")
def add_one_key(organisation: Id, client_id: _Client, key: _Key) -> None:
    """One more key of a system. It works beside the others, so that nothing stops while they change."""
    public = _public(key)
    at_the_desk(lambda work, desk: add_key(work, desk, _hand(organisation), client_id, public))


# A key's name may begin with a hyphen: it is a hash in base64url.
@app.command("remove-key", context_settings={"ignore_unknown_options": True})
def remove_one_key(
    organisation: Id,
    client_id: _Client,
    kid: Annotated[str, typer.Argument(help="The key's name, as 'clients list' shows it.")],
) -> None:
    """Take a key away: nothing that it signs is taken from now on."""
    at_the_desk(lambda work, desk: remove_key(work, desk, _hand(organisation), client_id, kid))


@app.command("remove")
def remove_client(organisation: Id, client_id: _Client) -> None:
    """A system is out at once."""
    at_the_desk(lambda work, desk: remove_system(work, desk, _hand(organisation), client_id))


def _hand(organisation: str) -> Hand:
    return Hand(OrganisationId(organisation), None)


def _public(key: Path) -> str:
    try:
        return read_public_key(key.read_text(encoding="utf-8"))
    except (ClientKeyError, UnicodeDecodeError) as error:
        told = str(error) if isinstance(error, ClientKeyError) else "this is not a public JWK (RFC 7517)"
        raise RefusedError(f"{key}: {told}") from None
