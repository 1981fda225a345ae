"""What a provider says of itself (OpenID Connect Discovery 1.0), held against what we need of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from authlib.oidc.discovery import get_well_known_url

from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.identity.oidc.configuration import Profile, Provider, is_web_address
from profile_service.identity.oidc.fetching import Caller

ALGORITHMS: Final = ("ES256", "PS256", "RS256", "EdDSA")
"""All that we take, whatever a provider offers."""

_OK: Final = 200
_FRESH: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A provider's endpoints and abilities, once they fit."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    """Empty where it has none."""
    pushed_endpoint: str
    """Where it takes authorization requests beforehand (RFC 9126); empty where it does not."""
    names_itself: bool
    """Whether its answers in the browser carry `iss` (RFC 9207)."""
    takes_claims: bool
    id_token_algorithms: frozenset[str]
    userinfo_algorithms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. A fatal one shuts the provider out."""

    fatal: bool
    text: str


class Discovery:
    """Fetches what providers say of themselves, and keeps it for an hour."""

    def __init__(self, caller: Caller, *, loopback: bool) -> None:
        self._caller = caller
        self._loopback = loopback
        self._kept: dict[str, tuple[datetime, Metadata]] = {}

    async def of(self, provider: Provider, now: datetime) -> Metadata:
        """The provider's metadata.

        Raises:
            NotProvedError: it cannot be had, or does not fit.
        """
        kept = self._kept.get(provider.name)
        if kept is not None and timedelta(0) <= now - kept[0] < _FRESH:
            return kept[1]
        found = await self.fetch(provider)
        if any(finding.fatal for finding in self.findings(provider, found)):
            raise NotProvedError(EidRefusal.UNFIT_PROVIDER)
        metadata = _metadata(found)
        self._kept[provider.name] = now, metadata
        return metadata

    async def fetch(self, provider: Provider) -> dict[str, Any]:
        """The document as it comes."""
        answer = await self._caller.get(get_well_known_url(provider.issuer, external=True))
        if answer.status != _OK:
            raise NotProvedError(EidRefusal.UNFIT_PROVIDER)
        return answer.document()

    def findings(self, provider: Provider, said: Mapping[str, Any]) -> list[Finding]:
        """All that does not fit, for whoever sets the provider up."""
        return [*self._addresses(provider, said), *_abilities(provider, said)]

    def _addresses(self, provider: Provider, said: Mapping[str, Any]) -> Iterator[Finding]:
        # Compared to the letter (OpenID Connect Discovery 1.0, section 4.3): otherwise one provider could pose as another.
        if said.get("issuer") != provider.issuer:
            yield Finding(True, "issuer: it calls itself something else than the file does")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not self._is_address(said.get(name)):
                yield Finding(True, f"{name}: missing, or not an https:// address")
        for name in ("userinfo_endpoint", "pushed_authorization_request_endpoint"):
            if name in said and not self._is_address(said[name]):
                yield Finding(True, f"{name}: not an https:// address")

    def _is_address(self, value: object) -> bool:
        return isinstance(value, str) and is_web_address(value, loopback=self._loopback)


def _abilities(provider: Provider, said: Mapping[str, Any]) -> Iterator[Finding]:
    if "code" not in _words(said, "response_types_supported"):
        yield Finding(True, "response_types_supported: the code flow (code) is not there")
    if "S256" not in _words(said, "code_challenge_methods_supported"):
        yield Finding(True, "code_challenge_methods_supported: PKCE with S256 is not there")
    if "private_key_jwt" not in _words(said, "token_endpoint_auth_methods_supported"):
        yield Finding(True, "token_endpoint_auth_methods_supported: private_key_jwt is not there")
    if not _words(said, "id_token_signing_alg_values_supported") & set(ALGORITHMS):
        yield Finding(True, f"id_token_signing_alg_values_supported: none of {', '.join(ALGORITHMS)}")
    signs = _words(said, "token_endpoint_auth_signing_alg_values_supported")
    if signs and "ES256" not in signs:
        yield Finding(True, "token_endpoint_auth_signing_alg_values_supported: ES256 is not there")
    offered = _words(said, "acr_values_supported")
    if offered and not offered & provider.acr.keys():
        yield Finding(True, "acr_values_supported: none of those that the file takes")
    if said.get("claims_parameter_supported") is not True:
        yield Finding(False, "claims_parameter_supported: no; acr is asked for by acr_values, and checked")
    if said.get("authorization_response_iss_parameter_supported") is not True:
        yield Finding(
            False,
            "authorization_response_iss_parameter_supported: no; its own callback address tells it apart",
        )
    if "pushed_authorization_request_endpoint" not in said:
        yield Finding(False, "pushed_authorization_request_endpoint: none; requests go through the browser")
    if "userinfo_endpoint" in said and not _words(said, "userinfo_signing_alg_values_supported") & set(
        ALGORITHMS
    ):
        yield Finding(
            False, "userinfo_signing_alg_values_supported: none of ours; claims must come in the id_token"
        )
    scopes = _words(said, "scopes_supported")
    if provider.claims is not Profile.BIRTH_DATE and scopes and _scope(provider) not in scopes:
        yield Finding(False, f"scopes_supported: {_scope(provider)} is not there")


def _scope(provider: Provider) -> str:
    return f"https://id.oidc.se/scope/{provider.claims.value}"


def _words(said: Mapping[str, Any], name: str) -> set[str]:
    found = said.get(name)
    return {one for one in found if isinstance(one, str)} if isinstance(found, list) else set()


def _metadata(said: Mapping[str, Any]) -> Metadata:
    id_token_algorithms = frozenset(ALGORITHMS) & _words(said, "id_token_signing_alg_values_supported")
    return Metadata(
        authorization_endpoint=said["authorization_endpoint"],
        token_endpoint=said["token_endpoint"],
        jwks_uri=said["jwks_uri"],
        userinfo_endpoint=said.get("userinfo_endpoint", ""),
        pushed_endpoint=said.get("pushed_authorization_request_endpoint", ""),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        takes_claims=said.get("claims_parameter_supported") is True,
        id_token_algorithms=id_token_algorithms,
        userinfo_algorithms=(frozenset(ALGORITHMS) & _words(said, "userinfo_signing_alg_values_supported"))
        or id_token_algorithms,
    )
