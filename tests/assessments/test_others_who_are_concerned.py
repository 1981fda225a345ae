"""Assessments where somebody is protected, joins two accounts, erases everything, or an organisation is closed."""

from typing import Any

from sqlalchemy import text as sql

from profile_service.demo.cast import YRKESSKOLAN
from tests.assessments.proposing import ALL, accepted, act, declared, ending, hers, propose, proposed, seen
from tests.invariants.rawfile import raw_bytes
from tests.protected.petra import clear_system, open_everything
from tests.stage import Stage
from tests.ways_in.at_the_portal import carry
from tests.ways_in.test_joining import ASTRID, _e_id, _her, _join, _prove


def test_who_assessed_a_protected_person_stays_with_her(stage: Stage) -> None:
    found = proposed(stage, connection_code=stage.code("petra"), claim={"statement": "Hon bor i Spovsta."})
    assert act(stage, found, "accept", persona="petra").status_code == 200
    opened = open_everything(stage)
    read = stage.read(opened.grant)
    (item,) = read.json()["profile"]["assessments"]
    assert not {"assessor", "unit", "assessment_id", "followed_by"} & item["content"].keys()
    assert item["source"]["name"] == "organisation"
    assert "Yrkesskolan" not in read.text
    assert found not in read.text
    assert (item["strength"], item["content"]["status"]) == ("assessed", "stands")
    clear_system(stage, cleared=False)
    by: dict[str, Any] = {"organisation": "norrsken", "reader": "Nils Berg", "unit": None}
    refused, never = propose(stage, **by, grant_id=opened.grant), propose(stage, **by, grant_id="gra_never")
    assert (refused.status_code, refused.content) == (404, never.content)


def test_two_accounts_become_one_and_the_assessor_still_reaches_what_it_stated(stage: Stage) -> None:
    browser, _ = _her(stage)
    kept, waiting = accepted(stage), proposed(stage, claim={"competence": {"label": "Egenkontroll"}})
    _e_id(stage, ASTRID)
    _prove(stage, browser)
    _join(browser)
    assert ending(stage, kept, "withdraw").status_code == 200
    page = browser.get("/my/assessments").text
    assert waiting in page
    assert "Fel dag i provet." in browser.get(f"/my/assessments/{kept}").text
    assert browser.post(f"/my/assessments/{waiting}", {"answer": "accept"}, on="/my/ways").status_code == 303
    assert "Egenkontroll" in browser.get("/my/profile/assessments").text


def test_what_waits_from_a_closed_organisation_is_gone_and_what_she_accepted_is_hers(stage: Stage) -> None:
    kept, waiting = accepted(stage), proposed(stage, claim={"competence": {"label": "Egenkontroll"}})
    grant = stage.granted((ALL,), declaration=declared(stage, ALL))
    close = f"/v1/operator/organisations/{YRKESSKOLAN.id}/close"
    answer = stage.http.post(close, json={"remark": "Ended."}, headers=stage.organisation("egenkarta"))
    assert answer.status_code < 300, answer.text
    assert hers(stage, waiting)["waits"] is False
    assert act(stage, waiting, "accept").status_code == 409
    assert [one["assessment_id"] for one in seen(stage, grant)] == [kept]
    assert act(stage, kept, "hide").status_code == 200
    records = carry(stage, lambda work: work.assessor_records.of_organisation(YRKESSKOLAN.id))
    assert list(records) == []


def test_an_erasure_leaves_nothing_that_can_be_read(stage: Stage) -> None:
    proposed(stage, connection_code=stage.code("bo"), claim={"statement": "KANARIE-omdöme"})
    found = proposed(
        stage, connection_code=stage.code("bo"), claim={"competence": {"label": "KANARIE-konst"}}
    )
    assert act(stage, found, "accept", persona="bo").status_code == 200
    assert b"KANARIE" not in raw_bytes(stage), "sealed while it stands"
    assert b"VAL-7" not in raw_bytes(stage), "and so is the assessor's own reference"
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    with stage.parts.database.engine.connect() as connection:
        left = connection.execute(sql("SELECT count(*) FROM assessment")).scalar_one()
    assert left == 0
