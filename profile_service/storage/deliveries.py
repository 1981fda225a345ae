"""Notices on their way: who is told where, how often it was tried, and what came back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from consent.vocabulary import IndividualId, NoticeId, OrganisationId
from profile_service.domain.notice import Delivery, DeliveryId, DeliveryState, EndpointId
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import DeliveryRow, EndpointRow

_DELIVERIES = table_of(DeliveryRow)
_ENDPOINTS = table_of(EndpointRow)


class TableDeliveries:
    """See `actions.ports.Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, delivery: Delivery) -> None:
        self._connection.execute(
            insert(_DELIVERIES),
            {
                "individual_id": delivery.individual,
                "id": delivery.id,
                "notice_id": delivery.notice,
                "endpoint_id": delivery.endpoint,
                **_standing(delivery),
            },
        )

    def find(self, delivery: DeliveryId) -> Delivery | None:
        rows = self._connection.execute(select(_DELIVERIES).where(_DELIVERIES.c.id == delivery)).all()
        return _load(rows[0]) if rows else None

    def save(self, delivery: Delivery) -> None:
        self._connection.execute(
            update(_DELIVERIES)
            .where(_DELIVERIES.c.individual_id == delivery.individual, _DELIVERIES.c.id == delivery.id)
            .values(_standing(delivery))
        )

    def due(self, now: datetime, limit: int, each: int) -> Sequence[Delivery]:
        waiting = _DELIVERIES.c.state == DeliveryState.WAITING.value, _DELIVERIES.c.next_at <= now
        oldest = _DELIVERIES.c.next_at, _DELIVERIES.c.id
        turn = func.row_number().over(partition_by=_DELIVERIES.c.endpoint_id, order_by=oldest)
        turns = select(_DELIVERIES, turn.label("turn")).where(*waiting).subquery()
        found = select(turns).where(turns.c.turn <= each)
        return self._some(found.order_by(turns.c.turn, turns.c.next_at, turns.c.id).limit(limit))

    def dead_of(self, organisation: OrganisationId, limit: int) -> Sequence[Delivery]:
        dead = (
            select(_DELIVERIES)
            .join(_ENDPOINTS, _ENDPOINTS.c.id == _DELIVERIES.c.endpoint_id)
            .where(
                _ENDPOINTS.c.organisation_id == organisation,
                _ENDPOINTS.c.closed_at.is_(None),
                _DELIVERIES.c.state == DeliveryState.DEAD.value,
            )
        )
        return self._some(dead.order_by(_DELIVERIES.c.made_at.desc(), _DELIVERIES.c.id).limit(limit))

    def last_to(self, endpoint: EndpointId, limit: int) -> Sequence[Delivery]:
        there = select(_DELIVERIES).where(_DELIVERIES.c.endpoint_id == endpoint)
        return self._some(there.order_by(_DELIVERIES.c.made_at.desc(), _DELIVERIES.c.id).limit(limit))

    def forget_settled(self, before: datetime) -> int:
        settled = (DeliveryState.DELIVERED.value, DeliveryState.DEAD.value)
        return self._connection.execute(
            delete(_DELIVERIES).where(_DELIVERIES.c.state.in_(settled), _DELIVERIES.c.next_at < before)
        ).rowcount

    def _some(self, statement: Any) -> list[Delivery]:
        return [_load(row) for row in self._connection.execute(statement)]


def _standing(delivery: Delivery) -> dict[str, object]:
    return {
        "made_at": delivery.made_at,
        "next_at": delivery.next_at,
        "attempts": delivery.attempts,
        "state": delivery.state.value,
        "result": delivery.result,
    }


def _load(row: Any) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        individual=IndividualId(row.individual_id),
        notice=NoticeId(row.notice_id),
        endpoint=EndpointId(row.endpoint_id),
        made_at=row.made_at,
        next_at=row.next_at,
        attempts=row.attempts,
        state=DeliveryState(row.state),
        result=row.result,
    )
