"""A mail server on loopback (RFC 5321) that answers as it is told, over plain TCP, TLS from the start, or STARTTLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class MailSide:
    """What was said to it: each command as it came, and each message; `answers` are other replies than the usual."""

    port: int = 0
    answers: Mapping[str, bytes] = field(default_factory=dict)
    extensions: tuple[bytes, ...] = ()
    said: list[bytes] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=default) for one in self.raw]  # type: ignore[misc]


@asynccontextmanager
async def mail_side(
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    answers: Mapping[str, bytes] | None = None,
    extensions: tuple[bytes, ...] = (),
) -> AsyncIterator[MailSide]:
    """Listen until the block ends."""
    side = MailSide(answers=answers or {}, extensions=extensions)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _session(side, reader, writer, starttls)
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    side.port = server.sockets[0].getsockname()[1]
    try:
        yield side
    finally:
        server.close()


async def _session(
    side: MailSide,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    starttls: ssl.SSLContext | None,
) -> None:
    writer.write(side.answers.get("greeting", b"220 here\r\n"))
    encrypted = False
    while line := await reader.readline():
        side.said.append(line)
        word = line.split()[0].upper().decode() if line.split() else ""
        usual = {"QUIT": b"221 bye\r\n", "DATA": b"354 go on\r\n", "AUTH": b"235 in\r\n"}
        answer = side.answers.get(word, usual.get(word, b"250 ok\r\n"))
        if word == "EHLO":
            offers = [
                b"here",
                *side.extensions,
                *([b"STARTTLS"] if starttls and not encrypted else []),
                b"HELP",
            ]
            answer = b"".join(b"250-" + one + b"\r\n" for one in offers[:-1]) + b"250 " + offers[-1] + b"\r\n"
        if word == "STARTTLS" and starttls is not None:
            writer.write(b"220 now\r\n")
            await writer.start_tls(starttls)
            encrypted = True
            continue
        writer.write(answer)
        if word == "DATA" and answer.startswith(b"354"):
            side.raw.append((await reader.readuntil(b"\r\n.\r\n"))[:-3])
            writer.write(side.answers.get("end", b"250 taken\r\n"))
        if word == "QUIT":
            return
