"""What an installation says of its messages: right, or a line that says which setting and what would be right."""

from pathlib import Path
from typing import Any

import pytest

from profile_service.domain.reach import Channel
from profile_service.messengers.configuration import PostError, open_post
from profile_service.settings import Settings

MAIL = {
    "smtp_url": "smtps://mailer@mail.example.org",
    "smtp_secret": "canary",
    "mail_from": "Egenkarta <no-reply@example.org>",
}
SMS = {"sms_url": "https://sms.example.org/send", "sms_secret": "canary"}


def test_nothing_set_is_nothing_sent() -> None:
    assert open_post().channels == frozenset()
    assert open_post(**MAIL).channels == {Channel.EMAIL}
    assert open_post(**MAIL, **SMS).channels == set(Channel)
    assert open_post(sink=Path("nowhere.jsonl")).channels == set(Channel)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({**MAIL, "smtp_url": "http://mail.example.org"}, "SMTP_URL"),
        ({**MAIL, "smtp_url": "smtps://mailer:canary@mail.example.org"}, "SMTP_URL must hold no password"),
        ({**MAIL, "smtp_url": "smtps://mail.example.org:x"}, "SMTP_URL"),
        ({**MAIL, "smtp_url": "smtps://mail.example.org"}, "SMTP_SECRET"),
        ({**MAIL, "smtp_secret": ""}, "SMTP_SECRET"),
        ({**MAIL, "mail_from": ""}, "MAIL_FROM"),
        ({**MAIL, "mail_from": "A\r\nBcc: x@example.org <a@example.org>"}, "MAIL_FROM"),
        ({"smtp_secret": "canary"}, "SMTP_URL is missing"),
        ({**SMS, "sms_url": "http://sms.example.org"}, "SMS_URL"),
        ({**SMS, "sms_url": "https://u:p@sms.example.org"}, "SMS_URL"),
        ({**SMS, "sms_secret": ""}, "SMS_SECRET"),
        ({**SMS, "sms_secret": "a\r\nb"}, "SMS_SECRET"),
        ({**SMS, "sms_from": "far too long a name"}, "SMS_FROM"),
        ({**SMS, "sms_prefixes": "46"}, "SMS_PREFIXES"),
        ({"sms_secret": "canary"}, "SMS_URL is missing"),
    ],
)
def test_what_cannot_be_used_is_named_and_never_repeated(given: dict[str, Any], named: str) -> None:
    with pytest.raises(PostError) as refused:
        open_post(**given)
    assert f"EGENKARTA_{named}" in str(refused.value)
    assert "canary" not in str(refused.value)


def test_secrets_are_in_no_picture_of_the_settings() -> None:
    settings = Settings(smtp_url="smtps://canary@h", smtp_secret="canary", sms_secret="canary")  # type: ignore[arg-type]
    assert "canary" not in repr(settings) + str(settings)
