"""A system that proves itself with a key: what an organisation's and the operator's have in common."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from clients.address import base_address
from clients.assertion import signer
from clients.proofs import Prover
from clients.tokens import FetchedTokens
from clients.transport import AsyncClient, Client, Settings


class System(Client):
    """Known by its client id and its private key (a JWK).

    With `dpop` its tokens are bound to that key, so that nobody can use a stolen one (RFC 9449); newly registered systems need
    it.

    Raises:
        InvalidArgumentError: the base URL or the key is not one.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        private_key_jwk: Mapping[str, Any] | str,
        *,
        dpop: bool = False,
        settings: Settings | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        base, chosen = base_address(base_url), settings or Settings()
        super().__init__(base, _tokens(base, client_id, private_key_jwk, dpop, chosen), chosen, sleep)


class AsyncSystem(AsyncClient):
    """The same as `System`, each method awaited."""

    def __init__(
        self,
        base_url: str,
        client_id: str,
        private_key_jwk: Mapping[str, Any] | str,
        *,
        dpop: bool = False,
        settings: Settings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        base, chosen = base_address(base_url), settings or Settings()
        super().__init__(base, _tokens(base, client_id, private_key_jwk, dpop, chosen), chosen, sleep)


def _tokens(
    base: httpx.URL, client_id: str, jwk: Mapping[str, Any] | str, dpop: bool, settings: Settings
) -> FetchedTokens:
    read = signer(client_id, jwk)
    return FetchedTokens(base, read, settings.retries, Prover(read) if dpop else None)
