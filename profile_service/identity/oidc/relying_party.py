"""Our side of OpenID Connect: what is asked of a provider, and what its answer proves."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from profile_service.actions.ports import Clock, Ids
from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.domain.external_identity import Attempt, Vouched
from profile_service.identity.oidc.configuration import AssertionAudience, Audience, Provider
from profile_service.identity.oidc.discovery import Discovery, Finding, Metadata
from profile_service.identity.oidc.fetching import Answer, Caller
from profile_service.identity.oidc.id_token import (
    Expected,
    check_expiry,
    check_id_token,
    check_issuer_and_audience,
)
from profile_service.identity.oidc.key_sets import KeySets
from profile_service.identity.oidc.own_keys import ASSERTION_TYPE, OwnKeys
from profile_service.identity.oidc.person import claims_asked, is_told, read_person, scope_of
from profile_service.identity.oidc.signed import read_signed

JWKS_PATH: Final = "/.well-known/egenkarta-rp-jwks.json"
_OK, _CREATED = 200, 201
_LONGEST: Final = 4096
"""Of a code, a token or a request's address that a provider makes."""


class RelyingParty:
    """Signs people in at the configured providers.

    Args:
        public_url: the address that browsers come back to.
        loopback: whether a provider may be on this very machine, without TLS. In tests and a demo only.
        transport: how to get to providers, where it is not the network.
    """

    def __init__(
        self,
        providers: Mapping[str, Provider],
        keys: OwnKeys,
        public_url: str,
        clock: Clock,
        ids: Ids,
        *,
        loopback: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.providers = providers
        self._keys = keys
        self._public_url = public_url
        self._clock = clock
        self._ids = ids
        self._loopback = loopback
        self._caller = Caller(loopback=loopback, transport=transport)
        self._discovery = Discovery(self._caller, loopback=loopback)
        self._key_sets = KeySets(self._caller)

    @property
    def jwks(self) -> dict[str, Any]:
        """Our public keys, for providers to fetch."""
        return self._keys.jwks

    def offered_to(self, audience: Audience) -> list[Provider]:
        """Those that sign such people in, in the order of the file."""
        return [one for one in self.providers.values() if one.audience is audience]

    def callback(self, provider: Provider) -> str:
        """Where the browser comes back to: another address for each provider, so that no two are mixed up (RFC 9700, 4.4)."""
        return f"{self._public_url}/sign-in/eid/{provider.name}/callback"

    async def findings(self, provider: Provider) -> list[Finding]:
        """What does not fit of what the provider says of itself; raises NotProvedError where it says nothing."""
        return self._discovery.findings(provider, await self._discovery.fetch(provider))

    async def address_for(self, provider: Provider, state: str, attempt: Attempt) -> str:
        """Where the browser goes now.

        Raises:
            NotProvedError: the provider cannot be reached, or does not fit.
        """
        metadata = await self._discovery.of(provider, self._clock.now())
        asked = self._request(provider, metadata, state, attempt)
        if metadata.pushed_endpoint:
            pushed = await self._push(provider, metadata, asked)
            asked = {"client_id": provider.client_id, "request_uri": pushed}
        return add_params_to_uri(metadata.authorization_endpoint, list(asked.items()))

    async def prove(self, provider: Provider, attempt: Attempt, answer: Mapping[str, str]) -> Vouched:
        """What the provider vouches for, once every check has passed.

        Raises:
            NotProvedError: one has not.
        """
        metadata = await self._discovery.of(provider, self._clock.now())
        code = _code_of(answer, provider, metadata)
        tokens = await self._redeem(provider, metadata, attempt, code)
        access_token = tokens.get("access_token")
        kind = tokens.get("token_type")
        if not _is_word(access_token) or not isinstance(kind, str) or kind.lower() != "bearer":
            raise NotProvedError(EidRefusal.UNFIT_ANSWER)
        now = self._clock.now()
        signed = await read_signed(
            tokens.get("id_token"), metadata.id_token_algorithms, self._finding(metadata, now)
        )
        expected = Expected(provider, attempt.nonce, attempt.begun_at, now, str(access_token))
        subject, assurance = check_id_token(signed, expected)
        claims = signed.claims
        if not is_told(provider, claims) and metadata.userinfo_endpoint:
            claims = await self._userinfo(provider, metadata, str(access_token), subject)
        return read_person(provider, subject, assurance, claims)

    def _request(
        self, provider: Provider, metadata: Metadata, state: str, attempt: Attempt
    ) -> dict[str, str]:
        asked = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": self.callback(provider),
            "scope": scope_of(provider),
            "state": state,
            "nonce": attempt.nonce,
            "prompt": "login",
            "code_challenge": create_s256_code_challenge(attempt.verifier),  # type: ignore[no-untyped-call]
            "code_challenge_method": "S256",
        }
        if metadata.takes_claims:
            asked["claims"] = json.dumps(claims_asked(provider), separators=(",", ":"))
        else:
            # The only other way to be told when she signed in (OpenID Connect Core 1.0, section 3.1.2.1).
            asked |= {"acr_values": " ".join(sorted(provider.acr)), "max_age": "0"}
        return asked

    async def _push(self, provider: Provider, metadata: Metadata, asked: Mapping[str, str]) -> str:
        """The address under which the provider keeps the request (RFC 9126, section 2.2)."""
        form = {**asked, **self._proof(provider, metadata)}
        answer = await self._caller.post(metadata.pushed_endpoint, form)
        if answer.status != _CREATED:
            raise NotProvedError(EidRefusal.PROVIDER_REFUSED)
        pushed = answer.document().get("request_uri")
        if not _is_word(pushed):
            raise NotProvedError(EidRefusal.UNFIT_ANSWER)
        return str(pushed)

    async def _redeem(
        self, provider: Provider, metadata: Metadata, attempt: Attempt, code: str
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback(provider),
            "code_verifier": attempt.verifier,
            "client_id": provider.client_id,
            **self._proof(provider, metadata),
        }
        answer = await self._caller.post(metadata.token_endpoint, form)
        if answer.status != _OK:
            raise NotProvedError(EidRefusal.PROVIDER_REFUSED)
        return answer.document()

    async def _userinfo(
        self, provider: Provider, metadata: Metadata, access_token: str, subject: str
    ) -> dict[str, Any]:
        """What the provider says of her at its UserInfo endpoint: signed, for us, and about her (section 5.3)."""
        answer: Answer = await self._caller.get(
            metadata.userinfo_endpoint,
            {"Authorization": f"Bearer {access_token}", "Accept": "application/jwt"},
        )
        if answer.status != _OK:
            raise NotProvedError(EidRefusal.PROVIDER_REFUSED)
        # What is not signed is not believed: nobody could show afterwards that the provider had said it.
        if answer.media_type != "application/jwt":
            raise NotProvedError(EidRefusal.UNSIGNED_USERINFO)
        now = self._clock.now()
        token = answer.body.decode("ascii", "replace")
        signed = await read_signed(token, metadata.userinfo_algorithms, self._finding(metadata, now))
        check_issuer_and_audience(signed.claims, provider)
        if signed.claims.get("sub") != subject:
            raise NotProvedError(EidRefusal.USERINFO)
        if "exp" in signed.claims:
            check_expiry(signed.claims, now)
        return signed.claims

    def _finding(self, metadata: Metadata, now: datetime) -> Any:
        async def find(kid: str | None, algorithm: str) -> Any:
            return await self._key_sets.find(metadata.jwks_uri, kid, algorithm, now)

        return find

    def _proof(self, provider: Provider, metadata: Metadata) -> dict[str, str]:
        to_issuer = provider.assertion_audience is AssertionAudience.ISSUER
        audience = provider.issuer if to_issuer else metadata.token_endpoint
        assertion = self._keys.client_assertion(
            provider.client_id, audience, self._ids.new("jti"), self._clock.now()
        )
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}


def _code_of(answer: Mapping[str, str], provider: Provider, metadata: Metadata) -> str:
    """The code of an answer in the browser that is this provider's own (RFC 9207, section 2.4)."""
    named = answer.get("iss")
    if (named is None and metadata.names_itself) or (named is not None and named != provider.issuer):
        raise NotProvedError(EidRefusal.ANSWER_ISSUER)
    if "error" in answer:
        stopped = answer["error"] == "access_denied"
        raise NotProvedError(EidRefusal.CANCELLED if stopped else EidRefusal.PROVIDER_REFUSED)
    code = answer.get("code")
    if not _is_word(code):
        raise NotProvedError(EidRefusal.UNFIT_ANSWER)
    return str(code)


def _is_word(found: object) -> bool:
    return isinstance(found, str) and 0 < len(found) <= _LONGEST and found.isascii() and found.isprintable()
