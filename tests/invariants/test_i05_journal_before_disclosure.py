"""I-05: the journal's row is durable before a byte leaves; where the journal fails, the read fails."""

from typing import Any

from fastapi.testclient import TestClient

from tests import databases
from tests.invariants.rawfile import ask, opened, refuse, refuse_no_more
from tests.stage import BASE_URL, LANGUAGES, Stage

_READS = "SELECT COUNT(*) FROM journal WHERE kind = 'read' AND outcome = ?"


def _count(stage: Stage, outcome: str) -> int:
    return int(ask(stage, _READS, outcome)[0][0])


def test_where_the_journal_cannot_be_written_nothing_is_read(stage: Stage) -> None:
    grant_id = stage.granted()
    refuse(stage, "INSERT", "journal")
    failed = stage.read(grant_id)
    assert failed.status_code == 503
    assert failed.headers["content-type"] == "application/problem+json"
    assert failed.json()["type"] == "urn:egenkarta:problem:busy"
    for word in ("Svenska", "Engelska", "languages", "no ink", "append-only", grant_id):
        assert word not in failed.text
    assert _count(stage, "disclosed") == 0
    refuse_no_more(stage, "journal")
    assert stage.read(grant_id).status_code == 200
    assert _count(stage, "disclosed") == 1


def test_where_the_journal_cannot_be_written_no_refusal_and_no_change_goes_through_either(
    stage: Stage,
) -> None:
    grant_id, request_id = stage.granted(), stage.asked()
    hers = stage.individual("astrid")
    stage.organisation("norrsken")
    refuse(stage, "INSERT", "journal")
    assert stage.read("gra_that_never_was").status_code == 503
    assert stage.withdraw(grant_id).status_code == 503
    assert stage.answer_yes(request_id, (LANGUAGES,)).status_code == 503
    assert stage.http.get("/v1/me/export", headers=hers).status_code == 503
    assert stage.http.get("/v1/me/profile.pdf", headers=hers).status_code == 503
    refuse_no_more(stage, "journal")
    assert stage.http.get(f"/v1/me/grants/{grant_id}", headers=hers).json()["state"] == "active"
    assert stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()["state"] == "pending"


def _watched(stage: Stage, seen: list[tuple[str, int, int]]) -> TestClient:
    """The same app, with somebody at the door who looks into the file whenever a byte is about to leave."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def watching(message: Any) -> None:
            seen.append((message["type"], _count(stage, "disclosed"), _count(stage, "refused")))
            await send(message)

        await stage.app(scope, receive, watching)

    return TestClient(app, base_url=BASE_URL, raise_server_exceptions=False)


def test_the_row_is_in_the_file_before_the_first_byte_leaves(stage: Stage) -> None:
    grant_id = stage.granted()
    caller = stage.organisation("norrsken")
    seen: list[tuple[str, int, int]] = []
    body = {"grant_id": grant_id, "case_reference": "c", "reader": "r"}
    answer = _watched(stage, seen).post("/v1/disclosures", json=body, headers=caller)
    assert answer.status_code == 200
    assert seen[0] == ("http.response.start", 1, 0)


def test_a_refusal_is_in_the_file_before_it_is_told(stage: Stage) -> None:
    caller = stage.organisation("tjuvholmen")
    seen: list[tuple[str, int, int]] = []
    body = {"grant_id": stage.granted(), "case_reference": "c", "reader": "r"}
    answer = _watched(stage, seen).post("/v1/disclosures", json=body, headers=caller)
    assert answer.status_code == 404
    assert seen[0] == ("http.response.start", 0, 1)


@databases.only_on_sqlite("the order is the action's, and both tests above look into PostgreSQL as well")
def test_the_row_is_written_before_any_section_is_looked_at_and_in_the_same_transaction(stage: Stage) -> None:
    grant_id = stage.granted()
    stage.organisation("norrsken")
    said: list[str] = []

    def listen(work: Any) -> None:
        work._connection.connection.driver_connection.set_trace_callback(
            lambda statement: said.append(" ".join(statement.split()))
        )

    stage.parts.database.writer.run(listen)
    said.clear()
    assert stage.read(grant_id).status_code == 200
    written = next(at for at, text in enumerate(said) if text.startswith("INSERT INTO journal"))
    opened_at = next(at for at, text in enumerate(said) if "FROM section" in text)
    assert written < opened_at
    assert "COMMIT" not in said[written:opened_at]
    assert said[-1] == "COMMIT"
    assert sum(text.startswith("BEGIN") for text in said) == 1


def test_every_way_by_which_a_profile_leaves_the_house_leaves_a_line(stage: Stage) -> None:
    grant_id = stage.granted()
    hers = stage.individual("astrid")
    stage.read(grant_id)
    stage.http.get("/v1/me/export", headers=hers)
    stage.http.get("/v1/me/profile.pdf", headers=hers)
    lines = [line["kind"] for line in stage.log()[:3]]
    assert lines == ["export", "export", "read"]
    stage.http.post("/demo/sign-in", data={"persona": "nils"})
    page = stage.http.get(f"/agency/grants/{grant_id}")
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    shown = stage.http.post(
        f"/agency/grants/{grant_id}", data={"case_reference": "ARENDE-7", "form_token": token}
    )
    assert shown.status_code == 200
    line = stage.log()[0]
    assert (line["outcome"], line["case_reference"], line["reader"]) == ("disclosed", "ARENDE-7", "Nils Berg")


def test_what_did_not_leave_is_not_called_disclosed(stage: Stage) -> None:
    grant = stage.granted()
    with opened(stage) as raw:
        raw.execute("DELETE FROM purpose_declaration")
    assert stage.read(grant).status_code == 404
    outcome = ask(stage, "SELECT outcome FROM journal WHERE grant_id = ? AND kind = 'read'", grant)
    assert outcome == [("refused",)]
