"""E-mail by SMTP (RFC 5321), encrypted on the way out, with headers that tell nothing about her or this machine."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from typing import Final

from profile_service.domain.reach import Sent
from profile_service.messengers.messenger import Outgoing

_SECONDS: Final = 15
_AT_A_TIME: Final = 4
"""Connections at once: a slow server holds up no more than these."""
_PERMANENT: Final = 500
"""RFC 5321, 4.2.1: a reply of 5yz is final."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over. `implicit` begins with TLS (RFC 8314); otherwise STARTTLS, without which nothing is said.

    `plain` is for this very machine alone.
    """

    host: str
    port: int
    implicit: bool
    plain: bool = False
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


class SmtpMessenger:
    """Sends e-mail, each on a connection of its own, in a thread.

    Args:
        server: where to.
        sender: the address in From, with a neutral name.
        trust: which certificates count; those of the system unless told otherwise.
    """

    def __init__(
        self, server: MailServer, sender: Address, trust: Callable[[], ssl.SSLContext] | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._trust = cache(trust or ssl.create_default_context)
        self._room = asyncio.Semaphore(_AT_A_TIME)

    async def send(self, outgoing: Outgoing) -> Sent:
        try:
            message = self._message(outgoing)
        except (ValueError, IndexError, MessageError):  # what the library says of an address that is none
            return Sent(sent=False, result="no-such-address", final=True)
        async with self._room:
            return await asyncio.to_thread(self._hand_over, message, outgoing.to)

    def _message(self, outgoing: Outgoing) -> EmailMessage:
        sender = self._sender
        shown = Address(addr_spec=sender.addr_spec) if outgoing.nameless else sender
        message = EmailMessage(policy=SMTP)
        message["From"] = shown
        message["To"] = Address(addr_spec=outgoing.to)
        message["Subject"] = outgoing.subject
        message["Date"] = format_datetime(outgoing.at)
        # Not made of this machine's name and clock, and the same at each attempt.
        message["Message-ID"] = f"<{outgoing.id}@{sender.domain}>"
        # RFC 3834, 5: nobody's automatic answer is wanted.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(outgoing.text + "\n", cte="quoted-printable")
        message["Content-Language"] = outgoing.language
        return message

    def _hand_over(self, message: EmailMessage, to: str) -> Sent:
        try:
            connection = self._connect()
        except smtplib.SMTPAuthenticationError:
            return Sent(sent=False, result="login")
        except (smtplib.SMTPException, ssl.SSLError):
            return Sent(sent=False, result="tls-or-greeting")
        except (OSError, EOFError):
            return Sent(sent=False, result="no-connection")
        try:
            connection.send_message(message, from_addr=self._sender.addr_spec, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            code = next((reply[0] for reply in refused.recipients.values()), 0)
            return Sent(sent=False, result=str(code), final=code >= _PERMANENT)
        except smtplib.SMTPResponseException as answer:
            # A refusal of our own sender or of the text says nothing about her address: it is tried again.
            return Sent(sent=False, result=str(answer.smtp_code))
        except (smtplib.SMTPException, OSError, EOFError, ValueError):
            return Sent(sent=False, result="broken-off")
        finally:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
        return Sent(sent=True, result="250")

    def _connect(self) -> smtplib.SMTP:
        """Connected, encrypted and signed in; nothing of hers has been said until then."""
        server, known_as = self._server, self._sender.domain
        if server.implicit:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, known_as, timeout=_SECONDS, context=self._trust()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, known_as, timeout=_SECONDS)
        try:
            if not server.implicit and not server.plain:
                connection.starttls(context=self._trust())
            if server.user:
                connection.login(server.user, server.secret)
        except BaseException:
            connection.close()
            raise
        return connection
