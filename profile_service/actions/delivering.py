"""Notices are brought to the addresses that their organisations have registered: made, tried, settled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from profile_service.actions.ports import Desk, Work
from profile_service.domain.notice import (
    KEEP_TRYING,
    Delivery,
    DeliveryId,
    DeliveryState,
    EndpointId,
    Notice,
)
from profile_service.domain.webhook import Attempt, Parcel, body_of

STEPS: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
"""How long to wait after each failed attempt; the last one again and again."""

LEASE: Final = timedelta(seconds=60)
"""How long an attempt may take before another process may make it anew."""

KEPT: Final = timedelta(days=90)
"""How long it stays known how a message fared."""

_NOTICES_AT_ONCE: Final = 100
_PARCELS_AT_ONCE: Final = 50
_PER_ENDPOINT: Final = 5
"""So that a receiver who is slow, or for whom very much waits, holds up nobody else's messages for long."""


def make_deliveries(work: Work, desk: Desk) -> int:
    """For each notice that is due, a delivery to each address of its organisation. How many notices there were."""
    now = desk.clock.now()
    untold = work.notices.untold(now, _NOTICES_AT_ONCE)
    for notice in untold:
        for endpoint in work.endpoints.of_organisation(notice.organisation):
            work.deliveries.add(_delivery(desk, notice, endpoint.id, now))
        work.notices.mark_sent(notice)
    return len(untold)


def take_due(work: Work, desk: Desk) -> Sequence[Parcel]:
    """Take what is to be sent now.

    Each is put off by the length of an attempt in the same transaction, so that no other process takes it too; if this one
    ends before it has settled it, it is tried again after that.
    """
    now = desk.clock.now()
    return list(_take(work, now))


def _take(work: Work, now: datetime) -> Iterator[Parcel]:
    for delivery in work.deliveries.due(now, _PARCELS_AT_ONCE, _PER_ENDPOINT):
        endpoint, notice = work.endpoints.find(delivery.endpoint), work.notices.find(delivery.notice)
        if endpoint is None or endpoint.closed_at is not None or notice is None:
            work.deliveries.save(replace(delivery, state=DeliveryState.DEAD, result="closed"))
            continue
        claimed = replace(delivery, attempts=delivery.attempts + 1, next_at=now + LEASE)
        work.deliveries.save(claimed)
        secret = work.endpoints.secret_of(endpoint.id)
        yield Parcel(delivery.id, claimed.attempts, notice.id, endpoint.url, secret, body_of(notice))


def forget_old_deliveries(work: Work, desk: Desk) -> int:
    """Drop what was settled long ago; the notices themselves stay. How many there were."""
    return work.deliveries.forget_settled(desk.clock.now() - KEPT)


def forget_notices_of_nobody(work: Work, desk: Desk) -> int:
    """Drop what was told of somebody who has erased herself, once it is acknowledged or old. How many there were."""
    return work.notices.forget_erased(desk.clock.now() - KEPT)


def settle(work: Work, desk: Desk, parcel: Parcel, attempt: Attempt) -> None:
    """Write down what came of an attempt: told, to be tried again later, or given up.

    Of an attempt that took so long that another was made meanwhile, only success counts.
    """
    delivery = work.deliveries.find(parcel.delivery)
    if delivery is None or delivery.state is DeliveryState.DELIVERED:
        return
    now = desk.clock.now()
    if attempt.told:
        work.deliveries.save(replace(delivery, state=DeliveryState.DELIVERED, result=attempt.result))
        notice = work.notices.find(delivery.notice)
        if notice is not None and notice.told_at is None:
            work.notices.save(replace(notice, told_at=now))
    elif delivery.state is DeliveryState.WAITING and delivery.attempts == parcel.attempt:
        work.deliveries.save(_after_failure(delivery, attempt.result, now))


def _after_failure(delivery: Delivery, result: str, now: datetime) -> Delivery:
    last = delivery.made_at + KEEP_TRYING
    if now >= last:
        return replace(delivery, state=DeliveryState.DEAD, result=result)
    step = STEPS[min(delivery.attempts, len(STEPS)) - 1]
    return replace(delivery, next_at=min(now + step, last), result=result)


def _delivery(desk: Desk, notice: Notice, endpoint: EndpointId, now: datetime) -> Delivery:
    return Delivery(
        id=DeliveryId(desk.ids.new("dlv")),
        individual=notice.individual,
        notice=notice.id,
        endpoint=endpoint,
        made_at=now,
        next_at=now,
    )
