"""The token endpoint: Authlib's grants under a small synchronous adapter, with our client authentication."""

import logging
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, cast

import orjson
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Client
from profile_service.domain.reply import Reply
from profile_service.identity.client_assertion import (
    ALGORITHMS,
    ASSERTION_TYPE,
    AssertionRefusedError,
    verify_client_assertion,
)
from profile_service.identity.tokens import LIFETIME, ORGANISATION_SCOPE, AccessTokens

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105  an address, not a secret
JWKS_PATH: Final = "/oauth/jwks"
_METHOD: Final = "private_key_jwt"
_HEADERS: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}

# Authlib writes issued tokens to its debug log; a token has no business in any log.
logging.getLogger("authlib").setLevel(logging.INFO)


def metadata(issuer: str) -> dict[str, Any]:
    """The authorization server's metadata (RFC 8414, section 2)."""
    return {
        "issuer": issuer,
        "token_endpoint": issuer + TOKEN_PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": [_METHOD],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "scopes_supported": [ORGANISATION_SCOPE],
    }


def answer_token_request(work: Work, desk: Desk, tokens: AccessTokens, form: Mapping[str, str]) -> Reply:
    """Answer one token request, in the unit of work that remembers its assertion."""
    if not form.get("grant_type"):
        return oauth_error(400, "invalid_request", "grant_type is missing: send client_credentials")
    server = _Server(work, desk, tokens)
    # Authlib insists on https by itself; whether the service is reached that way is settled when it starts.
    request = OAuth2Request("POST", "https://token.endpoint" + TOKEN_PATH)
    request.payload = BasicOAuth2Payload(dict(form))
    return cast("Reply", server.create_token_response(request))


def oauth_error(status: int, error: str, description: str, challenge: str = "") -> Reply:
    """An error of the token endpoint (RFC 6749, section 5.2).

    Args:
        challenge: the authentication scheme that a 401 names.
    """
    headers = dict(_HEADERS)
    if challenge:
        headers["WWW-Authenticate"] = f'{challenge} realm="egenkarta", error="{error}"'
    return Reply(status, orjson.dumps({"error": error, "error_description": description}), headers)


class _RegisteredClient(ClientMixin):
    """A client as Authlib wants to ask it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get_client_id(self) -> str:
        return self.client.id

    def get_allowed_scope(self, scope: Any) -> str:
        return ORGANISATION_SCOPE

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == _METHOD and endpoint == "token"


class _ClientCredentials(ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = [_METHOD]  # noqa: RUF012  Authlib's own attribute


class _Server(AuthorizationServer):
    """Authlib's server for the length of one request."""

    def __init__(self, work: Work, desk: Desk, tokens: AccessTokens) -> None:
        super().__init__(scopes_supported=[ORGANISATION_SCOPE])
        self._work, self._desk, self._tokens = work, desk, tokens
        self._now: datetime = desk.clock.now()
        self.register_client_auth_method(_METHOD, self._authenticate)
        self.register_token_generator("default", cast("Any", self._make_token))
        self.register_grant(_ClientCredentials)

    def _authenticate(self, _query: Any, request: OAuth2Request) -> _RegisteredClient | None:
        form = cast("BasicOAuth2Payload", request.payload).data
        assertion = form.get("client_assertion")
        if form.get("client_assertion_type") != ASSERTION_TYPE or not assertion:
            return None
        self._work.replays.forget_assertions(self._now)
        try:
            client = verify_client_assertion(
                assertion,
                self._tokens.issuer,
                self._now,
                self._work.accounts.client,
                self._work.replays.use_assertion,
            )
        except AssertionRefusedError as refused:
            raise InvalidClientError(str(refused), status_code=401) from refused
        if form.get("client_id", client.id) != client.id:
            raise InvalidClientError("client_id is not the client of the assertion", status_code=401)
        return _RegisteredClient(client)

    def _make_token(self, client: _RegisteredClient, **_asked: Any) -> dict[str, Any]:
        client_id = client.get_client_id()
        token = self._tokens.issue(
            client_id, client_id, ORGANISATION_SCOPE, self._desk.ids.new("tok"), self._now
        )
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": ORGANISATION_SCOPE,
        }

    def query_client(self, client_id: str) -> ClientMixin:
        raise InvalidClientError(status_code=401)  # clients are known by their assertion alone

    def save_token(self, token: Any, request: Any) -> None:
        """Nothing is kept: the token proves itself and dies in five minutes."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Reply:
        said = dict(body)
        if status == HTTPStatus.UNAUTHORIZED:
            return oauth_error(status, said["error"], said.get("error_description", ""), "Bearer")
        return Reply(status, orjson.dumps(said), _HEADERS)
