"""Who takes part, and what the organisations have declared."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from consent.declaration import PurposeDeclaration
from consent.vocabulary import DeclarationId, IndividualId, OrganisationId
from profile_service.domain.people import Client, ClientId, Individual, Organisation, Role, Staff, StaffId
from profile_service.storage.mapping import dump_declaration, load_declaration
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import (
    ClientRow,
    DeclarationRow,
    IndividualRow,
    OrganisationRow,
    StaffRow,
    table_of,
)

_INDIVIDUALS = table_of(IndividualRow)
_ORGANISATIONS = table_of(OrganisationRow)
_STAFF = table_of(StaffRow)
_CLIENTS = table_of(ClientRow)
_DECLARATIONS = table_of(DeclarationRow)
_FIND_ORGANISATION = Prepared(select(_ORGANISATIONS).where(_ORGANISATIONS.c.id == bindparam("organisation")))
_FIND_CLIENT = Prepared(select(_CLIENTS).where(_CLIENTS.c.id == bindparam("client")))
_VERSIONS = select(_DECLARATIONS).where(_DECLARATIONS.c.id == bindparam("declaration"))
_FIND_VERSION = Prepared(_VERSIONS.where(_DECLARATIONS.c.version == bindparam("version")))
_NEWEST = _VERSIONS.order_by(_DECLARATIONS.c.version.desc()).limit(1)


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
        return None if row is None else Individual(IndividualId(row.id), row.language)

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

    def add_staff(self, staff: Staff) -> None:
        self._connection.execute(
            insert(_STAFF),
            {"id": staff.id, "organisation_id": staff.organisation, "name": staff.name, "unit": staff.unit},
        )

    def staff(self, staff: StaffId) -> Staff | None:
        row = self._connection.execute(select(_STAFF).where(_STAFF.c.id == staff)).one_or_none()
        return (
            None
            if row is None
            else Staff(StaffId(row.id), OrganisationId(row.organisation_id), row.name, row.unit)
        )

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

    def add_declaration(self, declaration: PurposeDeclaration) -> None:
        last = self._connection.execute(select(func.max(_DECLARATIONS.c.place))).scalar_one()
        self._connection.execute(
            insert(_DECLARATIONS),
            {
                "id": declaration.id,
                "version": declaration.version,
                "organisation_id": declaration.organisation,
                "approved": declaration.approved,
                "body": dump_declaration(declaration),
                "place": (last or 0) + 1,
            },
        )

    def declaration(
        self, declaration: DeclarationId, version: int | None = None
    ) -> PurposeDeclaration | None:
        if version is None:
            row = self._connection.execute(_NEWEST, {"declaration": declaration}).one_or_none()
        else:
            row = _FIND_VERSION.one(self._connection, declaration=declaration, version=version)
        return None if row is None else load_declaration(row)

    def declarations_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        newest = (
            select(
                _DECLARATIONS.c.id,
                func.max(_DECLARATIONS.c.version).label("version"),
                func.coalesce(func.min(_DECLARATIONS.c.place), 0).label("place"),
            )
            .where(_DECLARATIONS.c.organisation_id == organisation, _DECLARATIONS.c.approved)
            .group_by(_DECLARATIONS.c.id)
            .subquery()
        )
        rows = self._connection.execute(
            select(_DECLARATIONS)
            .join(newest, (_DECLARATIONS.c.id == newest.c.id) & (_DECLARATIONS.c.version == newest.c.version))
            .order_by(newest.c.place, _DECLARATIONS.c.id)
        )
        return [load_declaration(row) for row in rows]
