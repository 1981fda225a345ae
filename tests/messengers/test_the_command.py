"""`egenkarta messages test`: one real message, or a line that says what is wrong."""

import pytest
from typer.testing import CliRunner

from profile_service.command_line.app import app
from profile_service.command_line.keyboard import RefusedError
from profile_service.domain.reach import Sent
from profile_service.messengers.messenger import Outgoing
from profile_service.messengers.smtp import SmtpMessenger


def _run(*arguments: str) -> tuple[int, str, BaseException | None]:
    came = CliRunner().invoke(app, ["messages", "test", *arguments])
    return came.exit_code, came.stdout, came.exception


def test_it_sends_the_very_message_that_people_get(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGENKARTA_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("EGENKARTA_MAIL_FROM", "Egenkarta<no-reply@example.org>")
    went: list[Outgoing] = []

    async def take(_self: SmtpMessenger, outgoing: Outgoing) -> Sent:
        went.append(outgoing)
        return Sent(sent=True, result="250")

    monkeypatch.setattr(SmtpMessenger, "send", take)
    code, told, _ = _run("--to", "me@example.org", "--language", "ar")
    assert (code, told) == (0, "250\n")
    assert (went[0].to, went[0].language, "Egenkarta" in went[0].text) == ("me@example.org", "ar", True)
    for wrong in (["--to", "me@"], ["--to", "0701234567"], ["--to", "me@example.org", "--language", "xx"]):
        _, _, error = _run(*wrong)
        assert isinstance(error, RefusedError)
    assert len(went) == 1
