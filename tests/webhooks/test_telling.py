"""A change reaches the organisation, is tried for three days where nobody answers, and is sent by one process alone."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from at_norrsken import acknowledge, dead_letters, notices, register, registered, told
from listener import Listener, listener

from clients.webhooks import verify
from profile_service.actions.delivering import LEASE, STEPS, make_deliveries, settle, take_due
from profile_service.domain.notice import KEEP_TRYING
from profile_service.domain.webhook import Attempt
from profile_service.main import create_app, open_parts
from profile_service.rounds import Rounds
from tests.invariants.rawfile import ask
from tests.stage import Stage


def test_a_withdrawal_is_told_in_the_next_round_and_says_nothing_but_that_something_changed(
    stage: Stage, receiver: Listener
) -> None:
    secret = registered(stage, receiver.url)["secret"]
    grant = stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    receiver.received.clear()
    stage.withdraw(grant)
    stage.rounds()
    ((headers, body),) = receiver.received
    message = json.loads(body)
    assert message == {
        "type": "grant.changed",
        "timestamp": stage.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "data": {"grant_id": grant},
    }
    assert verify(headers, body, secret, stage.clock.now()) == notices(stage)[0]["id"]
    newest = told(stage, grant)[0]
    assert (newest["change"], newest["overdue"]) == ("ended", False)
    assert newest["told_at"] is not None
    assert newest["acknowledged_at"] is None
    stage.rounds()
    assert len(receiver.received) == 1, "told once"


def test_every_change_of_a_grant_looks_the_same_on_the_wire(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    grant = stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    stage.http.post(f"/v1/me/grants/{grant}/resume", headers=stage.individual("astrid"))
    stage.withdraw(grant)
    stage.rounds()
    assert len(receiver.received) == 4
    shapes = {(body.count(b'"'), json.loads(body)["type"]) for _, body in receiver.received}
    assert shapes == {(14, "grant.changed")}


def test_a_yes_that_is_undone_is_never_told(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    grant = stage.granted()
    stage.rounds()
    assert receiver.received == [], "a yes can be undone for thirty seconds"
    undone = stage.http.post(f"/v1/me/grants/{grant}/undo", headers=stage.individual("astrid"))
    assert undone.status_code == 200, undone.text
    stage.move(minutes=5)
    stage.rounds()
    assert receiver.received == []
    assert [one for one in notices(stage) if one["data"] == {"grant_id": grant}] == []


def test_a_grant_whose_time_is_over_ends_by_itself_and_is_told(stage: Stage, receiver: Listener) -> None:
    grant = stage.granted(until="2026-12-01T00:00:00Z")
    registered(stage, receiver.url)
    stage.move(days=20)
    stage.rounds()
    assert any(json.loads(body)["data"] == {"grant_id": grant} for _, body in receiver.received)
    newest = told(stage, grant)[0]
    assert newest["change"] == "ended"
    assert newest["told_at"] is not None
    assert any(line["kind"] == "expiry" and line["grant_id"] == grant for line in stage.log())


def test_whoever_is_erased_is_told_to_have_ended(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    grant = stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    receiver.received.clear()
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    stage.rounds()
    assert any(json.loads(body)["data"] == {"grant_id": grant} for _, body in receiver.received)
    for one in notices(stage):
        assert acknowledge(stage, one["id"], erased=True).status_code == 200


def test_a_receiver_that_is_down_is_tried_for_three_days_then_it_is_a_dead_letter_that_can_be_sent_again(
    stage: Stage, receiver: Listener
) -> None:
    registered(stage, receiver.url)
    grant = stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    receiver.received.clear()
    receiver.status = 503
    stage.withdraw(grant)
    began = stage.clock.now()
    moments = _try_until_dead(stage, receiver)
    waits = [later - earlier for earlier, later in pairwise(moments)]
    assert moments[0] == timedelta(0)
    assert tuple(waits[: len(STEPS)]) == STEPS
    assert set(waits[len(STEPS) : -1]) == {STEPS[-1]}
    assert moments[-1] == KEEP_TRYING, "the last attempt is at the very end of the three days"
    assert 75 < len(moments) < 80
    (letter,) = dead_letters(stage)
    assert (letter["result"], letter["attempts"]) == ("503", len(moments))
    assert letter["data"] == {"grant_id": grant}
    assert letter["url"] == receiver.url
    assert told(stage, grant)[0]["told_at"] is None
    assert len(set(receiver.ids())) == 1, "the same id at each attempt"
    assert len({body for _, body in receiver.received}) == 1, "the same bytes at each attempt"

    again = f"/v1/webhooks/dead-letters/{letter['id']}/redeliver"
    assert stage.http.post(again, headers=stage.organisation("tjuvholmen")).status_code == 404
    assert stage.http.post(again, headers=stage.organisation("norrsken")).status_code == 204
    assert stage.http.post(again, headers=stage.organisation("norrsken")).status_code == 404, (
        "it is on its way"
    )
    receiver.status = 204
    stage.rounds()
    assert dead_letters(stage) == []
    at = told(stage, grant)[0]["told_at"]
    assert datetime.fromisoformat(at) == stage.clock.now().astimezone(UTC)
    assert stage.clock.now() - began >= KEEP_TRYING


def _try_until_dead(stage: Stage, receiver: Listener) -> list[timedelta]:
    """Move the clock from attempt to attempt; returns when each was made, from the first on."""
    began, moments = stage.clock.now(), []
    while not dead_letters(stage):
        before = len(receiver.received)
        stage.rounds()
        if len(receiver.received) > before:
            moments.append(stage.clock.now() - began)
        due = stage.house.writer.run(  # type: ignore[attr-defined]
            lambda work: work.deliveries.due(stage.clock.now() + timedelta(days=4), 1, 1)
        )
        if due:
            stage.clock.at = due[0].next_at
        stage._tokens.clear()
    return moments


def test_nothing_is_sent_to_an_address_that_was_closed(stage: Stage, receiver: Listener) -> None:
    endpoint = registered(stage, receiver.url)["id"]
    receiver.status = 500
    grant = stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    stage.withdraw(grant)
    tried = len(receiver.received)
    closing = stage.http.delete(f"/v1/webhooks/{endpoint}", headers=stage.organisation("norrsken"))
    assert closing.status_code == 204
    stage.move(hours=2)
    stage.rounds()
    assert len(receiver.received) == tried
    assert dead_letters(stage) == []
    assert (
        stage.http.delete(f"/v1/webhooks/{endpoint}", headers=stage.organisation("norrsken")).status_code
        == 404
    )
    assert notices(stage)[0]["data"] == {"grant_id": grant}, "it can still be fetched"


def test_each_of_several_addresses_is_told_and_one_that_fails_holds_up_no_other(
    stage: Stage, receiver: Listener
) -> None:
    with listener() as other:
        registered(stage, receiver.url)
        assert register(stage, other.url).status_code == 201
        receiver.status = 500
        grant = stage.granted()
        stage.move(minutes=1)
        stage.rounds()
        assert receiver.ids() == other.ids()
        assert told(stage, grant)[0]["told_at"] is not None


def test_two_processes_on_one_database_send_each_message_once(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    for _ in range(5):
        stage.granted()
    stage.move(minutes=1)
    parts = open_parts(stage.parts.settings, stage.parts.keys, stage.clock, tells_loopback=True)
    other = create_app(parts).state.rounds
    mine: Rounds = stage.app.state.rounds

    async def both() -> None:
        await mine._do(make_deliveries)
        await asyncio.gather(mine.deliver(), other.deliver(), mine.deliver(), other.deliver())

    try:
        asyncio.run(both())
    finally:
        parts.database.close()
    assert len(receiver.ids()) == 5
    assert len(set(receiver.ids())) == 5


def test_an_attempt_that_nobody_settled_is_made_again_when_its_time_is_over(
    stage: Stage, receiver: Listener
) -> None:
    registered(stage, receiver.url)
    stage.granted()
    stage.move(minutes=1)
    writer = stage.parts.database.writer
    writer.run(lambda work: make_deliveries(work, stage.house.desk))
    (parcel,) = writer.run(lambda work: take_due(work, stage.house.desk))
    assert writer.run(lambda work: take_due(work, stage.house.desk)) == [], "taken"
    stage.rounds()
    assert receiver.received == []
    stage.move(seconds=LEASE.total_seconds())
    stage.rounds()
    assert len(receiver.received) == 1
    # The first attempt comes back late and has failed: what was told stays told.
    writer.run(lambda work: settle(work, stage.house.desk, parcel, Attempt(told=False, result="timeout")))
    stage.move(days=4)
    stage.rounds()
    assert (len(receiver.received), dead_letters(stage)) == (1, [])


def test_a_slow_receiver_takes_five_messages_at_once_and_no_more(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    for _ in range(7):
        stage.granted()
    stage.move(minutes=1)
    writer = stage.parts.database.writer
    writer.run(lambda work: make_deliveries(work, stage.house.desk))
    assert len(writer.run(lambda work: take_due(work, stage.house.desk))) == 5
    assert len(writer.run(lambda work: take_due(work, stage.house.desk))) == 2


def test_outside_of_a_demo_this_machine_is_never_told(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    stage.granted()
    stage.move(minutes=1)
    parts = open_parts(stage.parts.settings, stage.parts.keys, stage.clock)
    try:
        app = create_app(parts)
        asyncio.run(app.state.rounds.once())
        assert app.state.house.tells_loopback is False
    finally:
        parts.database.close()
    assert receiver.received == []


def test_how_a_message_fared_is_forgotten_after_ninety_days_and_the_notice_is_not(
    stage: Stage, receiver: Listener
) -> None:
    registered(stage, receiver.url)
    stage.granted()
    stage.move(minutes=1)
    stage.rounds()

    (first,) = receiver.ids()

    def kept() -> int:
        return len(ask(stage, "SELECT id FROM webhook_delivery WHERE notice_id = ?", first))

    stage.move(days=89)
    stage.rounds()
    assert kept() == 1
    stage.move(days=2)
    stage.rounds()
    assert kept() == 0
    assert first in [one["id"] for one in notices(stage, query="?limit=200")]
