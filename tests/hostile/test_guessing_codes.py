"""Connection codes: guessed, used again, too old, typed in other ways, spent by mistakes."""

from httpx import Response

from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage


def _ask(stage: Stage, code: str, organisation: str = "norrsken", **more: object) -> Response:
    tjuvholmen = organisation == "tjuvholmen"
    body = {
        "connection_code": code,
        "purpose_declaration": "dcl_tjuvholmen_vacancy" if tjuvholmen else MAPPING,
        "scopes": [SKILLS],
        "case_reference": "c",
        **more,
    }
    return stage.http.post("/v1/access-requests", json=body, headers=stage.organisation(organisation))


def test_after_twenty_wrong_codes_in_an_hour_an_organisation_waits_with_right_ones_too(stage: Stage) -> None:
    for at in range(20):
        wrong = _ask(stage, f"0000{at % 10}-00000")
        assert wrong.status_code == 422
        assert wrong.json()["type"] == "urn:egenkarta:problem:connection-code-invalid"
    held = _ask(stage, stage.code())
    assert held.status_code == 429
    assert held.json()["type"] == "urn:egenkarta:problem:too-many-attempts"
    assert int(held.headers["retry-after"]) > 0
    assert _ask(stage, stage.code(), "tjuvholmen").status_code == 201
    stage.move(minutes=59)
    assert _ask(stage, stage.code()).status_code == 429
    stage.move(minutes=2)
    assert _ask(stage, stage.code()).status_code == 201


def test_the_portal_and_the_api_count_together(stage: Stage) -> None:
    for _ in range(20):
        _ask(stage, "00000-00000")
    code = stage.code()
    stage.http.post("/demo/sign-in", data={"persona": "mona"})
    token = stage.http.get("/agency/ask").text.split('name="form_token" value="')[1].split('"')[0]
    form = {
        "form_token": token,
        "connection_code": code,
        "purpose_declaration": MAPPING,
        f"scope.{MAPPING}": LANGUAGES + "?fields=language",
        "case_reference": "c",
        "until": "2026-12-24",
    }
    assert stage.http.post("/agency/ask", data=form).status_code == 429


def test_right_codes_and_other_mistakes_are_not_counted_as_guesses(stage: Stage) -> None:
    for _ in range(21):
        assert _ask(stage, stage.code()).status_code == 201
        assert _ask(stage, "00000-00000", scopes=["profile:nothing:read"]).status_code == 422
    assert _ask(stage, stage.code()).status_code == 201


def test_a_guess_under_an_idempotency_key_counts_once_and_stays_wrong(stage: Stage) -> None:
    headers = {**stage.organisation("norrsken"), "Idempotency-Key": "one"}
    body = {
        "connection_code": "00000-00000",
        "purpose_declaration": MAPPING,
        "scopes": [SKILLS],
        "case_reference": "c",
    }
    answers = [stage.http.post("/v1/access-requests", json=body, headers=headers) for _ in range(25)]
    assert {answer.status_code for answer in answers} == {422}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert _ask(stage, stage.code()).status_code == 201


def test_a_code_works_once(stage: Stage) -> None:
    code = stage.code()
    assert _ask(stage, code).status_code == 201
    assert _ask(stage, code).status_code == 422
    assert _ask(stage, code, "tjuvholmen").status_code == 422


def test_a_code_lives_for_a_quarter_of_an_hour(stage: Stage) -> None:
    young, old = stage.code(), stage.code()
    stage.move(minutes=14, seconds=59)
    assert _ask(stage, young).status_code == 201
    stage.move(seconds=1)
    assert _ask(stage, old).status_code == 422
    stage.clock.at = stage.clock.at.replace(year=2026)
    assert _ask(stage, old).status_code == 422


def test_a_code_may_be_typed_as_people_type(stage: Stage) -> None:
    for typed in (str.lower, lambda code: code.replace("-", ""), lambda code: f"  {' '.join(code)} "):
        assert _ask(stage, typed(stage.code())).status_code == 201


def test_a_code_is_spent_only_by_a_question_that_stands(stage: Stage) -> None:
    code = stage.code()
    for mistake in (
        {"scopes": ["profile:nothing:read"]},
        {"scopes": ["profile:adaptations:read?fields=health"]},
        {"scopes": []},
        {"until": "2020-01-01"},
        {"until": "2030-01-01"},
        {"case_reference": ""},
        {"case_reference": "x" * 101},
        {"purpose_declaration": "dcl_of_nobody"},
        {"message": "x" * 1001},
        {"unknown": 1},
    ):
        assert _ask(stage, code, **mistake).status_code == 422, mistake
    assert _ask(stage, code).status_code == 201


def test_two_organisations_that_race_for_one_code_get_one_question(stage: Stage) -> None:
    from concurrent.futures import ThreadPoolExecutor

    code = stage.code()
    stage.organisation("norrsken"), stage.organisation("tjuvholmen")
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda name: _ask(stage, code, name), ["norrsken", "tjuvholmen"] * 3)
        assert sorted(answer.status_code for answer in found) == [201] + [422] * 5


def test_a_code_is_kept_as_a_keyed_hash_and_never_said_again(stage: Stage) -> None:
    from tests.invariants.rawfile import raw_bytes

    code = stage.code()
    stored = raw_bytes(stage)
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored
    assert code not in str(stage.log())


def test_a_code_of_somebody_erased_reaches_nobody_and_breaks_nothing(stage: Stage) -> None:
    code = stage.code("bo")
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    answer = _ask(stage, code)
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:egenkarta:problem:connection-code-invalid"
