"""What the operator does, as methods: it decides on purposes and registers what a statute compels."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from clients.address import base_address
from clients.assertion import signer
from clients.calls import organisations as parties
from clients.calls import purposes
from clients.operation import operation
from clients.tokens import FetchedTokens
from clients.transport import AsyncClient, Client, Settings


class _Operations:
    declarations_to_decide = operation(purposes.declarations_to_decide)
    declaration_to_decide = operation(purposes.declaration_to_decide)
    approve = operation(purposes.approve)
    reject = operation(purposes.reject)
    revoke_declaration = operation(purposes.revoke_declaration)
    organisations = operation(purposes.organisations)
    registered_duties = operation(purposes.registered_duties)
    register_duty = operation(purposes.register_duty)
    end_duty = operation(purposes.end_duty)
    add_organisation = operation(parties.add_organisation)
    organisation_details = operation(parties.organisation_details)
    close_organisation = operation(parties.close_organisation)
    add_unit = operation(parties.add_unit)
    invite_administrator = operation(parties.invite_administrator)
    remove_staff = operation(parties.remove_staff)
    add_system = operation(parties.add_system)
    remove_system = operation(parties.remove_system)
    add_key = operation(parties.add_key)
    remove_key = operation(parties.remove_key)


class Operator(_Operations, Client):
    """A system of whoever runs the service, known by its client id and its private key (a JWK).

    Raises:
        InvalidArgumentError: the base URL or the key is not one.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        private_key_jwk: Mapping[str, Any] | str,
        *,
        settings: Settings | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        base, chosen = base_address(base_url), settings or Settings()
        tokens = FetchedTokens(base, signer(client_id, private_key_jwk), chosen.retries)
        super().__init__(base, tokens, chosen, sleep)


class AsyncOperator(_Operations, AsyncClient):
    """The same as `Operator`, each method awaited."""

    def __init__(
        self,
        base_url: str,
        client_id: str,
        private_key_jwk: Mapping[str, Any] | str,
        *,
        settings: Settings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        base, chosen = base_address(base_url), settings or Settings()
        tokens = FetchedTokens(base, signer(client_id, private_key_jwk), chosen.retries)
        super().__init__(base, tokens, chosen, sleep)
