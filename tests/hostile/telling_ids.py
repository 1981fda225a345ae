"""A notice, an address and a dead letter of Norrsken's, all about Astrid."""

from profile_service.domain.notice import Delivery, DeliveryId, DeliveryState, EndpointId
from tests.stage import Stage


def telling_ids(stage: Stage) -> dict[str, str]:
    """Real ids for the routes of being told, by their places in the addresses."""
    made = stage.http.post(
        "/v1/webhooks",
        json={"url": "https://receiver.example.org/"},
        headers=stage.organisation("norrsken"),
    )
    webhook = made.json()["id"]
    writer = stage.parts.database.writer
    notice = writer.run(lambda work: work.notices.of_individual("ind_demo_astrid")[0])
    now = stage.clock.now()
    letter = Delivery(
        DeliveryId(stage.parts.ids.new("dlv")),
        notice.individual,
        notice.id,
        EndpointId(webhook),
        now,
        now,
        state=DeliveryState.DEAD,
    )
    writer.run(lambda work: work.deliveries.add(letter))
    return {"{webhook_id}": webhook, "{notice_id}": notice.id, "{delivery_id}": letter.id}
