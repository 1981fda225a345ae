"""Sends one message to one address, and gives it five seconds.

A name is looked up once and the connection goes to the very address that was judged, so that a second answer of the name
server changes nothing (DNS rebinding). The certificate must be the name's. No redirect is followed, no proxy of the
environment is used, and of the answer nothing but its status is read.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from ipaddress import ip_address
from typing import Final

from profile_service.domain.webhook import (
    Address,
    Attempt,
    Parcel,
    UnfitAddressError,
    WebhookAddress,
    is_public,
    read_address,
)
from profile_service.webhooks.looking_up import NameServer
from profile_service.webhooks.signature import signed_headers

_TO_ANSWER: Final = 4.5
"""Seconds for the name, the connection, the message and the status."""

_TO_FINISH: Final = 0.5
"""Seconds in which the far side may end what it says, unheard: then nothing breaks for it. Five in all."""

_TO_CONNECT: Final = 2.0
_LONGEST_LINE: Final = 8 * 1024
_MOST_LINES: Final = 100
_LEFT_UNREAD: Final = 64 * 1024
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: [^\r\n]*)?\r?\n")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, as the name server tells them."""


class Sender:
    """Sends parcels.

    Args:
        loopback: whether this very machine may be told. In a demo only.
        resolve: how a name is looked up.
        trust: which certificates count; those of the system unless told otherwise.
    """

    def __init__(
        self,
        *,
        loopback: bool = False,
        resolve: Resolve | None = None,
        trust: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._loopback = loopback
        self._resolve = resolve or NameServer()
        self._trust = cache(trust or ssl.create_default_context)

    async def send(self, parcel: Parcel, now: datetime) -> Attempt:
        """Try once. Never raises for what the far side, the network or the name server does."""
        try:
            status = await self._post(parcel, now)
        except TimeoutError:
            return Attempt(told=False, result="timeout")
        except (UnfitAddressError, socket.gaierror):
            # One word for both: whoever registers names must not learn which of them are known inside our network.
            return Attempt(told=False, result="no-such-host")
        except ssl.SSLError:
            return Attempt(told=False, result="tls")
        except (OSError, EOFError):
            return Attempt(told=False, result="no-connection")
        except ValueError:
            return Attempt(told=False, result="no-answer")
        return Attempt(told=200 <= status < 300, result=str(status))  # noqa: PLR2004 - RFC 9110, section 15.3

    async def _post(self, parcel: Parcel, now: datetime) -> int:
        place = read_address(parcel.url, loopback=self._loopback)
        writer: asyncio.StreamWriter | None = None
        try:
            async with asyncio.timeout(_TO_ANSWER):
                reader, writer = await self._connect(place, await self._addresses(place))
                writer.write(_request(place, parcel, now))
                await writer.drain()
                status = await _read_status(reader)
            with suppress(TimeoutError, OSError, EOFError):
                await asyncio.wait_for(reader.readexactly(_LEFT_UNREAD), _TO_FINISH)
        finally:
            if writer is not None:
                writer.transport.abort()
        return status

    async def _addresses(self, place: WebhookAddress) -> Sequence[str]:
        """Where to connect to; an error where any of the addresses is one that must not be called."""
        found = await self._resolve(place.host, place.port)
        addresses = [ip_address(one) for one in found]
        if not addresses or not all(map(self._may_be_called, addresses)):
            raise UnfitAddressError("this host cannot be reached from everywhere", "a public host")
        # Many a host has an IPv6 address that nobody reaches.
        return [str(one) for one in sorted(addresses, key=lambda one: one.version)]

    def _may_be_called(self, address: Address) -> bool:
        return is_public(address) or (self._loopback and address.is_loopback)

    async def _connect(
        self, place: WebhookAddress, addresses: Sequence[str]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure: Exception = ConnectionError()
        for address in addresses:
            try:
                async with asyncio.timeout(_TO_CONNECT if len(addresses) > 1 else None):
                    return await asyncio.open_connection(
                        address,
                        place.port,
                        limit=_LONGEST_LINE,
                        ssl=self._trust() if place.secure else None,
                        server_hostname=place.host if place.secure else None,
                    )
            except ssl.SSLError:
                raise
            except (OSError, TimeoutError) as error:
                failure = error
        raise failure


def _request(place: WebhookAddress, parcel: Parcel, now: datetime) -> bytes:
    headers = {
        "Host": place.authority,
        "User-Agent": "Egenkarta",
        "Content-Type": "application/json",
        "Content-Length": str(len(parcel.body)),
        "Connection": "close",
        **signed_headers(parcel.message, parcel.body, parcel.secret, now),
    }
    lines = [f"POST {place.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii") + parcel.body


async def _read_status(reader: asyncio.StreamReader) -> int:
    """The status of the answer; ValueError where it is none of HTTP's."""
    lines = 0
    while True:
        found = _STATUS.fullmatch(await reader.readline())
        if found is None:
            raise ValueError("this is no HTTP answer")
        status = int(found[1])
        if status >= 200:  # noqa: PLR2004 - what comes before it is no answer yet (RFC 9110, section 15.2)
            return status
        while (await reader.readline()).strip():
            lines += 1
            if lines > _MOST_LINES:
                raise ValueError("an answer that never begins")
