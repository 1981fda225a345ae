"""What has died is not kept: connection codes and portal sessions are rows that name somebody."""

from fastapi.testclient import TestClient

from tests import databases
from tests.invariants.rawfile import ask, opened
from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage


def _sign_in(stage: Stage, persona: str) -> TestClient:
    browser = TestClient(stage.app, base_url=BASE_URL, follow_redirects=False, headers=FROM_OWN_PAGE)
    assert browser.post("/demo/sign-in", data={"persona": persona}).status_code == 303
    return browser


def test_codes_that_nobody_used_are_gone_when_the_next_one_is_made(stage: Stage) -> None:
    for _ in range(3):
        stage.code("bo")
    stage.move(minutes=16)
    stage.code("astrid")
    assert ask(stage, "SELECT individual_id FROM connection_code") == [("ind_demo_astrid",)]


def test_a_code_that_still_lives_is_not_taken_away_by_a_new_one(stage: Stage) -> None:
    stage.code("bo")
    stage.move(minutes=14)
    stage.code("bo")
    assert len(ask(stage, "SELECT * FROM connection_code WHERE individual_id = 'ind_demo_bo'")) == 2


def test_sessions_that_nobody_closed_are_gone_when_the_next_one_is_opened(stage: Stage) -> None:
    _sign_in(stage, "astrid")
    stage.move(minutes=19)
    bo = _sign_in(stage, "bo")
    stage.move(minutes=2)
    _sign_in(stage, "rim")
    assert {row[0] for row in ask(stage, "SELECT individual_id FROM session")} == {
        "ind_demo_bo",
        "ind_demo_rim",
    }
    assert bo.get("/my").status_code == 200


def test_what_is_old_is_found_without_reading_what_is_not(stage: Stage) -> None:
    for table, column in (("replay", "at"), ("client_assertion", "expires_at")):
        old = f"DELETE FROM {table} WHERE {column} < '2026-01-01'"  # noqa: S608
        with opened(stage) as raw:
            if (
                databases.ON_POSTGRESQL
            ):  # which reads a table as small as this one as a whole, unless it is told not to
                raw.execute("SET enable_seqscan = off")
            plan = raw.execute(f"EXPLAIN {'' if databases.ON_POSTGRESQL else 'QUERY PLAN '}{old}").fetchall()
        assert f"ix_{table}_{column}" in str(plan)
