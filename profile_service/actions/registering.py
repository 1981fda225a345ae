"""Who is let in as an organisation, and with which system. Done by whoever runs the service, at its own keyboard."""

import re
from collections.abc import Sequence
from typing import Final

from consent.request import Objection
from consent.terms import fold
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Client, Operator, Organisation, Role
from profile_service.domain.staffing import Hand, What
from profile_service.domain.texts import objections_to_word

LONGEST_NAME = 200
_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def register_organisation(work: Work, desk: Desk, name: str, number: str, role: Role) -> Organisation:
    """Let an organisation in. Whether its number is one was seen to before.

    Raises:
        ContentError: it has no name, or one with this name or number is in already.
    """
    objections = objections_to_registering(work, name, number)
    if objections:
        raise ContentError(objections)
    organisation = Organisation(OrganisationId(desk.ids.new("org")), name.strip(), number, role)
    work.accounts.add_organisation(organisation)
    note_change(work, desk, Hand(organisation.id, None), What.REGISTERED)
    return organisation


def objections_to_registering(work: Work, name: str, number: str) -> list[Objection]:
    """Everything that keeps an organisation of this name and number out; empty where it may come in."""
    objections = [*objections_to_word("/name", name, LONGEST_NAME)]
    registered = work.accounts.organisations()
    # One that was closed can come again, as another organisation: what was granted to it before is over.
    if any(one.number == number for one in registered):
        objections.append(
            Objection("/number", "an organisation with this number is in already", "another number")
        )
    # People know an organisation by its name alone: no other may pass for it.
    if any(fold(one.name) == fold(name) for one in registered if name.strip()):
        objections.append(Objection("/name", "an organisation with this name is in already", "another name"))
    return objections


def register_client(work: Work, client: Client) -> Client:
    """Let an organisation's system in, by the public half of its key.

    Raises:
        ContentError: there is no such organisation, or the client's id is empty, has other signs in it, or is taken.
    """
    objections = [*objections_to_word("/client_id", client.id, LONGEST_NAME)]
    if client.id and not _CLIENT_ID.fullmatch(client.id):
        right = "letters of a to z, digits, and . _ - between them"
        objections.append(Objection("/client_id", "this cannot be the id of a system", right))
    organisation = work.accounts.organisation(client.organisation)
    if organisation is None or organisation.closed_at is not None:
        objections.append(
            Objection("/organisation", "no organisation has this id", "an id that 'organisations list' shows")
        )
    # An id that was another system's is nobody's again: what was issued to that one would count for this one.
    if work.accounts.client(client.id) is not None or work.staff.was_system(client.id):
        objections.append(Objection("/client_id", "this id is taken", "another id"))
    if objections:
        raise ContentError(objections)
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
