"""A reading of Astrid's, an inquiry about another, and an alarm: ids for the list of every route."""

from profile_service.domain.reading_limits import Alarm, AlarmId
from tests.stage import Stage


def inquiry_ids(stage: Stage) -> dict[str, str]:
    """By the name that they have in the routes' paths."""
    grant, hers = stage.granted(), stage.individual("astrid")
    first, second = (stage.read(grant).headers["Egenkarta-Disclosure"] for _ in range(2))
    inquiry = stage.http.post(f"/v1/me/disclosures/{first}/inquiry", json={}, headers=hers).json()["id"]
    now = stage.clock.now()
    client = stage.company("norrsken")["client_id"]

    def raise_one(work):
        norrsken = work.accounts.client(client).organisation
        work.tallies.raise_alarm(Alarm(AlarmId("alm_1"), norrsken, "Nils Berg", now.date(), 21, 3, now))

    stage.parts.database.writer.run(raise_one)
    return {"{event_id}": second, "{inquiry_id}": inquiry, "{alarm_id}": "alm_1"}
