"""A no holds for 180 days: the question looks sent and reaches nobody, until she lets it."""

from typing import Any

from httpx import Response

from tests.declared import approved, text
from tests.stage import LANGUAGES, SKILLS, Stage

UNIT = "Etablering Norr"


def _refused(stage: Stage, **more: Any) -> str:
    request_id = stage.asked(**more)
    path = f"/v1/me/access-requests/{request_id}/refuse"
    assert stage.http.post(path, headers=stage.individual("astrid")).status_code == 204
    return request_id


def _inbox(stage: Stage) -> list[str]:
    answer = stage.http.get("/v1/me/access-requests", headers=stage.individual("astrid"))
    return [one["id"] for one in answer.json()["access_requests"] if one["state"] == "pending"]


def _shape(answer: Response) -> tuple[int, int, list[str], str]:
    return answer.status_code, len(answer.content), sorted(answer.headers), answer.json()["status"]


def _wants(scopes: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"scope": one, "reason": text("To plan."), "needed": True} for one in scopes]


def _let(stage: Stage, request_id: str, persona: str = "astrid") -> int:
    path = f"/v1/me/access-requests/{request_id}/let-again"
    return stage.http.post(path, headers=stage.individual(persona)).status_code


def test_a_refused_question_looks_sent_and_reaches_nobody(stage: Stage) -> None:
    before = set(_inbox(stage))
    first = stage.ask(unit=UNIT)
    path = f"/v1/me/access-requests/{first.json()['id']}/refuse"
    stage.http.post(path, headers=stage.individual("astrid"))
    again = stage.ask(unit=UNIT)
    assert _shape(again) == _shape(first)
    assert set(_inbox(stage)) == before
    caller = stage.organisation("norrsken")
    looked = [
        stage.http.get(f"/v1/access-requests/{one}", headers=caller) for one in (again.json()["id"], "req_x")
    ]
    assert looked[0].content == looked[1].content
    line = stage.log()[0]
    assert (line["kind"], line["unit"], line["grant_id"]) == ("held_back", UNIT, None)


def test_the_code_is_spent_by_it_all_the_same(stage: Stage) -> None:
    _refused(stage, unit=UNIT)
    code = stage.code()
    assert stage.ask(unit=UNIT, connection_code=code).status_code == 201
    assert stage.ask(unit=UNIT, connection_code=code).status_code == 422


def test_the_unit_is_known_by_its_folded_name_and_one_that_is_not_known_is_every_unit(stage: Stage) -> None:
    units = stage.parts.database.reader.run(
        lambda work: work.staff.units_of(
            work.accounts.client(stage.company("norrsken")["client_id"]).organisation
        )
    )
    own, *others = sorted(units)
    _refused(stage, unit=own)
    for unit in (own.upper(), f" {own} ", "A new name", None):
        more = {} if unit is None else {"unit": unit}
        assert stage.asked(**more) not in _inbox(stage), unit
    for other in others:
        assert stage.asked(unit=other) in _inbox(stage)


def test_a_no_to_a_unit_that_was_not_named_holds_for_all(stage: Stage) -> None:
    _refused(stage)
    assert stage.asked(unit=UNIT) not in _inbox(stage)


def test_after_180_days_it_can_be_asked_again_and_not_a_second_before(stage: Stage) -> None:
    _refused(stage, unit=UNIT)
    stage.move(days=180, seconds=-1)
    assert stage.asked(unit=UNIT) not in _inbox(stage)
    stage.move(seconds=1)
    assert stage.asked(unit=UNIT) in _inbox(stage)


def test_another_question_and_another_person_are_not_held_back(stage: Stage) -> None:
    _refused(stage, unit=UNIT)
    asked = stage.ask(
        ("profile:skills:read",), organisation="yrkesskolan", declaration="dcl_yrkesskolan_validating"
    )
    assert asked.json()["id"] in _inbox(stage)
    bos = stage.asked(persona="bo", unit=UNIT)
    found = stage.http.get("/v1/me/access-requests", headers=stage.individual("bo")).json()
    assert bos in [one["id"] for one in found["access_requests"]]


def test_another_declaration_is_no_way_round_a_no(stage: Stage) -> None:
    _refused(stage, unit=UNIT)
    same = approved(stage)["id"]
    assert stage.asked((LANGUAGES,), declaration=same, unit=UNIT) not in _inbox(stage)
    wider = _wants((LANGUAGES, SKILLS, "profile:education:read"))
    more = approved(stage, scopes=wider)["id"]
    everything = (LANGUAGES, SKILLS, "profile:education:read")
    assert stage.asked(everything, declaration=more, unit=UNIT) not in _inbox(stage)
    assert stage.asked(("profile:education:read",), declaration=more, unit=UNIT) in _inbox(stage)
    code = "https://w3id.org/dpv#PersonnelHiring"
    other = approved(stage, purpose={"code": code, "sentence": text("We hire.")})["id"]
    assert stage.asked((LANGUAGES,), declaration=other, unit=UNIT) in _inbox(stage)


def test_letting_them_ask_again_lifts_every_no_to_the_same_question(stage: Stage) -> None:
    first, second = stage.asked(unit=UNIT), stage.asked(unit=UNIT)
    for request_id in (first, second):
        path = f"/v1/me/access-requests/{request_id}/refuse"
        assert stage.http.post(path, headers=stage.individual("astrid")).status_code == 204
    assert _let(stage, first) == 204
    assert stage.asked(unit=UNIT) in _inbox(stage)


def test_she_can_let_them_ask_again(stage: Stage) -> None:
    refused = _refused(stage, unit=UNIT)
    assert stage.asked(unit=UNIT) not in _inbox(stage)
    assert _let(stage, refused, "bo") == 404
    assert _let(stage, refused) == 204
    assert _let(stage, refused) == 204
    again = stage.asked(unit=UNIT)
    assert again in _inbox(stage)
    assert _let(stage, again) == 409
    assert [line["kind"] for line in stage.log()].count("let_again") == 1


def test_what_was_tried_is_gathered_by_unit(stage: Stage) -> None:
    _refused(stage, unit=UNIT)
    for _ in range(3):
        stage.asked(unit=UNIT)
        stage.move(hours=1)
    (one,) = stage.http.get("/v1/me/attempts", headers=stage.individual("astrid")).json()["attempts"]
    assert (one["organisation"]["name"], one["unit"]) == ("Norrsken AB", UNIT)
    assert (one["asked_again"], one["tried_to_read"]) == (3, 0)
    assert (one["first"], one["last"]) == ("2026-11-21T09:00:00Z", "2026-11-21T11:00:00Z")


def test_readings_without_a_yes_are_gathered_too(stage: Stage) -> None:
    grant = stage.granted()
    stage.withdraw(grant)
    for unit in (UNIT, UNIT.upper(), "Vägledning Syd"):
        assert stage.read(grant, unit=unit).status_code == 404
    found = stage.http.get("/v1/me/attempts", headers=stage.individual("astrid")).json()["attempts"]
    assert [(one["unit"], one["tried_to_read"]) for one in found] == [
        ("Vägledning Syd", 1),
        (UNIT.upper(), 2),
    ]
    assert stage.http.get("/v1/me/attempts", headers=stage.individual("bo")).json() == {"attempts": []}
