"""What gives, exports, erases or opens again needs a sign-in of the last ten minutes; what she had filled in waits."""

import re

import pytest
from httpx import Response

from profile_service.demo.cast import INDIVIDUALS
from profile_service.domain.sign_in import Assurance, Method, Proof
from tests.invariants.rawfile import ask, raw_bytes
from tests.sessions.conftest import Come
from tests.sessions.visits import AtHome, forms_of
from tests.stage import LANGUAGES, SKILLS, Stage

_AGAIN = "/sign-in/again?to="


def _not_fresh(stage: Stage) -> None:
    stage.move(minutes=11)


def _yes(home: AtHome, request_id: str, answer: str | list[str] = "yes", path: str = "") -> Response:
    page = home.http.get(f"/my/requests/{request_id}")
    ticked: dict[str, str | list[str]] = {
        name: re.findall(f'name="{name}" value="([^"]+)"', page.text) for name in ("field-0", "item-0")
    }
    end = re.findall(r'name="until"[^>]*value="(\d{4}-\d\d-\d\d)"', page.text)[0]
    answers = {**ticked, "answer": answer, "scope": "0", "until": end}
    return home.press(page, f"/my/requests/{request_id}/answer", answers, path)


def test_a_yes_waits_while_she_signs_in_and_is_then_the_very_yes(stage: Stage, come: Come) -> None:
    request_id = stage.asked((LANGUAGES, SKILLS))
    astrid = come()
    _not_fresh(stage)
    sent = _yes(astrid, request_id)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(f"{_AGAIN}/my/kept/kpt_")
    hers = stage.individual("astrid")
    assert stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()["state"] == "pending"

    before = astrid.secret
    on = astrid.again(sent.headers["location"])
    assert on.status_code == 303
    assert on.headers["location"].startswith("/my/kept/kpt_")
    assert astrid.secret != before, "the secret is another one after each proof"
    kept = astrid.http.get(on.headers["location"])
    assert "You were saying yes to a question." in kept.text
    assert stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()["state"] == "pending"
    done = astrid.press(kept, f"/my/requests/{request_id}/answer")
    assert (done.status_code, done.headers["location"]) == (303, f"/my/requests/{request_id}")
    (grant,) = [
        one
        for one in stage.http.get("/v1/me/grants", headers=hers).json()["grants"]
        if one["id"] in stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).text
    ]
    assert [one.split("?")[0] for one in grant["scopes"]] == [LANGUAGES], (
        "what she had ticked, and nothing else"
    )


def test_she_can_look_at_her_choices_again_before_she_goes_on(stage: Stage, come: Come) -> None:
    request_id = stage.asked((LANGUAGES, SKILLS))
    astrid = come()
    _not_fresh(stage)
    kept = astrid.http.get(astrid.again(_yes(astrid, request_id).headers["location"]).headers["location"])
    assert f'formaction="/my/requests/{request_id}"' in kept.text
    fields = dict(next(fields for action, fields in forms_of(kept) if action.endswith("/answer")))
    shown = astrid.http.post(f"/my/requests/{request_id}", data=fields)
    assert shown.status_code == 200
    assert re.search(r'name="scope" value="0" checked', shown.text)
    assert not re.search(r'name="scope" value="1" checked', shown.text)


def test_a_no_is_never_held_up(stage: Stage, come: Come) -> None:
    request_id = stage.asked()
    astrid = come()
    _not_fresh(stage)
    page = astrid.http.get(f"/my/requests/{request_id}")
    said = astrid.press(page, f"/my/requests/{request_id}/answer", {"answer": "no"})
    assert said.headers["location"] == f"/my/requests/{request_id}"
    assert (
        stage.http.get(f"/v1/me/access-requests/{request_id}", headers=stage.individual("astrid")).json()[
            "state"
        ]
        == "refused"
    )


def test_what_takes_away_is_never_held_up(stage: Stage, come: Come) -> None:
    grant_id = stage.granted()
    astrid = come()
    _not_fresh(stage)
    for action, name in ((f"/my/grants/{grant_id}/pause", "pause"), (f"/my/grants/{grant_id}/stop", "stop")):
        page = astrid.http.get(action)
        token = next(dict(fields)["form_token"] for _, fields in forms_of(page))
        answer = astrid.http.post(action, data={"form_token": token})
        assert not answer.headers.get("location", "").startswith(_AGAIN), name


def test_a_kept_form_opens_in_the_session_that_sent_it_for_ten_minutes(stage: Stage, come: Come) -> None:
    request_id = stage.asked()
    astrid, elsewhere, bo = come(), come(), come("bo")
    stage.move(minutes=11)
    address = _yes(astrid, request_id).headers["location"].removeprefix(_AGAIN)
    for other in (elsewhere, bo):
        lost = other.http.get(address)
        assert lost.status_code == 404
        assert "Fill it in once more" in lost.text
    stage.move(minutes=9, seconds=59)
    assert astrid.http.get(address).status_code == 200
    stage.move(seconds=1)
    assert astrid.http.get(address).status_code == 404


def test_what_she_had_filled_in_lies_sealed_and_goes(stage: Stage, come: Come) -> None:
    astrid = come()
    _not_fresh(stage)
    page = astrid.http.get("/my/shares/new")
    token = next(dict(fields)["form_token"] for _, fields in forms_of(page))
    form = {"form_token": token, "vacancy": "Kallskänka på nattskift", "employer": "Handlarn"}
    sent = astrid.http.post("/my/shares", data=form)
    assert sent.headers["location"].startswith(f"{_AGAIN}/my/kept/kpt_")
    assert "Kallskänka".encode() not in raw_bytes(stage)
    assert token.encode() not in b"".join(row[0] for row in ask(stage, "SELECT sealed FROM kept_form"))
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    assert ask(stage, "SELECT * FROM kept_form") == []


def test_the_newest_form_to_a_path_takes_the_place_of_the_one_before(stage: Stage, come: Come) -> None:
    request_id = stage.asked()
    astrid = come()
    _not_fresh(stage)
    one, two = _yes(astrid, request_id), _yes(astrid, request_id)
    assert astrid.http.get(one.headers["location"].removeprefix(_AGAIN)).status_code == 404
    assert astrid.http.get(two.headers["location"].removeprefix(_AGAIN)).status_code == 200


def test_a_file_or_too_much_is_not_kept_and_the_page_says_so(stage: Stage, come: Come) -> None:
    astrid = come()
    token = next(dict(fields)["form_token"] for _, fields in forms_of(astrid.http.get("/my/code")))
    _not_fresh(stage)
    for sent in (
        astrid.http.post(
            "/my/shares", data={"form_token": token, "vacancy": "v" * 65_000, "employer": "e" * 600}
        ),
        astrid.http.post("/my/shares", data={"form_token": token}, files={"file": ("cv.json", b"{}")}),
    ):
        assert sent.headers["location"] == f"{_AGAIN}/my/kept"
    assert "choose it again" in astrid.http.get("/my/kept").text
    assert ask(stage, "SELECT * FROM kept_form") == []


def test_what_may_be_a_pin_is_not_kept_and_she_begins_again(stage: Stage, come: Come) -> None:
    astrid = come()
    token = next(dict(fields)["form_token"] for _, fields in forms_of(astrid.http.get("/my/code")))
    _not_fresh(stage)
    for path in ("/my/ways/sheet", "/my/ways/passkey", "/my/join"):
        sent = astrid.http.post(path, data={"form_token": token, "pin": "471103"})
        assert sent.headers["location"] == f"{_AGAIN}/my/ways"
    assert ask(stage, "SELECT * FROM kept_form") == []


def test_a_forged_form_is_refused_before_anything_is_kept(stage: Stage, come: Come) -> None:
    astrid = come()
    _not_fresh(stage)
    assert astrid.http.post("/my/shares", data={"form_token": "x"}).status_code == 403
    assert ask(stage, "SELECT * FROM kept_form") == []


def test_files_lead_back_to_a_page_that_offers_them(stage: Stage, come: Come) -> None:
    astrid = come()
    for path in ("/my/profile.pdf", "/my/profile.json"):
        assert astrid.http.get(path).status_code == 200
    stage.move(minutes=10)
    for path in ("/my/profile.pdf", "/my/profile.json"):
        led = astrid.http.get(path)
        assert (led.status_code, led.headers["location"]) == (303, _AGAIN + path)
        assert led.headers["cache-control"] == "no-store"
    on = astrid.again(_AGAIN + "/my/profile.pdf")
    assert on.headers["location"] == "/my/take"
    assert 'href="/my/profile.pdf"' in astrid.http.get("/my/take").text
    assert astrid.http.get("/my/profile.pdf").status_code == 200


def test_erasing_asks_for_the_sign_in_before_the_last_question(stage: Stage, come: Come) -> None:
    astrid = come()
    _not_fresh(stage)
    assert astrid.http.get("/my/erase").status_code == 200
    led = astrid.http.get("/my/erase/sure")
    assert led.headers["location"] == _AGAIN + "/my/erase/sure"
    assert astrid.again(led.headers["location"]).headers["location"] == "/my/erase/sure"
    assert astrid.http.get("/my/erase/sure").status_code == 200


def test_somebody_elses_proof_is_refused_and_the_session_stays(stage: Stage, come: Come) -> None:
    astrid = come()
    _not_fresh(stage)
    before = astrid.secret
    led = astrid.again(_AGAIN + "/my/erase/sure", "bo")
    assert led.headers["location"] == _AGAIN + "/my/erase/sure&another=1"
    assert astrid.secret == before
    assert "That was somebody else." in astrid.http.get(led.headers["location"]).text
    assert astrid.http.get("/my").status_code == 200
    assert astrid.http.get("/my/erase/sure").status_code == 303
    refused = ask(
        stage, "SELECT individual_id, reason FROM journal WHERE kind = 'sign_in' AND outcome = 'refused'"
    )
    assert [tuple(row) for row in refused] == [(None, "another-account")]


def test_the_page_offers_only_herself_and_says_why(stage: Stage, come: Come) -> None:
    astrid = come()
    page = astrid.http.get(_AGAIN + "/my")
    assert "more than ten minutes ago" in page.text
    assert re.findall(r'name="persona" value="(\w+)"', page.text) == ["astrid"]
    assert set(re.findall(r'name="intent" value="(\w+)"', page.text)) == {"again"}


def _proof(page: Response) -> dict[str, str]:
    """What the form by which she proves herself carries."""
    return next(dict(fields) for action, fields in forms_of(page) if action == "/demo/sign-in")


def test_the_way_on_stays_on_this_site(stage: Stage, come: Come) -> None:
    astrid = come()
    for to in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        page = astrid.http.get("/sign-in/again", params={"to": to})
        assert _proof(page)["to"] == "/my"
    assert (
        astrid.http.post(
            "/demo/sign-in",
            data={
                **_proof(astrid.http.get("/sign-in/again")),
                "persona": "astrid",
                "to": "//evil.example",
            },
        ).headers["location"]
        == "/my"
    )


def test_over_the_api_an_old_proof_is_answered_with_a_step_up_challenge(stage: Stage) -> None:
    house, now = stage.house, stage.clock.now()
    stage.move(minutes=10)
    person = INDIVIDUALS[0].id
    old = Proof(Method.EID, Assurance.SUBSTANTIAL, now)
    for proof in (old, None):
        token = house.tokens.issue(person, "app", "me", "tok_1", stage.clock.now(), proof)
        hers = {"Authorization": f"Bearer {token}"}
        assert stage.http.get("/v1/me/grants", headers=hers).status_code == 200
        for method, path in (("GET", "/v1/me/export"), ("GET", "/v1/me/profile.pdf"), ("DELETE", "/v1/me")):
            answer = stage.http.request(method, path, headers=hers)
            assert answer.status_code == 401
            assert answer.json()["type"] == "urn:egenkarta:problem:sign-in-again"
            told = answer.headers["www-authenticate"]
            assert told.startswith('Bearer error="insufficient_user_authentication"')
            assert "max_age=600" in told


@pytest.mark.parametrize("answer", [" yes", "yes\n", ["yes", "no"], ["no", "yes"]])
def test_a_yes_that_is_written_otherwise_waits_as_well(
    stage: Stage, come: Come, answer: str | list[str]
) -> None:
    request_id = stage.asked((LANGUAGES, SKILLS))
    astrid = come()
    _not_fresh(stage)
    for path in (f"/my/requests/{request_id}/answer", "/my/shares/shr_any/contact"):
        sent = _yes(astrid, request_id, answer, path)
        assert sent.status_code == 303, sent.text
        assert sent.headers["location"].startswith(_AGAIN)
    state = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=stage.individual("astrid"))
    assert state.json()["state"] == "pending"
