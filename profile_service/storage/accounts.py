"""Who takes part, and in whose name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import Client, ClientId, Individual, Organisation, Role
from profile_service.storage.client_keys import dump_keys, load_keys
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
_FIND_BOTH = Prepared(
    select(_CLIENTS, *(column.label(f"its_{column.name}") for column in _ORGANISATIONS.c))
    .select_from(_CLIENTS.outerjoin(_ORGANISATIONS, _ORGANISATIONS.c.id == _CLIENTS.c.organisation_id))
    .where(_CLIENTS.c.id == bindparam("client"))
)


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
                "sandbox": organisation.sandbox,
                "closed_at": organisation.closed_at,
            },
        )

    def organisation(self, organisation: OrganisationId) -> Organisation | None:
        row = _FIND_ORGANISATION.one(self._connection, organisation=organisation)
        return None if row is None else _organisation(row)

    def organisations(self) -> Sequence[Organisation]:
        return self._organisations(_ORGANISATIONS.c.closed_at.is_(None))

    def closed_organisations(self) -> Sequence[Organisation]:
        return self._organisations(_ORGANISATIONS.c.closed_at.is_not(None))

    def _organisations(self, condition: ColumnElement[bool]) -> Sequence[Organisation]:
        rows = self._connection.execute(
            select(_ORGANISATIONS).where(condition).order_by(_ORGANISATIONS.c.name, _ORGANISATIONS.c.id)
        )
        return [_organisation(row) for row in rows]

    def add_client(self, client: Client) -> None:
        self._connection.execute(
            insert(_CLIENTS),
            {
                "id": client.id,
                "organisation_id": client.organisation,
                "public_jwks": dump_keys(client.public_jwks),
                "redirect_uris": "\n".join(client.redirect_uris),
                "dpop_required": client.dpop_required,
                "handles_protected_identity": client.handles_protected_identity,
            },
        )

    def client(self, client: ClientId) -> Client | None:
        row = _FIND_CLIENT.one(self._connection, client=client)
        return None if row is None else _client(row)

    def client_of_organisation(self, client: ClientId) -> tuple[Client | None, Organisation | None]:
        """`client`, and `organisation` of that, in one statement."""
        row = _FIND_BOTH.one(self._connection, client=client)
        if row is None:
            return None, None
        return _client(row), None if row.its_id is None else _organisation(row, "its_")

    def clients_of(self, organisation: OrganisationId) -> Sequence[Client]:
        rows = self._connection.execute(
            select(_CLIENTS).where(_CLIENTS.c.organisation_id == organisation).order_by(_CLIENTS.c.id)
        )
        return [_client(row) for row in rows]

    def save_keys(self, client: Client) -> None:
        self._connection.execute(
            update(_CLIENTS)
            .where(_CLIENTS.c.id == client.id)
            .values(public_jwks=dump_keys(client.public_jwks))
        )

    def remove_client(self, client: ClientId) -> None:
        self._connection.execute(delete(_CLIENTS).where(_CLIENTS.c.id == client))

    def close_organisation(self, organisation: OrganisationId, at: datetime) -> None:
        self._connection.execute(
            update(_ORGANISATIONS).where(_ORGANISATIONS.c.id == organisation).values(closed_at=at)
        )

    def pause_all(self, individual: IndividualId, at: datetime | None) -> None:
        self._connection.execute(
            update(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual).values(paused_at=at)
        )


def _organisation(row: Any, prefix: str = "") -> Organisation:
    found = [getattr(row, prefix + column.name) for column in _ORGANISATIONS.c]
    organisation, name, number, role, sandbox, closed_at = found
    return Organisation(OrganisationId(organisation), name, number, Role(role), bool(sandbox), closed_at)


def _client(row: Any) -> Client:
    return Client(
        ClientId(row.id),
        OrganisationId(row.organisation_id),
        load_keys(row.public_jwks),
        tuple(row.redirect_uris.split("\n")) if row.redirect_uris else (),
        bool(row.dpop_required),
        bool(row.handles_protected_identity),
    )
