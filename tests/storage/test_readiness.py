"""A service whose database cannot be reached lives on, and is not ready."""

from tests.stage import Stage


def test_it_is_ready_while_both_lanes_run_and_busy_when_one_does_not(stage: Stage) -> None:
    assert stage.http.get("/readyz").json() == {"status": "ready"}
    stage.parts.database.writer.close()
    answer = stage.http.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json()["type"] == "urn:egenkarta:problem:busy"
    assert stage.http.get("/healthz").json() == {"status": "ok"}
