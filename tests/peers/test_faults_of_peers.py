"""What went wrong in other consent services, each tried here. The service is named by its fault, not by its name."""

import re

import pytest

from profile_service.actions.rounds import expire_due
from tests.invariants.rawfile import ask
from tests.stage import LANGUAGES, SKILLS, Stage

_SHOWN = ["profile:skills:read?fields=level,skill"]


def _share(stage: Stage, vacancy: str = "Kock") -> dict[str, str]:
    answer = stage.http.post(
        "/v1/me/shares",
        json={"vacancy": vacancy, "employer": "Tjuvholmen AB", "scopes": _SHOWN},
        headers=stage.individual("astrid"),
    )
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return {"id": made["share"]["id"], "secret": made["link"].rsplit("/", 1)[1]}


def test_a_withdrawn_consent_is_not_a_label_that_the_read_path_never_looks_at(stage: Stage) -> None:
    grant_id = stage.granted()
    assert stage.read(grant_id).status_code == 200
    stage.withdraw(grant_id)
    assert stage.read(grant_id).status_code == 404


@pytest.mark.parametrize("caller", ["nobody", "tjuvholmen", "norrsken", "bo"])
def test_nobody_can_ask_whether_there_is_a_consent(stage: Stage, caller: str) -> None:
    """No probe by person, number, e-mail or id tells a consent that exists from one that does not."""
    live, headers = stage.granted(), {}
    if caller in ("tjuvholmen", "norrsken"):
        headers = stage.organisation(caller)
    elif caller == "bo":
        headers = stage.individual("bo")
    gone = stage.granted()
    stage.withdraw(gone)
    hidden = live if caller != "norrsken" else gone
    for path in (
        "/v1/grants/{}",
        "/v1/receipts/{}",
        "/v1/access-requests/{}",
        "/v1/me/grants/{}",
        "/v1/consents?individual={}",
    ):
        real = stage.http.get(path.format(hidden), headers=headers)
        never = stage.http.get(path.format("gra_that_never_was"), headers=headers)
        assert real.status_code in (401, 403, 404)
        assert (real.status_code, real.content) == (never.status_code, never.content), path


def test_events_bear_the_time_at_which_they_happened_not_that_of_the_start(stage: Stage) -> None:
    first = stage.granted()
    stage.move(hours=3)
    second = stage.granted()
    stage.move(hours=3)
    stage.withdraw(second)
    hers = stage.individual("astrid")
    grants = {one["id"]: one for one in stage.http.get("/v1/me/grants", headers=hers).json()["grants"]}
    assert grants[first]["given_at"] == "2026-11-21T09:00:00Z"
    assert grants[second]["given_at"] == "2026-11-21T12:00:00Z"
    assert grants[second]["ended_at"] == "2026-11-21T15:00:00Z"
    receipts = stage.http.get(f"/v1/me/grants/{second}/receipts", headers=hers).json()["receipts"]
    assert [one["at"] for one in receipts] == ["2026-11-21T12:00:00Z", "2026-11-21T15:00:00Z"]
    assert "2026-11-21T15:00:00Z" in str(receipts[-1]["record"])


@pytest.mark.parametrize("step", ["withdraw", "pause", "resume", "undo", "narrow", "close-case"])
def test_nobody_acts_on_another_persons_consent_by_its_id(stage: Stage, step: str) -> None:
    grant_id = stage.granted()
    before = ask(stage, "SELECT * FROM consent_grant WHERE id = ?", grant_id)
    body = {"barred": {"readers": ["Nils Berg"]}} if step == "narrow" else {}
    answer = stage.http.post(f"/v1/me/grants/{grant_id}/{step}", json=body, headers=stage.individual("bo"))
    assert answer.status_code == 404
    assert ask(stage, "SELECT * FROM consent_grant WHERE id = ?", grant_id) == before
    assert stage.read(grant_id).status_code == 200


def test_no_id_of_the_database_opens_anything_by_itself(stage: Stage) -> None:
    share, grant_id = _share(stage), stage.granted()
    ids = [share["id"], grant_id, "ind_demo_astrid", "1"]
    ended = stage.http.post("/shared/no-such-link").content
    for one in ids:
        assert stage.http.post(f"/shared/{one}").content == ended
        headers = {"Authorization": f"Bearer {one}"}
        assert stage.http.get("/v1/me/profile", headers=headers).status_code == 401
        assert stage.read(one, "tjuvholmen").status_code == 404
    assert share["secret"].encode() not in (stage.parts.settings.database_url.encode())
    stored = ask(stage, "SELECT secret_hash, id FROM share")
    assert all(share["secret"].encode() != row[0] and share["secret"] not in row[1] for row in stored)


def test_people_with_the_same_e_mail_stay_two_people(stage: Stage) -> None:
    for persona in ("astrid", "bo"):
        headers = stage.individual(persona)
        items = stage.http.get("/v1/me/profile/person", headers=headers).json()["items"]
        written = {"email": "samma@example.org"}
        if items:
            changed = {**headers, "If-Match": "*"}
            path = f"/v1/me/profile/person/{items[0]['id']}"
            assert stage.http.patch(path, json=written, headers=changed).status_code == 200
        else:
            stage.http.post("/v1/me/profile/person", json={"name": "N", **written}, headers=headers)
    grant_id = stage.granted(persona="bo")
    assert [
        one["id"] for one in stage.http.get("/v1/me/grants", headers=stage.individual("bo")).json()["grants"]
    ] == [grant_id]
    hers = stage.http.get("/v1/me/grants", headers=stage.individual("astrid")).json()["grants"]
    assert grant_id not in [one["id"] for one in hers]


def test_a_token_of_somebody_who_is_gone_is_worth_nothing_though_its_signature_is_right(stage: Stage) -> None:
    his = stage.individual("bo")
    assert stage.http.get("/v1/me/grants", headers=his).status_code == 200
    assert stage.http.delete("/v1/me", headers=his).status_code == 204
    assert stage.http.get("/v1/me/grants", headers=his).status_code == 401
    theirs = stage.organisation("norrsken")
    live = stage.granted()
    assert stage.read(live).status_code == 200
    stage.parts.database.writer.run(
        lambda work: work.accounts._connection.exec_driver_sql(
            "DELETE FROM client WHERE id = 'norrsken-system'"
        )
    )
    body = {"grant_id": live, "case_reference": "c", "reader": "r"}
    assert stage.http.post("/v1/disclosures", json=body, headers=theirs).status_code == 401


def test_a_grant_that_was_given_over_the_api_is_on_her_page_with_a_way_to_stop_it(stage: Stage) -> None:
    grant_id = stage.granted((LANGUAGES, SKILLS))
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    page = stage.http.get("/my").text
    assert f"/my/grants/{grant_id}" in page
    assert f"/my/grants/{grant_id}/stop" in page
    stage.http.cookies.clear()


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_that_says_she_can_stop_has_the_way_to_stop_on_it_or_behind_a_link(
    stage: Stage, language: str
) -> None:
    """A text that promises withdrawal under an empty heading is worse than none."""
    grant_id = stage.granted()
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    stage.http.cookies.set("language", language)
    card = stage.http.get("/my").text
    stop = re.search(rf'href="(/my/grants/{grant_id}/stop)"', card)
    assert stop is not None
    form = stage.http.get(stop[1]).text
    assert 'method="post"' in form
    token = form.split('name="form_token" value="')[1].split('"')[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    answer = stage.http.post(stop[1], data={**hidden, "form_token": token})
    assert answer.status_code == 303
    stage.http.cookies.clear()
    assert stage.read(grant_id).status_code == 404


def test_an_end_that_has_come_is_enforced_at_once_and_then_written_down(stage: Stage) -> None:
    grant_id = stage.granted(until="2026-11-22")
    stage.move(days=1, hours=14, minutes=1)
    assert stage.read(grant_id).status_code == 404
    stage.parts.database.writer.run(lambda work: expire_due(work, stage.house.desk))
    row = ask(stage, "SELECT state, ended_at, until FROM consent_grant WHERE id = ?", grant_id)[0]
    assert row[0] == "expired"
    assert row[1] == row[2]
    kinds = [line["kind"] for line in stage.log() if line["grant_id"] == grant_id]
    assert "expiry" in kinds
    hers = stage.individual("astrid")
    receipts = stage.http.get(f"/v1/me/grants/{grant_id}/receipts", headers=hers).json()["receipts"]
    assert [one["kind"] for one in receipts] == ["given", "expired"]


def test_one_link_is_for_one_thing(stage: Stage) -> None:
    cook, cleaner = _share(stage, "Kock"), _share(stage, "Städare")
    assert cook["secret"] != cleaner["secret"]
    hers = stage.individual("astrid")
    stage.http.cookies.clear()
    stage.http.post(f"/v1/me/shares/{cook['id']}/withdraw", headers=hers)
    ended = stage.http.post("/shared/no-such-link").content
    assert stage.http.post(f"/shared/{cook['secret']}").content == ended
    assert stage.http.post(f"/shared/{cleaner['secret']}").content != ended
    opened = stage.http.get(f"/shared/{cleaner['secret']}").text
    assert "Städare" in opened
    assert "Kock" not in opened.replace("Köksmästare", "")
    stage.http.cookies.clear()
