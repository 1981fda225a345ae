"""Who takes part, and in whose name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import Client, ClientId, Individual, Organisation, Role
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import (
    ClientRow,
    IndividualRow,
    OrganisationRow,
    table_of,
)

_INDIVIDUALS = table_of(IndividualRow)
_ORGANISATIONS = table_of(OrganisationRow)
_CLIENTS = table_of(ClientRow)
_FIND_ORGANISATION = Prepared(select(_ORGANISATIONS).where(_ORGANISATIONS.c.id == bindparam("organisation")))
_FIND_CLIENT = Prepared(select(_CLIENTS).where(_CLIENTS.c.id == bindparam("client")))


class TableAccounts:
    """See `actions.ports.Accounts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_individual(self, individual: Individual) -> None:
        self._connection.execute(insert(_INDIVIDUALS), {"id": individual.id, "language": individual.language})

    def individual(self, individual: IndividualId) -> Individual | None:
        row = self._connection.execute(
            select(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual)
        ).one_or_none()
        return None if row is None else Individual(IndividualId(row.id), row.language, row.paused_at)

    def set_language(self, individual: IndividualId, language: str) -> None:
        self._connection.execute(
            update(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual).values(language=language)
        )

    def remove_individual(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual))

    def add_organisation(self, organisation: Organisation) -> None:
        self._connection.execute(
            insert(_ORGANISATIONS),
            {
                "id": organisation.id,
                "name": organisation.name,
                "number": organisation.number,
                "role": organisation.role,
            },
        )

    def organisation(self, organisation: OrganisationId) -> Organisation | None:
        row = _FIND_ORGANISATION.one(self._connection, organisation=organisation)
        return (
            None
            if row is None
            else Organisation(OrganisationId(row.id), row.name, row.number, Role(row.role))
        )

    def organisations(self) -> Sequence[Organisation]:
        rows = self._connection.execute(select(_ORGANISATIONS).order_by(_ORGANISATIONS.c.name))
        return [Organisation(OrganisationId(row.id), row.name, row.number, Role(row.role)) for row in rows]

    def add_client(self, client: Client) -> None:
        self._connection.execute(
            insert(_CLIENTS),
            {"id": client.id, "organisation_id": client.organisation, "public_jwk": client.public_jwk},
        )

    def client(self, client: ClientId) -> Client | None:
        row = _FIND_CLIENT.one(self._connection, client=client)
        return (
            None
            if row is None
            else Client(ClientId(row.id), OrganisationId(row.organisation_id), row.public_jwk)
        )

    def pause_all(self, individual: IndividualId, at: datetime | None) -> None:
        self._connection.execute(
            update(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual).values(paused_at=at)
        )
