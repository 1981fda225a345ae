"""E-mail by SMTP: encrypted or not at all, with headers that tell nothing, and an answer of the far side understood."""

import asyncio
import socket
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest

from profile_service.domain.reach import Sent
from profile_service.messengers.messenger import Outgoing
from profile_service.messengers.smtp import MailServer, SmtpMessenger
from tests.messengers.mail_server import MailSide, mail_side
from tests.webhooks.far_sides import Authority

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SENDER = Address("Egenkarta", addr_spec="no-reply@egenkarta.example")


def _outgoing(**more: Any) -> Outgoing:
    said: dict[str, Any] = {
        "id": "msg_1", "to": "her@example.org", "subject": "شيء جديد", "text": "هناك شيء جديد. " * 12,
        "language": "ar", "at": WHEN,
    }  # fmt: skip
    return Outgoing(**{**said, **more})


def _send(outgoing: Outgoing, *, implicit: bool = False, plain: bool = True, user: str = "", trust: Any = None, **side: Any) -> tuple[Sent, MailSide]:  # fmt: skip
    async def play() -> tuple[Sent, MailSide]:
        async with mail_side(**side) as server:
            known = MailServer("127.0.0.1", server.port, implicit, plain, user, "s3cret" if user else "")
            return await SmtpMessenger(known, SENDER, trust).send(outgoing), server

    return asyncio.run(play())


def test_a_message_arrives_whole_and_its_headers_tell_nothing() -> None:
    sent, side = _send(_outgoing())
    assert sent == Sent(sent=True, result="250")
    (message,) = side.messages
    assert {name.lower() for name in message} == {
        "from", "to", "subject", "date", "message-id", "content-language", "auto-submitted", "content-type",
        "content-transfer-encoding", "mime-version",
    }  # fmt: skip
    assert message["From"] == "Egenkarta <no-reply@egenkarta.example>"
    assert (message["To"], message["Subject"]) == ("her@example.org", "شيء جديد")
    assert message["Message-ID"] == "<msg_1@egenkarta.example>"
    assert message["Date"].datetime == WHEN
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "ar")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().strip() == ("هناك شيء جديد. " * 12).strip()
    assert max(map(len, side.raw[0].split(b"\r\n"))) <= 78
    assert side.said[0] == b"ehlo egenkarta.example\r\n"
    assert socket.gethostname().encode() not in b"".join(side.said) + side.raw[0]


def test_without_a_name_the_sender_has_none() -> None:
    _, side = _send(_outgoing(nameless=True))
    assert side.messages[0]["From"] == "no-reply@egenkarta.example"


@pytest.mark.parametrize("to", ["a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "a@b.org\n", "<a@b.org>", ""])
def test_an_address_that_is_more_than_one_is_never_said(to: str) -> None:
    sent, side = _send(_outgoing(to=to))
    assert (sent.sent, sent.final) == (False, True)
    assert side.said == []


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"RCPT": b"550 nobody\r\n"}, Sent(sent=False, result="550", final=True)),
        ({"RCPT": b"451 later\r\n"}, Sent(sent=False, result="451")),
        ({"MAIL": b"530 who are you\r\n"}, Sent(sent=False, result="530")),
        ({"end": b"554 no\r\n"}, Sent(sent=False, result="554")),
        ({"greeting": b"421 busy\r\n"}, Sent(sent=False, result="tls-or-greeting")),
        ({"DATA": b""}, None),
    ],
)
def test_a_refusal_is_final_only_where_it_is_about_the_address(
    answers: dict[str, bytes], told: Sent | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_service.messengers.smtp._SECONDS", 0.3)
    sent, _ = _send(_outgoing(), answers=answers)
    assert not sent.sent
    assert told is None or sent == told


def test_nobody_listening_is_tried_again() -> None:
    known = MailServer("127.0.0.1", 9, implicit=False, plain=True)
    sent = asyncio.run(SmtpMessenger(known, SENDER).send(_outgoing()))
    assert sent == Sent(sent=False, result="no-connection")


def test_without_encryption_nothing_is_said(tmp_path: Path) -> None:
    made = Authority.made(tmp_path)
    server, client = made.server("127.0.0.1"), made.trust()
    sent, side = _send(_outgoing(), plain=False, user="mailer", extensions=(b"AUTH PLAIN LOGIN",))
    assert (sent.sent, side.raw) == (False, [])
    assert b"AUTH" not in b"".join(side.said)
    # A certificate that nobody vouches for is none.
    sent, side = _send(_outgoing(), plain=False, starttls=server)
    assert (sent.sent, side.raw) == (False, [])
    sent, side = _send(_outgoing(), plain=False, starttls=server, trust=lambda: client)
    assert sent.sent
    assert side.said[1] == b"STARTTLS\r\n"


def test_it_signs_in_after_the_encryption_alone(tmp_path: Path) -> None:
    made = Authority.made(tmp_path)
    server, client = made.server("127.0.0.1"), made.trust()
    login = {"user": "mailer", "extensions": (b"AUTH PLAIN",)}
    sent, side = _send(_outgoing(), implicit=True, plain=False, tls=server, trust=lambda: client, **login)
    assert sent.sent
    assert [line.split()[0].upper() for line in side.said] == [
        b"EHLO",
        b"AUTH",
        b"MAIL",
        b"RCPT",
        b"DATA",
        b"QUIT",
    ]
    refused = {"answers": {"AUTH": b"535 no\r\n"}}
    sent, _ = _send(
        _outgoing(), implicit=True, plain=False, tls=server, trust=lambda: client, **login, **refused
    )
    assert sent == Sent(sent=False, result="login")
