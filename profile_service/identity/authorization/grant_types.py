"""Authlib's grants, and what they hold in hand: codes, refresh tokens and clients in the shape in which Authlib asks them."""

from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.grants import (
    AuthorizationCodeGrant,
    ClientCredentialsGrant,
    RefreshTokenGrant,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from consent.grant import Active
from profile_service.domain.authorization import IssuedCode, TokenFamily
from profile_service.domain.people import Client
from profile_service.identity.authorization.client_authentication import METHOD
from profile_service.identity.tokens import ORGANISATION_SCOPE

GRANT_TYPES: Final = ("authorization_code", "refresh_token", "client_credentials")


class Finding(Protocol):
    """Where the grants find what they were shown."""

    def find_code(self, code: str) -> "CodeInHand | None": ...
    def begin_family(self, code: "CodeInHand") -> "Basis | None": ...
    def find_refresh(self, token: str) -> "RefreshInHand | None": ...


class FormRequest(OAuth2Request):
    """A token request, by its form alone."""

    @property
    def form(self) -> Any:
        return cast("BasicOAuth2Payload", self.payload).data


class AskingClient(ClientMixin):
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
class CodeInHand:
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
class RefreshInHand:
    """A refresh token as Authlib wants to ask it, with the grant that it stands on."""

    written: str
    family: TokenFamily
    grant: Active

    def check_client(self, _client: object) -> bool:
        return True  # seen to where it was found

    def get_scope(self) -> str:
        return ORGANISATION_SCOPE


@dataclass(frozen=True, slots=True)
class Basis:
    """What a token of the redirect flow comes of."""

    family: TokenFamily
    grant: Active


class FromCode(AuthorizationCodeGrant):
    """The code of the redirect flow (RFC 6749, section 4.1.3)."""

    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012  Authlib's own attribute

    def query_authorization_code(self, code: str, client: Any) -> CodeInHand | None:
        return cast("Finding", self.server).find_code(code)

    def authenticate_user(self, authorization_code: CodeInHand) -> Basis | None:
        return cast("Finding", self.server).begin_family(authorization_code)

    def delete_authorization_code(self, authorization_code: CodeInHand) -> None:
        """It was used up when its family began."""


class FromRefresh(RefreshTokenGrant):
    """A refresh token, which is another one each time (RFC 6749, section 6)."""

    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Any:
        return cast("Finding", self.server).find_refresh(refresh_token)

    def authenticate_user(self, refresh_token: Any) -> Basis:
        return Basis(refresh_token.family, refresh_token.grant)

    def revoke_old_credential(self, refresh_token: Any) -> None:
        """It was used up when it was found."""


class FromClient(ClientCredentialsGrant):
    """The client by itself (RFC 6749, section 4.4)."""

    TOKEN_ENDPOINT_AUTH_METHODS = [METHOD]  # noqa: RUF012
