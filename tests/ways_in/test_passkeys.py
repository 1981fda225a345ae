"""Passkeys: made, used, and every way in which a ceremony can lie."""

from datetime import timedelta

import pytest

from profile_service.domain.ways_in import CEREMONY_LIFETIME, Holder
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, carry, options_on, reasons
from tests.ways_in.authenticator import AT, UP, UV, Authenticator, text

ASTRID = "ind_demo_astrid"


def _with_passkey(stage: Stage) -> Browser:
    """Astrid's browser, with a passkey made and signed out again."""
    browser = Browser(stage)
    browser.sign_in("astrid")
    assert browser.add_passkey().headers["location"] == "/my/ways"
    browser.post("/sign-out")
    assert not browser.is_in()
    return browser


def test_a_passkey_is_made_and_opens_her_account(stage: Stage) -> None:
    browser = _with_passkey(stage)
    answer = browser.show_passkey()
    assert (answer.status_code, answer.headers["location"]) == (303, "/my")
    assert browser.is_in()
    page = browser.get("/my/ways")
    assert "Min telefon" in page.text
    kinds = [line["kind"] for line in stage.log()][:3]
    assert kinds == ["sign_in", "way_in_added", "sign_in"]


def test_the_options_ask_for_a_discoverable_credential_and_name_nobody(stage: Stage) -> None:
    browser = Browser(stage)
    browser.sign_in("astrid")
    options = options_on(browser.get("/my/ways/passkey").text)
    assert '"residentKey": "required"' in options
    assert '"userVerification": "required"' in options
    assert '"attestation": "none"' in options
    assert "Astrid" not in options
    assert '"allowCredentials": []' in browser.passkey_options()


LIES = {
    "wrong-origin": {"client": {"origin": "https://evil.example"}},
    "origin-with-another-port": {"client": {"origin": "http://localhost:8001"}},
    "origin-that-begins-alike": {"client": {"origin": "http://localhost:8000.evil.example"}},
    "cross-origin": {"client": {"crossOrigin": True}},
    "in-a-frame": {"client": {"topOrigin": "https://evil.example"}},
    "wrong-type": {"client": {"type": "webauthn.create"}},
    "another-challenge": {"client": {"challenge": text(b"x" * 43)}},
    "no-challenge": {"client": {"challenge": None}},
    "wrong-rp": {"rp_id": "evil.example"},
    "nobody-verified": {"flags": UP},
    "nobody-there": {"flags": UV},
    "forged-signature": {"signature": b"0\x06\x02\x01\x01\x02\x01\x01"},
    "another-user": {"user": b"ind_demo_bo"},
    "unknown-credential": {"credential": b"\x02" * 32},
    "not-a-public-key": {"whole": {"type": "password"}},
    "id-and-raw-id-differ": {"whole": {"id": "AAAA"}},
    "no-response": {"whole": {"response": None}},
}


@pytest.fixture(scope="module")
def lied_to(tmp_path_factory: pytest.TempPathFactory):
    with Stage.open(tmp_path_factory.mktemp("lies")) as stage:
        yield _with_passkey(stage)


@pytest.mark.parametrize("lie", LIES)
def test_a_ceremony_that_lies_opens_nothing_and_is_written_down(lied_to: Browser, lie: str) -> None:
    before = len(reasons(lied_to.stage))
    answer = lied_to.show_passkey(counter=7, **LIES[lie])
    assert answer.status_code == 422
    assert not lied_to.is_in()
    written = reasons(lied_to.stage)[before:]
    assert len(written) == 1 and written[0].startswith("passkey-")


def test_after_all_those_lies_the_passkey_still_works(lied_to: Browser) -> None:
    assert lied_to.show_passkey(counter=1).status_code == 303
    lied_to.post("/sign-out")


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "null", "{}", '{"response":{}}', "x" * 70_000])
def test_rubbish_is_refused(lied_to: Browser, rubbish: str) -> None:
    lied_to.passkey_options()
    assert lied_to.post("/sign-in/passkey/answer", {"response": rubbish}).status_code == 422


CREATION_LIES = {
    "wrong-origin": {"client": {"origin": "https://evil.example"}},
    "cross-origin": {"client": {"crossOrigin": True}},
    "wrong-type": {"client": {"type": "webauthn.get"}},
    "wrong-rp": {"rp_id": "evil.example"},
    "nobody-verified": {"flags": UP | AT},
    "rubbish-attestation": {"attestation": b"\xa1"},
}


@pytest.mark.parametrize("lie", CREATION_LIES)
def test_a_passkey_is_not_kept_from_a_ceremony_that_lies(lied_to: Browser, lie: str) -> None:
    browser = Browser(lied_to.stage)
    browser.sign_in("bo")
    assert browser.add_passkey(credential=b"\x03" * 32, **CREATION_LIES[lie]).status_code == 422
    kept = carry(browser.stage, lambda work: list(work.passkeys.of(Holder(individual="ind_demo_bo"))))
    assert kept == []


def test_a_challenge_is_used_once_even_when_its_first_answer_was_wrong(stage: Stage) -> None:
    browser = _with_passkey(stage)
    options = browser.passkey_options()
    wrong = browser.device.get(options, client={"origin": "https://evil.example"})
    right = browser.device.get(options)
    assert browser.http.post("/sign-in/passkey/answer", data={"response": wrong}).status_code == 422
    assert browser.http.post("/sign-in/passkey/answer", data={"response": right}).status_code == 422
    assert reasons(stage)[-1] == "passkey-no-ceremony"


def test_a_challenge_belongs_to_the_browser_that_asked_for_it(stage: Stage) -> None:
    hers = _with_passkey(stage)
    response = hers.device.get(hers.passkey_options())
    thief = Browser(stage)
    thief.passkey_options()
    assert thief.post("/sign-in/passkey/answer", {"response": response}).status_code == 422


def test_two_that_race_for_one_challenge_get_it_once(stage: Stage) -> None:
    browser = _with_passkey(stage)
    browser.passkey_options()
    secret = browser.http.cookies["egenkarta-passkey"]
    taken = [carry(stage, lambda work: work.passkeys.take_ceremony(secret)) for _ in range(3)]
    assert [one is not None for one in taken] == [True, False, False]


def test_a_challenge_dies_after_five_minutes(stage: Stage) -> None:
    browser = _with_passkey(stage)
    response = browser.device.get(browser.passkey_options())
    stage.clock.move(CEREMONY_LIFETIME)
    assert browser.http.post("/sign-in/passkey/answer", data={"response": response}).status_code == 422


def test_a_counter_that_does_not_go_forward_locks_the_passkey_and_she_is_told(stage: Stage) -> None:
    browser = _with_passkey(stage)
    assert browser.show_passkey(counter=5).status_code == 303
    browser.post("/sign-out")
    assert browser.show_passkey(counter=5).status_code == 422
    assert reasons(stage)[-1] == "passkey-counter-went-back"
    assert browser.show_passkey(counter=9).status_code == 422
    assert reasons(stage)[-1] == "passkey-locked"
    told = [(line["kind"], line["outcome"]) for line in stage.log()]
    assert ("sign_in", "refused") in told
    browser.sign_in("astrid")
    assert "Låst" in browser.get("/my/ways").text


def test_nobody_locks_a_passkey_without_having_it(stage: Stage) -> None:
    browser = _with_passkey(stage)
    assert browser.show_passkey(counter=5).status_code == 303
    browser.post("/sign-out")
    stranger = Authenticator(browser.device.origin, browser.device.rp_id)
    stranger.user = browser.device.user
    response = stranger.get(browser.passkey_options(), counter=1)
    assert browser.post("/sign-in/passkey/answer", {"response": response}).status_code == 422
    assert browser.show_passkey(counter=6).status_code == 303


def test_one_credential_belongs_to_one_account(stage: Stage) -> None:
    browser = _with_passkey(stage)
    browser.sign_in("bo")
    assert browser.add_passkey().status_code == 422
    assert reasons(stage)[-1] == "passkey-known-already"


def test_a_passkey_needs_a_fresh_sign_in_to_be_made(stage: Stage) -> None:
    browser = Browser(stage)
    browser.sign_in("astrid")
    stage.clock.move(timedelta(minutes=11))
    assert browser.get("/my/ways/passkey").headers["location"].startswith("/sign-in/again")


def test_once_more_with_another_accounts_passkey_leaves_the_session_as_it_was(stage: Stage) -> None:
    browser = _with_passkey(stage)
    browser.sign_in("bo")
    response = browser.device.get(browser.passkey_options(intent="again", to="/my/ways"))
    answer = browser.post("/sign-in/passkey/answer", {"response": response})
    assert "another=1" in answer.headers["location"]
    assert "passkey" not in browser.get("/my/log").text.lower() or browser.is_in()
