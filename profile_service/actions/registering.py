"""Who is let in as an organisation, and with which system. Done by whoever runs the service, at its own keyboard."""

from collections.abc import Sequence
from dataclasses import replace

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Client, ClientId, Operator, Organisation, Role
from profile_service.domain.texts import objections_to_word

LONGEST_NAME = 200


def register_organisation(work: Work, desk: Desk, name: str, number: str, role: Role) -> Organisation:
    """Let an organisation in. Whether its number is one was seen to before.

    Raises:
        ContentError: it has no name, or one with this number is in already.
    """
    objections = [*objections_to_word("/name", name, LONGEST_NAME)]
    if any(one.number == number for one in work.accounts.organisations()):
        objections.append(
            Objection("/number", "an organisation with this number is in already", "another number")
        )
    if objections:
        raise ContentError(objections)
    organisation = Organisation(OrganisationId(desk.ids.new("org")), name.strip(), number, role)
    work.accounts.add_organisation(organisation)
    return organisation


def register_client(
    work: Work,
    client_id: str,
    organisation: str,
    public_jwk: str,
    *,
    handles_protected_identity: bool = False,
) -> Client:
    """Let an organisation's system in, by the public half of its key.

    Args:
        handles_protected_identity: whether cases of people under protected identity open to it.

    Raises:
        ContentError: there is no such organisation, or the client's id is empty or taken.
    """
    objections = [*objections_to_word("/client_id", client_id, LONGEST_NAME)]
    if work.accounts.organisation(OrganisationId(organisation)) is None:
        objections.append(
            Objection("/organisation", "no organisation has this id", "an id that 'organisations list' shows")
        )
    if work.accounts.client(ClientId(client_id)) is not None:
        objections.append(Objection("/client_id", "this id is taken", "another id"))
    if objections:
        raise ContentError(objections)
    client = Client(ClientId(client_id), OrganisationId(organisation), (public_jwk,))
    client = replace(client, handles_protected_identity=handles_protected_identity)
    work.accounts.add_client(client)
    return client


def registered_organisations(work: Work) -> Sequence[Organisation]:
    """All of them, by name."""
    return work.accounts.organisations()


def operator_of(work: Work) -> Operator:
    """Who runs this installation.

    Raises:
        ContentError: nobody is registered for it yet.
    """
    found = next((one for one in work.accounts.organisations() if one.role is Role.OPERATOR), None)
    if found is None:
        raise ContentError(
            [
                Objection(
                    "/operator",
                    "no operator is registered",
                    "'egenkarta organisations add NAME NUMBER --role operator' first",
                )
            ]
        )
    return Operator(found, None)
