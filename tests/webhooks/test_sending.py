"""A message goes to the address that was judged, to nobody else, and nobody can hold the sender up."""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from far_sides import NO_CONTENT, Authority, far_side, never, one_by_one, saying, without_end

from profile_service.domain.notice import DeliveryId
from profile_service.domain.webhook import Attempt, Parcel
from profile_service.webhooks.sending import Sender

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECRET = bytes(range(32))
BODY = b'{"type":"grant.changed","timestamp":"2026-11-21T09:00:00.000Z","data":{"grant_id":"gra_1"}}'
NAME = "receiver.example.org"


class NameServer:
    """Gives its answers one after the other, and counts how often it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.answers.pop(0)


def parcel(url: str) -> Parcel:
    return Parcel(DeliveryId("dlv_1"), 1, "ntc_1", url, SECRET, BODY)


async def test_a_message_arrives_signed_and_content_free() -> None:
    async with far_side(NO_CONTENT) as side:
        found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/told?a=b"), NOW)
    assert found == Attempt(told=True, result="204")
    head, body = side.received[0]
    lines = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    assert head.startswith("POST /told?a=b HTTP/1.1\r\n")
    assert lines["Host"] == f"127.0.0.1:{side.port}"
    assert lines["webhook-id"] == "ntc_1"
    assert lines["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"ntc_1.{int(NOW.timestamp())}.".encode() + BODY
    wanted = base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest()).decode()
    assert lines["webhook-signature"] == f"v1,{wanted}"
    assert body == BODY


async def test_the_certificate_is_the_names_while_the_connection_goes_to_the_judged_address(
    tmp_path: Path,
) -> None:
    authority = Authority.made(tmp_path)
    names = NameServer(["127.0.0.1"])
    async with far_side(NO_CONTENT, authority.server(NAME)) as side:
        sender = Sender(loopback=True, resolve=names, trust=authority.trust)
        found = await sender.send(parcel(f"https://{NAME}:{side.port}/"), NOW)
    assert found == Attempt(told=True, result="204")
    assert names.asked == [(NAME, side.port)], "one look-up, and no second one"
    assert f"Host: {NAME}:{side.port}\r\n" in side.received[0][0]


async def test_a_certificate_of_another_name_or_another_authority_is_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    authority, other = Authority.made(tmp_path), Authority.made(tmp_path / "other")
    for shown in (
        authority.server("elsewhere.example.org"),
        other.server(NAME),
        authority.server("127.0.0.1"),
    ):
        async with far_side(NO_CONTENT, shown) as side:
            sender = Sender(loopback=True, resolve=NameServer(["127.0.0.1"]), trust=authority.trust)
            found = await sender.send(parcel(f"https://{NAME}:{side.port}/"), NOW)
        assert found == Attempt(told=False, result="tls")
        assert side.received == []


async def test_plain_text_where_tls_was_meant_is_told_nothing() -> None:
    async with far_side(NO_CONTENT) as side:
        sender = Sender(loopback=True, resolve=NameServer(["127.0.0.1"]))
        found = await sender.send(parcel(f"https://{NAME}:{side.port}/"), NOW)
    assert not found.told
    assert side.received == []


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["172.16.9.9"],
        ["192.168.0.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["224.0.0.1"],
        ["0.0.0.0"],  # noqa: S104
        ["::"],
        ["::1"],
        ["fe80::1%2"],
        ["fd00::1"],
        ["ff02::1"],
        ["::ffff:127.0.0.1"],
        ["::127.0.0.1"],
        ["2002:7f00:1::"],
        ["64:ff9b::a00:1"],
        ["8.8.8.8", "127.0.0.1"],
        ["8.8.8.8", "::ffff:10.0.0.1"],
        [],
    ],
)
async def test_a_name_that_leads_inside_is_never_called(
    answer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def connect(*_args: object, **_options: object) -> None:
        raise AssertionError("nobody may be called")

    monkeypatch.setattr(asyncio, "open_connection", connect)
    found = await Sender(resolve=NameServer(answer)).send(parcel(f"https://{NAME}/"), NOW)
    assert found == Attempt(told=False, result="no-such-host")


async def test_a_second_answer_of_the_name_server_is_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    async def connect(host: str, *_args: object, **_options: object) -> None:
        called.append(host)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio, "open_connection", connect)
    names = NameServer(["2606:4700::1111", "8.8.8.8"], ["10.0.0.1"])
    found = await Sender(resolve=names).send(parcel(f"https://{NAME}/"), NOW)
    assert found == Attempt(told=False, result="no-connection")
    assert called == ["8.8.8.8", "2606:4700::1111"], "each address as it was judged, never the name"
    assert len(names.asked) == 1


async def test_an_address_that_was_registered_before_the_rules_is_judged_again() -> None:
    for url in ("http://127.0.0.1:1/", "https://10.0.0.1/", "file:///etc/passwd", "https://localhost/"):
        assert await Sender().send(parcel(url), NOW) == Attempt(told=False, result="no-such-host")


async def test_a_redirect_is_not_followed() -> None:
    async with far_side(NO_CONTENT) as inside:
        place = f"http://127.0.0.1:{inside.port}/inside"
        for status in (301, 302, 303, 307, 308):
            moved = saying(f"HTTP/1.1 {status} Elsewhere\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n")
            async with far_side(moved) as side:
                found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/"), NOW)
            assert found == Attempt(told=False, result=str(status))
    assert inside.received == []


async def test_the_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with far_side(NO_CONTENT) as proxy, far_side(NO_CONTENT) as side:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/"), NOW)
    assert found.told
    assert (len(side.received), proxy.received) == (1, [])


@pytest.mark.parametrize("behave", [never, one_by_one])
async def test_a_slow_receiver_gets_five_seconds(behave: object) -> None:
    async with far_side(behave) as side:  # type: ignore[arg-type]
        began = time.monotonic()
        found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/"), NOW)
        assert time.monotonic() - began < 5.5
    assert found == Attempt(told=False, result="timeout")


async def test_a_name_server_that_does_not_answer_gets_five_seconds() -> None:
    async def ask(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    began = time.monotonic()
    found = await Sender(resolve=ask).send(parcel(f"https://{NAME}/"), NOW)
    assert (found.result, time.monotonic() - began < 5.5) == ("timeout", True)


async def test_a_body_without_end_is_left_unread() -> None:
    async with far_side(without_end) as side:
        began = time.monotonic()
        found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/"), NOW)
        assert time.monotonic() - began < 2
    assert found == Attempt(told=True, result="200")


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("", "no-answer"),
        ("hello\r\n", "no-answer"),
        ("HTTP/2 204\r\n\r\n", "no-answer"),
        ("HTTP/1.1 2040 Odd\r\n\r\n", "no-answer"),
        ("HTTP/1.1 099 Odd\r\n\r\n", "no-answer"),
        ("HTTP/1.1 204" + "x" * 20_000, "no-answer"),
        ("HTTP/1.1 100 Continue\r\n" + "A: b\r\n" * 500, "no-answer"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n", "202"),
        ("HTTP/1.1 500 No\r\n\r\n", "500"),
        ("HTTP/1.1 410 Gone\r\n\r\n", "410"),
        ("HTTP/1.0 200\r\n\r\n", "200"),
    ],
)
async def test_only_a_status_of_the_two_hundreds_is_told(answer: str, result: str) -> None:
    async with far_side(saying(answer)) as side:
        found = await Sender(loopback=True).send(parcel(f"http://127.0.0.1:{side.port}/"), NOW)
    assert found == Attempt(told=result.startswith("2"), result=result)
