"""The token endpoint's three grants: Authlib's, under a small synchronous adapter, over our own store.

Runs in the write lane, in the unit of work that spends the assertion and the proof. Nothing is signed or verified here but the
new token: who asks was proved before.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, cast

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6749.grants import (
    AuthorizationCodeGrant,
    ClientCredentialsGrant,
    RefreshTokenGrant,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge

from consent.grant import Active, at_time
from consent.vocabulary import GrantId
from profile_service.actions.journaling import record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.domain.authorization import (
    REFRESH,
    FamilyId,
    IssuedCode,
    RefreshToken,
    TokenFamily,
    TokenId,
)
from profile_service.domain.event import Kind
from profile_service.domain.people import Client
from profile_service.domain.reply import Reply
from profile_service.identity.authorization.answers import oauth_answer, oauth_error
from profile_service.identity.authorization.client_authentication import METHOD
from profile_service.identity.authorization.granted import granted_details
from profile_service.identity.authorization.refusals import Refusal
from profile_service.identity.tokens import LIFETIME, ORGANISATION_SCOPE, AccessTokens

GRANT_TYPES: Final = ("authorization_code", "refresh_token", "client_credentials")

# Authlib writes issued tokens to its debug log; a token has no business in any log.
logging.getLogger("authlib").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for a token. `jkt` is the key that the request was proved with; empty where it came without a proof."""

    client: Client
    jkt: str


def answer_token_request(
    work: Work, desk: Desk, tokens: AccessTokens, asking: Asking, form: Mapping[str, str]
) -> Reply:
    """Answer one token request of a client that has proved itself."""
    server = _Server(work, desk, tokens, asking)
    # Authlib insists on https by itself; whether the service is reached that way is settled when it starts.
    request = _Request("POST", "https://token.endpoint/oauth/token")
    request.payload = BasicOAuth2Payload(dict(form))
    return cast("Reply", server.create_token_response(request))


class _Request(OAuth2Request):
    @property
    def form(self) -> Any:
        return cast("BasicOAuth2Payload", self.payload).data


class _AskingClient(ClientMixin):
    """A client as Authlib wants to ask it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get_client_id(self) -> str:
        return self.client.id

    def get_allowed_scope(self, scope: Any) -> str:
        return ORGANISATION_SCOPE

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in GRANT_TYPES

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == METHOD and endpoint == "token"


@dataclass(frozen=True, slots=True)
class _Code:
    """A code as Authlib wants to ask it."""

    written: str
    issued: IssuedCode

    @property
    def code_challenge(self) -> str:
        return self.issued.ticket.challenge

    @property
    def code_challenge_method(self) -> str:
        return "S256"

    def get_redirect_uri(self) -> str:
        return self.issued.ticket.redirect_uri

    def get_scope(self) -> str:
        return ORGANISATION_SCOPE


@dataclass(frozen=True, slots=True)
class _Refresh:
    """A refresh token as Authlib wants to ask it, with the grant that it stands on."""

    written: str
    family: TokenFamily
    grant: Active

    def check_client(self, _client: object) -> bool:
        return True  # seen to where it was found

    def get_scope(self) -> str:
        return ORGANISATION_SCOPE


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a token of the redirect flow comes of."""

    family: TokenFamily
    grant: Active


class _FromCode(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012  Authlib's own attribute

    def query_authorization_code(self, code: str, client: Any) -> _Code | None:
        return cast("_Server", self.server).find_code(code)

    def authenticate_user(self, authorization_code: _Code) -> _Basis | None:
        return cast("_Server", self.server).begin_family(authorization_code)

    def delete_authorization_code(self, authorization_code: _Code) -> None:
        """It was used up when its family began."""


class _FromRefresh(RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> _Refresh | None:
        return cast("_Server", self.server).find_refresh(refresh_token)

    def authenticate_user(self, refresh_token: _Refresh) -> _Basis:
        return _Basis(refresh_token.family, refresh_token.grant)

    def revoke_old_credential(self, refresh_token: _Refresh) -> None:
        """It was used up when it was found."""


class _FromClient(ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012


class _Server(AuthorizationServer):
    """Authlib's server for the length of one request."""

    def __init__(self, work: Work, desk: Desk, tokens: AccessTokens, asking: Asking) -> None:
        super().__init__(scopes_supported=[ORGANISATION_SCOPE])
        self._work, self._desk, self._tokens, self._asking = work, desk, tokens, asking
        self._now: datetime = desk.clock.now()
        self.register_client_auth_method(METHOD, lambda _query, _request: _AskingClient(asking.client))
        self.register_token_generator("default", cast("Any", self._make_token))
        self.register_grant(_FromCode, [CodeChallenge(required=True)])
        self.register_grant(_FromRefresh)
        self.register_grant(_FromClient)

    def find_code(self, code: str) -> _Code | None:
        """The code, if it is this client's, young and unused, and shown with the key that it is bound to."""
        issued = self._work.tokens.code(code)
        if issued is None:
            return None
        if issued.ticket.client != self._asking.client.id:
            return self._refuse(Refusal.CODE_OF_ANOTHER)
        if issued.family is not None:
            # Somebody has it twice, and nobody knows which of the two is the thief (RFC 6749, section 4.1.2).
            self._work.tokens.end(issued.family, self._now)
            return self._refuse(Refusal.CODE_REPLAYED)
        if self._now >= issued.expires_at:
            return None
        if issued.ticket.jkt and issued.ticket.jkt != self._asking.jkt:
            return self._refuse(Refusal.PROOF_OTHER_KEY)
        return _Code(code, issued)

    def begin_family(self, code: _Code) -> _Basis | None:
        """Use the code up for a family; None where the grant does not stand any more."""
        grant = self._live(code.issued.grant_id)
        if grant is None:
            return None
        family = TokenFamily(
            FamilyId(self._desk.ids.new("fam")),
            self._asking.client.id,
            code.issued.grant_id,
            self._asking.jkt,
            self._now,
        )
        if not self._work.tokens.use_code(code.written, family.id):
            return None
        self._work.tokens.begin(family)
        return _Basis(family, grant)

    def find_refresh(self, token: str) -> _Refresh | None:
        """The refresh token, used up; None where it is not one of this client's, or its grant does not stand now.

        Where the grant does not stand it stays as it was: she may have paused it, and that is not told from an end.
        """
        refresh = self._work.tokens.refresh(token)
        family = None if refresh is None else self._work.tokens.family(refresh.family)
        if refresh is None or family is None or family.ended_at is not None:
            return None
        if family.client != self._asking.client.id:
            return self._refuse(Refusal.REFRESH_OF_ANOTHER)
        if family.jkt and not self._asking.jkt:
            # What was bound to a key stays bound to one. To which, a client that proves itself each time may change
            # (RFC 9449, section 5).
            return self._refuse(Refusal.PROOF_MISSING)
        if refresh.used_at is not None:
            self._work.tokens.end(family.id, self._now)
            return self._refuse(Refusal.REFRESH_REPLAYED)
        grant = self._live(family.grant_id)
        if self._now >= refresh.expires_at or grant is None:
            return None
        if not self._work.tokens.use_refresh(token, self._now):
            return None
        return _Refresh(token, family, grant)

    def _live(self, grant_id: GrantId) -> Active | None:
        grant = self._work.ledger.find(grant_id)
        standing = None if grant is None else at_time(grant, self._now)
        mine = (
            isinstance(standing, Active) and standing.terms.organisation == self._asking.client.organisation
        )
        return standing if mine and isinstance(standing, Active) else None

    def _refuse(self, reason: Refusal) -> None:
        organisation = self._asking.client.organisation
        record_refused(self._work, self._desk, Kind.CLIENT_REFUSED, reason, organisation)

    def _make_token(self, client: _AskingClient, user: _Basis | None = None, **_asked: Any) -> dict[str, Any]:
        client_id, token_id = client.client.id, TokenId(self._desk.ids.new("tok"))
        token = self._tokens.issue(
            client_id, client_id, ORGANISATION_SCOPE, token_id, self._now, jkt=self._asking.jkt
        )
        said = {
            "access_token": token,
            "token_type": "DPoP" if self._asking.jkt else "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": ORGANISATION_SCOPE,
        }
        return said if user is None else {**said, **self._of_grant(user, token_id)}

    def _of_grant(self, basis: _Basis, token_id: TokenId) -> dict[str, Any]:
        """The refresh token, and what was granted (RFC 9396, section 7; Grant Management for OAuth 2.0, section 6)."""
        self._work.tokens.note(token_id, self._asking.client.id, basis.family.id, self._now + LIFETIME)
        secret = self._desk.ids.secret()
        self._work.tokens.put_refresh(secret, RefreshToken(basis.family.id, self._now + REFRESH))
        terms = basis.grant.terms
        return {
            "refresh_token": secret,
            "grant_id": terms.id,
            "authorization_details": [granted_details(terms, self._work.requests.find(terms.request_id))],
        }

    def query_client(self, client_id: str) -> ClientMixin:
        raise InvalidClientError(status_code=401)  # clients are known by their assertion alone

    def save_token(self, token: Any, request: Any) -> None:
        """What has to be kept was kept when it was made."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Reply:
        said = dict(body)
        if status >= HTTPStatus.BAD_REQUEST:
            return oauth_error(status, said["error"], said.get("error_description", ""))
        return oauth_answer(said)
