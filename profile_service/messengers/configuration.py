"""How an installation reaches people, out of its settings: nothing that is told twice, nothing sent in the clear."""

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from profile_service.domain.reach import Channel
from profile_service.messengers.addresses import read_email
from profile_service.messengers.file_sink import FileSink
from profile_service.messengers.messenger import Messenger
from profile_service.messengers.office import PostOffice
from profile_service.messengers.sms import HttpSms, SmsGate
from profile_service.messengers.smtp import MailServer, SmtpMessenger

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PORTS: Final = {"smtps": 465, "smtp": 587}
_SENDER: Final = re.compile(r"[^\x00-\x1f\x7f]{3,320}")
_SMS_SENDER: Final = re.compile(r"[A-Za-z0-9 ]{1,11}|\+?[0-9]{3,15}")
"""3GPP TS 23.040, 9.1.2.5: eleven signs at most, or a number."""
_PREFIX: Final = re.compile(r"\+[1-9][0-9]{0,6}")


class PostError(Exception):
    """A setting for messages cannot be used: which, what is wrong, and what would be right. Never its value."""


def open_post(
    *,
    smtp_url: str = "",
    smtp_secret: str = "",
    mail_from: str = "",
    sms_url: str = "",
    sms_secret: str = "",
    sms_from: str = "",
    sms_prefixes: str = "+46",
    sink: Path | None = None,
) -> PostOffice:
    """The post office of an installation. A channel that nothing is set for is not there, and her page says so.

    Args:
        sink: a file that takes both channels in place of the world; in a demo only.

    Raises:
        PostError: a setting that cannot be used, or one without its other half.
    """
    messengers: dict[Channel, Messenger] = {}
    if sink is not None:
        messengers = {channel: FileSink(sink, channel) for channel in Channel}
    if smtp_url:
        messengers[Channel.EMAIL] = SmtpMessenger(_server(smtp_url, smtp_secret), _sender(mail_from))
    elif smtp_secret or mail_from:
        raise PostError(
            "EGENKARTA_SMTP_URL is missing: EGENKARTA_SMTP_SECRET and EGENKARTA_MAIL_FROM go with it"
        )
    if sms_url:
        messengers[Channel.SMS] = HttpSms(_service(sms_url, sms_secret, sms_from))
    elif sms_secret or sms_from:
        raise PostError(
            "EGENKARTA_SMS_URL is missing: EGENKARTA_SMS_SECRET and EGENKARTA_SMS_FROM go with it"
        )
    return PostOffice(messengers, _prefixes(sms_prefixes))


def _server(url: str, secret: str) -> MailServer:
    right = "EGENKARTA_SMTP_URL must be smtps://USER@HOST:465 or smtp://USER@HOST:587 (STARTTLS)"
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise PostError(right) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise PostError(right)
    if parts.password is not None:
        raise PostError("EGENKARTA_SMTP_URL must hold no password: it belongs into EGENKARTA_SMTP_SECRET")
    if bool(parts.username) != bool(secret):
        raise PostError(
            "EGENKARTA_SMTP_SECRET and a USER in EGENKARTA_SMTP_URL go together: both, or neither"
        )
    implicit = parts.scheme == "smtps"
    # What does not leave this machine needs no encryption on the way.
    plain = not implicit and parts.hostname in _LOOPBACK
    return MailServer(
        parts.hostname, port or _PORTS[parts.scheme], implicit, plain, parts.username or "", secret
    )


def _sender(written: str) -> Address:
    name, spec = parseaddr(written)
    try:
        if spec and _SENDER.fullmatch(written):
            return Address(display_name=name, addr_spec=read_email(spec))
    except Exception:  # noqa: S110 - whatever the library finds wrong, it is this setting
        pass
    raise PostError("EGENKARTA_MAIL_FROM must be an address, such as Egenkarta <no-reply@example.org>")


def _service(url: str, secret: str, sender: str) -> SmsGate:
    right = "EGENKARTA_SMS_URL must be the https:// address that takes a text"
    try:
        parts = urlsplit(url)
        allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    except ValueError:
        raise PostError(right) from None
    if not allowed or not parts.hostname or parts.username is not None or parts.password is not None:
        raise PostError(right)
    if not secret or not secret.isascii() or not secret.isprintable():
        raise PostError("EGENKARTA_SMS_SECRET must be the secret that the service gave out")
    if sender and _SMS_SENDER.fullmatch(sender) is None:
        raise PostError("EGENKARTA_SMS_FROM must be at most eleven letters and digits, or a number")
    return SmsGate(url, secret, sender)


def _prefixes(written: str) -> Sequence[str]:
    found = tuple(written.replace(",", " ").split())
    if not found or not all(_PREFIX.fullmatch(one) for one in found):
        raise PostError("EGENKARTA_SMS_PREFIXES must be the beginnings of numbers, such as +46 +47")
    return found
