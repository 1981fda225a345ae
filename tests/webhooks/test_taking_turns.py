"""Whoever has very much waiting holds up nobody else's messages."""

from datetime import timedelta
from typing import Any

from consent.vocabulary import IndividualId
from profile_service.actions.delivering import take_due
from profile_service.actions.telling import tell_about
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.notice import Change, Delivery, DeliveryId, Endpoint, EndpointId
from tests.stage import Stage

ASTRID = IndividualId("ind_demo_astrid")
_OF_THE_SLOW = 600


def test_the_first_message_of_every_address_goes_before_the_second_of_any(stage: Stage) -> None:
    now = stage.clock.now()

    def fill(work: Any) -> None:
        notice = tell_about(work, stage.house.desk, ASTRID, NORRSKEN.id, "gra_1", Change.CHANGED)
        for number in range(20):
            endpoint = EndpointId(f"whk_{number}")
            work.endpoints.add(
                Endpoint(endpoint, NORRSKEN.id, f"https://{number}.example.org/", registered_at=now),
                bytes(32),
            )
        for number in range(_OF_THE_SLOW):
            at = now - timedelta(hours=2)
            work.deliveries.add(delivery(f"dlv_slow{number}", notice, f"whk_{number % 5}", at))
        for number in range(5, 20):
            work.deliveries.add(delivery(f"dlv_{number}", notice, f"whk_{number}", now))

    def delivery(name: str, notice: Any, endpoint: str, at: Any) -> Delivery:
        return Delivery(DeliveryId(name), notice.individual, notice.id, EndpointId(endpoint), at, at)

    writer = stage.parts.database.writer
    writer.run(fill)
    taken = writer.run(lambda work: take_due(work, stage.house.desk))
    first = [parcel.delivery for parcel in taken]
    assert {f"dlv_{number}" for number in range(5, 20)} <= set(first)
    assert sum(name.startswith("dlv_slow") for name in first) == 25, "five for each address"
    again = writer.run(lambda work: take_due(work, stage.house.desk))
    assert not set(first) & {parcel.delivery for parcel in again}, "nothing is taken twice"
