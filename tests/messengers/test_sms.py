"""SMS over one adapter: what is sent, what counts as taken, and in how many parts a text goes."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from profile_service.domain.reach import Sent
from profile_service.language import LANGUAGES
from profile_service.language.letters import letter_text
from profile_service.messengers.messenger import Outgoing
from profile_service.messengers.sms import HttpSms, SmsGate, parts_of

TEXT = Outgoing(
    "msg_1", "+46701234567", "Något nytt", "Det finns något nytt.", "sv", datetime(2026, 11, 22, tzinfo=UTC)
)
CANARIES = ("canary", "norrsken", "astrid", "http", "www", "://", "grant", "consent", "{", "}", "<", "&")


def _send(answer: httpx.Response | Exception, text: Outgoing = TEXT) -> tuple[Sent, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    gate = SmsGate("https://sms.example/send", "s3cret", "Egenkarta")
    return asyncio.run(HttpSms(gate, httpx.MockTransport(take)).send(text)), seen


def test_a_text_is_one_post_with_the_same_key_at_each_attempt() -> None:
    sent, (request,) = _send(httpx.Response(202))
    assert sent == Sent(sent=True, result="202")
    assert (request.method, str(request.url)) == ("POST", "https://sms.example/send")
    assert request.headers["authorization"] == "Bearer s3cret"
    assert request.headers["idempotency-key"] == "msg_1"
    assert json.loads(request.content) == {
        "id": "msg_1", "to": "+46701234567", "from": "Egenkarta", "text": "Det finns något nytt."
    }  # fmt: skip


def test_whoever_wants_no_name_in_the_text_has_none_above_it_either() -> None:
    _, (request,) = _send(httpx.Response(202), replace(TEXT, nameless=True))
    assert set(json.loads(request.content)) == {"id", "to", "text"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(400), Sent(sent=False, result="400", final=True)),
        (httpx.Response(422), Sent(sent=False, result="422", final=True)),
        (httpx.Response(401), Sent(sent=False, result="401")),
        (httpx.Response(429), Sent(sent=False, result="429")),
        (httpx.Response(503), Sent(sent=False, result="503")),
        (httpx.Response(302, headers={"Location": "https://else.example/"}), Sent(sent=False, result="302")),
        (httpx.ConnectError("no"), Sent(sent=False, result="no-connection")),
        (httpx.ReadTimeout("no"), Sent(sent=False, result="timeout")),
    ],
)
def test_an_answer_is_final_only_where_it_is_about_the_number(
    answer: httpx.Response | Exception, told: Sent
) -> None:
    sent, seen = _send(answer)
    assert (sent, len(seen)) == (told, 1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("å" * 160, 1), ("€" * 80, 1), ("€" * 81, 2), ("ш" * 70, 1), ("ш" * 71, 2), ("😀" * 35, 1), ("😀" * 36, 2)],
)  # fmt: skip
def test_parts_are_counted_as_a_telephone_counts_them(text: str, parts: int) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("nameless", [False, True])
def test_in_every_language_it_says_that_there_is_something_and_no_more(tag: str, nameless: bool) -> None:
    told = letter_text(tag, nameless=nameless)
    assert parts_of(told.text) == 1, told.text
    coded = letter_text(tag, code="123456", nameless=nameless)
    assert coded.text.count("123456") == 1
    assert parts_of(coded.text) <= 2
    for said in (told, coded):
        whole = f"{said.subject} {said.text}"
        assert not [one for one in CANARIES if one in whole.lower()]
        assert ("Egenkarta" in whole) is not nameless
        assert "\n" not in whole
