"""What an organisation's system lists: the sessions that it runs, and page by page what it has proposed."""

from datetime import timedelta

from tests.hostile.assessment_ids import assessment
from tests.hostile.mapping_ids import mapping_session
from tests.stage import LANGUAGES, SKILLS, Stage


def _sessions(stage: Stage, grant: str, organisation: str = "norrsken") -> bytes:
    answer = stage.http.get(
        f"/v1/mapping-sessions?grant_id={grant}", headers=stage.organisation(organisation)
    )
    assert answer.status_code == 200, answer.text
    return answer.content


def test_sessions_are_listed_without_answers_for_as_long_as_the_grant_lives(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES, SKILLS))
    begun = mapping_session(stage, grant)
    lines = len(stage.log())
    listed = _sessions(stage, grant)
    assert begun.encode() in listed
    assert b'"answers"' not in listed
    assert len(stage.log()) == lines
    nothing = _sessions(stage, "gra_none")
    assert nothing == b'{"mapping_sessions":[]}'
    assert _sessions(stage, grant, "tjuvholmen") == nothing
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    assert _sessions(stage, grant) == nothing
    stage.withdraw(grant)
    assert _sessions(stage, grant) == nothing
    without = stage.http.get("/v1/mapping-sessions", headers=stage.organisation("norrsken"))
    assert without.status_code == 422


def test_what_was_proposed_comes_page_by_page(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES, SKILLS))
    made = []
    for _ in range(3):
        stage.clock.move(timedelta(seconds=1))
        made.append(assessment(stage, grant))
    ours = stage.organisation("norrsken")
    first = stage.http.get("/v1/assessments?limit=2", headers=ours).json()
    assert [one["id"] for one in first["assessments"]] == made[:0:-1]
    assert first["next"] == made[1]
    rest = stage.http.get(f"/v1/assessments?limit=2&after={first['next']}", headers=ours).json()
    assert [one["id"] for one in rest["assessments"]] == made[:1]
    assert rest.get("next") is None
    theirs = stage.http.get(f"/v1/assessments?after={made[0]}", headers=stage.organisation("tjuvholmen"))
    assert theirs.json() == {"assessments": []}
