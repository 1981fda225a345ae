"""Purpose declarations, every version of each."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from consent.declaration import DeclarationStatus, PurposeDeclaration
from consent.vocabulary import DeclarationId, OrganisationId
from profile_service.storage.declaration_mapping import dump_declaration, load_declaration
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import DeclarationRow, table_of

_DECLARATIONS = table_of(DeclarationRow)
_VERSIONS = select(_DECLARATIONS).where(_DECLARATIONS.c.id == bindparam("declaration"))
_FIND_VERSION = Prepared(_VERSIONS.where(_DECLARATIONS.c.version == bindparam("version")))
_LARGEST = 2**31
"""What an INTEGER column holds in every database: a number in an address can be any."""
_IN_FORCE = _VERSIONS.order_by(
    (_DECLARATIONS.c.status == DeclarationStatus.APPROVED.value).desc(), _DECLARATIONS.c.version.desc()
).limit(1)


class TableDeclarations:
    """See `actions.ports.Declarations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, declaration: PurposeDeclaration) -> None:
        last = self._connection.execute(select(func.max(_DECLARATIONS.c.place))).scalar_one()
        self._connection.execute(
            insert(_DECLARATIONS),
            {
                "id": declaration.id,
                "version": declaration.version,
                "organisation_id": declaration.organisation,
                "status": declaration.status.value,
                "body": dump_declaration(declaration),
                "place": (last or 0) + 1,
                "submitted_at": declaration.submitted_at,
                "decided_at": declaration.decided_at,
                "remark": declaration.remark,
            },
        )

    def find(self, declaration: DeclarationId, version: int | None = None) -> PurposeDeclaration | None:
        if version is not None and not 0 < version < _LARGEST:
            return None
        if version is None:
            row = self._connection.execute(_IN_FORCE, {"declaration": declaration}).one_or_none()
        else:
            row = _FIND_VERSION.one(self._connection, declaration=declaration, version=version)
        return None if row is None else load_declaration(row)

    def set_status(
        self,
        declaration: DeclarationId,
        version: int,
        status: DeclarationStatus,
        at: datetime,
        remark: str = "",
    ) -> None:
        self._connection.execute(
            update(_DECLARATIONS)
            .where(_DECLARATIONS.c.id == declaration, _DECLARATIONS.c.version == version)
            .values(status=status.value, decided_at=at, remark=remark)
        )

    def approved_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        first = (
            select(
                _DECLARATIONS.c.id,
                func.max(_DECLARATIONS.c.version).label("version"),
                func.coalesce(func.min(_DECLARATIONS.c.place), 0).label("place"),
            )
            .where(
                _DECLARATIONS.c.organisation_id == organisation,
                _DECLARATIONS.c.status == DeclarationStatus.APPROVED.value,
            )
            .group_by(_DECLARATIONS.c.id)
            .subquery()
        )
        rows = self._connection.execute(
            select(_DECLARATIONS)
            .join(first, (_DECLARATIONS.c.id == first.c.id) & (_DECLARATIONS.c.version == first.c.version))
            .order_by(first.c.place, _DECLARATIONS.c.id)
        )
        return [load_declaration(row) for row in rows]

    def all_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        rows = self._connection.execute(
            select(_DECLARATIONS)
            .where(_DECLARATIONS.c.organisation_id == organisation)
            .order_by(_DECLARATIONS.c.id, _DECLARATIONS.c.version.desc())
        )
        return [load_declaration(row) for row in rows]

    def in_status(self, status: DeclarationStatus) -> Sequence[PurposeDeclaration]:
        rows = self._connection.execute(
            select(_DECLARATIONS)
            .where(_DECLARATIONS.c.status == status.value)
            .order_by(func.coalesce(_DECLARATIONS.c.place, 0), _DECLARATIONS.c.id)
        )
        return [load_declaration(row) for row in rows]
