"""Where organisations are told. The secret that signs is wrapped like a data key, and bound to its endpoint."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from consent.vocabulary import OrganisationId
from profile_service.domain.notice import Endpoint, EndpointId
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import EndpointRow

_ENDPOINTS = table_of(EndpointRow)


def binding_of(endpoint: str) -> str:
    """What a wrapped secret is bound to: it opens in this row and nowhere else."""
    return f"webhook|{endpoint}"


class TableEndpoints:
    """See `actions.ports.Endpoints`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, endpoint: Endpoint, secret: bytes) -> None:
        version, wrapped = self._sealer.wrap(secret, binding_of(endpoint.id))
        self._connection.execute(
            insert(_ENDPOINTS),
            {
                "id": endpoint.id,
                "organisation_id": endpoint.organisation,
                "url": endpoint.url,
                "sealing_version": version,
                "wrapped_secret": wrapped,
                "registered_at": endpoint.registered_at,
            },
        )

    def find(self, endpoint: EndpointId) -> Endpoint | None:
        rows = self._connection.execute(select(_ENDPOINTS).where(_ENDPOINTS.c.id == endpoint)).all()
        return _load(rows[0]) if rows else None

    def secret_of(self, endpoint: EndpointId) -> bytes:
        row = self._connection.execute(select(_ENDPOINTS).where(_ENDPOINTS.c.id == endpoint)).one()
        return self._sealer.unwrap(row.sealing_version, row.wrapped_secret, binding_of(row.id))

    def close(self, endpoint: EndpointId, at: datetime) -> None:
        self._connection.execute(update(_ENDPOINTS).where(_ENDPOINTS.c.id == endpoint).values(closed_at=at))

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Endpoint]:
        rows = self._connection.execute(
            select(_ENDPOINTS)
            .where(_ENDPOINTS.c.organisation_id == organisation, _ENDPOINTS.c.closed_at.is_(None))
            .order_by(_ENDPOINTS.c.registered_at, _ENDPOINTS.c.id)
        )
        return [_load(row) for row in rows]


def _load(row: Any) -> Endpoint:
    return Endpoint(
        id=EndpointId(row.id),
        organisation=OrganisationId(row.organisation_id),
        url=row.url,
        registered_at=row.registered_at,
        closed_at=row.closed_at,
    )
