"""Calls to a provider: short, small, over TLS, and never on to another address."""

import asyncio
import json
import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import httpx

from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.identity.oidc.configuration import is_web_address

_SECONDS: Final = 8.0
"""For the whole of a call."""

_TO_CONNECT: Final = 3.0
_LARGEST: Final = 256 * 1024
_SERVER_ERROR: Final = 500

# It writes every address that it calls into the log.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider answered."""

    status: int
    media_type: str
    body: bytes

    def document(self) -> dict[str, Any]:
        """The JSON object in it.

        Raises:
            NotProvedError: it is none.
        """
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if self.media_type not in {"application/json", "application/jwk-set+json"} or not isinstance(
            found, dict
        ):
            raise NotProvedError(EidRefusal.UNFIT_ANSWER)
        return found


class Caller:
    """Calls providers.

    Args:
        loopback: whether http on this very machine will do. In tests and a demo only; no setting makes it so.
        transport: how to get there, where it is not the network.
    """

    def __init__(self, *, loopback: bool = False, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._loopback = loopback
        self._transport = transport

    async def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch."""
        return await self._call("GET", address, headers or {}, None)

    async def post(self, address: str, form: Mapping[str, str]) -> Answer:
        """Post a form."""
        return await self._call("POST", address, {}, form)

    async def _call(
        self, method: str, address: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Answer:
        if not is_web_address(address, loopback=self._loopback):
            raise NotProvedError(EidRefusal.UNFIT_PROVIDER)
        sent = {"Accept": "application/json, application/jwt", "Accept-Encoding": "identity", **headers}
        try:
            async with (
                asyncio.timeout(_SECONDS),
                self._client() as client,
                client.stream(method, address, headers=sent, data=form) as response,
            ):
                return await _read(response)
        except httpx.InvalidURL:
            raise NotProvedError(EidRefusal.UNFIT_PROVIDER) from None
        except (httpx.HTTPError, TimeoutError, OSError):
            # Not `from error`: what the far side said has no business in a traceback.
            raise NotProvedError(EidRefusal.PROVIDER_DOWN) from None

    def _client(self) -> httpx.AsyncClient:
        """No redirects, no cookies from before, and no proxy that the environment names."""
        return httpx.AsyncClient(
            transport=self._transport,
            verify=_trust(),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(_SECONDS, connect=_TO_CONNECT),
            headers={"User-Agent": "Egenkarta"},
        )


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


async def _read(response: httpx.Response) -> Answer:
    if response.status_code >= _SERVER_ERROR:
        raise NotProvedError(EidRefusal.PROVIDER_DOWN)
    if response.is_redirect or "content-encoding" in response.headers:
        raise NotProvedError(EidRefusal.UNFIT_ANSWER)
    body = b""
    async for part in response.aiter_bytes():
        body += part
        if len(body) > _LARGEST:
            raise NotProvedError(EidRefusal.UNFIT_ANSWER)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(response.status_code, media_type, body)
