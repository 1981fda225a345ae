"""POST /v1/coverage: a reading without values, by the permit alone, with its line in her log."""

from tests.coverage.questions import ask, statuses
from tests.invariants.rawfile import refuse
from tests.stage import LANGUAGES, SKILLS, Stage

_WHOLE = (
    "profile:languages:read?fields=certificate,language,listening,native,reading,script_literacy,sfi_course"
)
_SWEDISH = {"label": "Kanariespråket", "scheme": "iso639", "concept_id": "sv", "scheme_version": "2023"}


def _write(stage: Stage, section: str, content: dict[str, object]) -> str:
    made = stage.http.post(f"/v1/me/profile/{section}", json=content, headers=stage.individual("astrid"))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_each_question_is_fresh_stale_or_not_known_and_no_value_leaves(stage: Stage) -> None:
    _write(stage, "languages", {"language": _SWEDISH, "listening": "B2"})
    grant = stage.granted((LANGUAGES,))
    answer = ask(stage, grant)
    told = statuses(answer)
    assert told["mother_tongues"] == "fresh"
    assert told["sfi_course"] == "not_known"
    assert "Kanarie" not in answer.text
    assert "B2" not in answer.text
    summary = answer.json()["summary"]
    assert summary["items"] == summary["fresh"] + summary["stale"] + summary["not_known"] == len(told)
    assert summary["share"] == round(summary["fresh"] / summary["items"], 4)
    one = next(each for each in answer.json()["items"] if each["status"] == "fresh")
    assert {"fresh_until", "last_confirmed", "strength", "source"} <= one.keys()
    assert {each["item"]: each.keys() for each in answer.json()["items"]}["sfi_course"] == {
        "item",
        "section",
        "status",
    }
    line = stage.log()[0]
    assert (line["kind"], line["outcome"], line["instrument"]) == ("coverage", "disclosed", "language 2026.1")
    assert line["id"] == answer.headers["egenkarta-disclosure"]
    assert line["sections"] == ["languages"]
    reads = stage.http.get(f"/v1/me/grants/{grant}", headers=stage.individual("astrid")).json()["reads"]
    assert reads == 1, "it counts as a reading"
    stage.move(days=6 * 365)
    hers = stage.individual("astrid")
    assert stage.http.get("/v1/me/coverage?instrument=language", headers=hers).json()["summary"]["stale"] > 0


def test_what_she_has_not_said_and_what_she_does_not_share_are_the_same_bytes(stage: Stage) -> None:
    """The same grant of one entry: with another entry beside it that answers more, and without."""
    english = _write(stage, "languages", {"language": {"label": "engelska"}, "listening": "A2"})
    scope = f"{_WHOLE}&items={english}"
    grant = stage.granted((scope,))
    without = ask(stage, grant)
    _write(stage, "languages", {"language": _SWEDISH, "listening": "B2", "sfi_course": "C"})
    beside = ask(stage, grant)
    assert without.status_code == beside.status_code == 200
    assert without.content == beside.content
    hers = stage.individual("astrid")
    own = stage.http.get(f"/v1/me/coverage?instrument=language&grant={grant}", headers=hers)
    mine = {one["item"]: one["status"] for one in own.json()["items"]}
    assert set(mine.values()) <= {"fresh", "stale", "missing", "not_shared"}
    assert (mine["sfi_course"], mine["listening"]) == ("not_shared", "not_shared")
    assert own.json()["summary"] == beside.json()["summary"], "the numbers are those that they get"


def test_whoever_has_no_live_grant_gets_one_and_the_same_nothing(stage: Stage) -> None:
    grant, one_more = stage.granted((LANGUAGES,)), stage.granted((SKILLS,))
    assert ask(stage, grant).status_code == 200
    hers = stage.individual("astrid")
    refused = {ask(stage, "gra_nobodys").content, ask(stage, grant, "tjuvholmen").content}
    stage.withdraw(grant)
    gone = ask(stage, grant)
    assert gone.status_code == 404
    refused.add(gone.content)
    assert stage.http.post("/v1/me/pause", headers=hers).status_code == 200
    refused.add(ask(stage, one_more).content)
    assert refused == {stage.read("gra_nobodys").content}, "the very refusal of a reading"
    tried = [line for line in stage.log() if line["kind"] == "coverage" and line["outcome"] == "refused"]
    assert len(tried) == 3
    assert all("instrument" in line for line in tried)
    unknown = ask(stage, one_more, instrument="no-such")
    assert unknown.status_code == 422
    assert unknown.content == ask(stage, "gra_nobodys", instrument="no-such").content, (
        "it says nothing of her"
    )


def test_one_reading_is_used_up_by_it_and_a_retry_is_the_same_one(stage: Stage) -> None:
    once = stage.granted((LANGUAGES,), ending="once")
    key = {"Idempotency-Key": "kartlagg-1"}
    first, again = ask(stage, once, headers=key), ask(stage, once, headers=key)
    assert first.status_code == 200, first.text
    assert first.content == again.content
    assert first.headers["egenkarta-disclosure"] == again.headers["egenkarta-disclosure"]
    assert [line["kind"] for line in stage.log()].count("coverage") == 1
    assert ask(stage, once).status_code == 404, "without the key it is another one"
    assert stage.read(once).status_code == 404, "and so is a reading"
    reused = ask(stage, once, headers=key, case_reference="another")
    assert reused.status_code == 409


def test_hostile_questions_are_refused_before_anything_is_opened(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    hostile = (
        {"id": "../../etc"},
        {"id": "language", "version": "1 OR 1=1"},
        {"id": ""},
        "language",
        None,
        {},
        [],
    )
    for named in hostile:
        assert ask(stage, grant, named=named).status_code == 422, named
    assert ask(stage, grant, scopes=[LANGUAGES]).status_code == 422, "there is nothing to choose"
    assert all(line["kind"] != "coverage" for line in stage.log())


def test_the_journal_is_written_first_and_where_it_fails_nothing_is_told(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    refuse(stage, "INSERT", "journal")
    failed = ask(stage, grant)
    assert failed.status_code == 503
    assert "fresh" not in failed.text
