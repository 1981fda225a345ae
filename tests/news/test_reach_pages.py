"""How we tell you, as she sees it: what a message looks like before she says yes, one decision a page, and off unless she chose."""

from collections.abc import Callable
from pathlib import Path

import pytest

import profile_service
from tests.news.reached import code_of, reached, sent
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
_ROOT = Path(profile_service.__file__).parent


def test_she_sees_a_message_before_she_says_yes_and_writes_a_code_after(
    stage: Stage, visitor: Visitors
) -> None:
    her = visitor("astrid")
    assert her.get("/my/reach").text.count('class="state"') == 2
    asked = her.get("/my/reach/email").text
    assert "Det finns något nytt i Egenkarta. Logga in som du brukar." in asked
    assert 'value=""' in asked  # what her profile says is offered, and not taken
    assert "fill=profile" in asked
    assert 'value="astrid.lindqvist@example.org"' in her.get("/my/reach/email?fill=profile").text
    stage.rounds()
    assert sent(stage) == []
    refused = her.send("/my/reach/email", address="astrid at example")
    assert (refused.status_code, 'href="#address"' in refused.text) == (422, True)
    assert (
        her.send("/my/reach/email", address="canary@example.org").headers["location"]
        == "/my/reach/email/code"
    )
    assert "canary@example.org" in her.get("/my/reach/email/code").text
    wrong = her.send("/my/reach/email/code", code="nothing")
    assert (wrong.status_code, 'href="#code"' in wrong.text) == (422, True)
    assert her.send("/my/reach/email/code", code=code_of(stage)).headers["location"] == "/my/reach"
    assert 'class="state on"' in her.get("/my/reach").text


def test_she_chooses_how_soon_and_takes_it_away(stage: Stage, visitor: Visitors) -> None:
    reached(stage)
    her = visitor("astrid")
    chosen = {"on": "email", "waiting": "daily", "readings": "at_once", "changes": "never"}
    hours = {"quiet_from": "22", "quiet_to": "7", "language": "ar", "nameless": "yes"}
    assert her.send("/my/reach/when", **chosen, **hours).headers["location"] == "/my/reach"
    shown = stage.http.get("/v1/me/reach", headers=stage.individual("astrid")).json()
    assert shown["when"] == {"waiting": "daily", "readings": "at_once", "changes": "never"}
    assert (shown["quiet_from"], shown["quiet_to"], shown["language"]) == (22, 7, "ar")
    page = her.get("/my/reach").text
    assert 'lang="ar" dir="rtl"' in page
    assert her.send("/my/reach/when", **{**chosen, **hours, "quiet_from": "25"}).status_code == 422
    assert her.send("/my/reach/email/remove").headers["location"] == "/my/reach"
    shown = stage.http.get("/v1/me/reach", headers=stage.individual("astrid")).json()
    assert (shown["email"]["address"], shown["email"]["on"]) == (None, False)


@pytest.mark.parametrize("path", ["/my/reach/pigeon", "/my/reach/pigeon/code"])
def test_another_channel_is_none(visitor: Visitors, path: str) -> None:
    assert visitor("astrid").get(path).status_code == 404


def test_an_installation_that_sends_nothing_says_so(stage: Stage, visitor: Visitors) -> None:
    stage.house.desk.post._messengers.clear()  # type: ignore[attr-defined]
    her = visitor("astrid")
    page = her.get("/my/reach").text
    assert page.count("Den som driver portalen skickar inget på det sättet.") == 2
    assert her.get("/my/reach/sms").headers["location"] == "/my/reach"


def test_an_address_is_opened_for_a_message_in_one_place_and_for_herself_in_one_more() -> None:
    def who(call: str) -> set[str]:
        found = (path for path in _ROOT.rglob("*.py") if call in path.read_text(encoding="utf-8"))
        return {path.name for path in found} - {"reach.py"}

    assert who(".place_for(") == {"posting.py"}
    assert who("reach.place(") == {"reaching.py"}
