"""What an organisation does, as methods."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from clients.address import base_address
from clients.assertion import signer
from clients.calls import inquiries as asked
from clients.calls import managing, organisation, purposes, telling
from clients.managing import introspect, revoke_token
from clients.operation import Operation, operation
from clients.proofs import Prover
from clients.redirect import begin, finish
from clients.tokens import FetchedTokens
from clients.transport import AsyncClient, Client, Settings
from clients.waiting import await_grant


class _Operations:
    purpose_declarations = operation(organisation.purpose_declarations)
    ask = operation(organisation.ask)
    request_status = operation(organisation.request_status)
    await_grant = Operation(await_grant)
    begin_redirect = Operation(begin)
    finish_redirect = Operation(finish)
    grants = operation(organisation.grants)
    receipt = operation(organisation.receipt)
    close_grant = operation(organisation.close_grant)
    managed_grant = operation(managing.managed_grant)
    give_up_grant = operation(managing.give_up_grant)
    introspect = Operation(introspect)
    revoke_token = Operation(revoke_token)
    read = operation(organisation.read)
    inquiries = operation(asked.inquiries)
    answer_inquiry = operation(asked.answer_inquiry)
    declared = operation(purposes.declared)
    declaration_versions = operation(purposes.declaration_versions)
    declare = operation(purposes.declare)
    withdraw_declaration = operation(purposes.withdraw_declaration)
    duties = operation(purposes.duties)
    webhooks = operation(telling.webhooks)
    register_webhook = operation(telling.register_webhook)
    close_webhook = operation(telling.close_webhook)
    dead_letters = operation(telling.dead_letters)
    redeliver = operation(telling.redeliver)
    notices = operation(telling.notices)
    acknowledge = operation(telling.acknowledge)


class Organisation(_Operations, Client):
    """An organisation that asks and reads, known by its client id and its private key (a JWK).

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


class AsyncOrganisation(_Operations, AsyncClient):
    """The same as `Organisation`, each method awaited."""

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
