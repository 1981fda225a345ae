"""The token endpoint's three grants: Authlib's, under a small synchronous adapter, over our own store.

Runs in the write lane, in the unit of work that spends the assertion and the proof. Nothing is signed or verified here but the
new token: who asks was proved before.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge

from consent.grant import Active, at_time
from consent.vocabulary import GrantId
from profile_service.actions.journaling import record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import system_may_meet
from profile_service.domain.authorization import (
    REFRESH,
    FamilyId,
    RefreshToken,
    TokenFamily,
    TokenId,
)
from profile_service.domain.event import Kind
from profile_service.domain.people import Client
from profile_service.domain.reply import Reply
from profile_service.identity.authorization.answers import oauth_answer, oauth_error
from profile_service.identity.authorization.client_authentication import METHOD
from profile_service.identity.authorization.grant_types import (
    AskingClient,
    Basis,
    CodeInHand,
    FormRequest,
    FromClient,
    FromCode,
    FromRefresh,
    RefreshInHand,
)
from profile_service.identity.authorization.granted import granted_details
from profile_service.identity.authorization.refusals import Refusal
from profile_service.identity.tokens import LIFETIME, ORGANISATION_SCOPE, AccessTokens

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
    if set(form.get("scope", "").split()) - {ORGANISATION_SCOPE}:
        # Before anything is used up: a refresh token that is asked too much of works once more.
        return oauth_error(400, "invalid_scope", f"the one scope is {ORGANISATION_SCOPE}")
    server = _Server(work, desk, tokens, asking)
    # Authlib insists on https by itself; whether the service is reached that way is settled when it starts.
    request = FormRequest("POST", "https://token.endpoint/oauth/token")
    request.payload = BasicOAuth2Payload(dict(form))
    return cast("Reply", server.create_token_response(request))


class _Server(AuthorizationServer):
    """Authlib's server for the length of one request."""

    def __init__(self, work: Work, desk: Desk, tokens: AccessTokens, asking: Asking) -> None:
        super().__init__(scopes_supported=[ORGANISATION_SCOPE])
        self._work, self._desk, self._tokens, self._asking = work, desk, tokens, asking
        self._now: datetime = desk.clock.now()
        self.register_client_auth_method(METHOD, lambda _query, _request: AskingClient(asking.client))
        self.register_token_generator("default", cast("Any", self._make_token))
        self.register_grant(FromCode, [CodeChallenge(required=True)])
        self.register_grant(FromRefresh)
        self.register_grant(FromClient)

    def find_code(self, code: str) -> CodeInHand | None:
        """The code, if it is this client's, young and unused, and shown with the key that it is bound to."""
        issued = self._work.tokens.code(code)
        if issued is None:
            return None
        if issued.ticket.client != self._asking.client.id:
            self._refuse(Refusal.CODE_OF_ANOTHER)
            return None
        if issued.family is not None:
            # Somebody has it twice, and nobody knows which of the two is the thief (RFC 6749, section 4.1.2).
            self._work.tokens.end(issued.family, self._now)
            self._refuse(Refusal.CODE_REPLAYED)
            return None
        if self._now >= issued.expires_at:
            return None
        if issued.ticket.jkt and issued.ticket.jkt != self._asking.jkt:
            self._refuse(Refusal.PROOF_OTHER_KEY)
            return None
        return CodeInHand(code, issued)

    def begin_family(self, code: CodeInHand) -> Basis | None:
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
        return Basis(family, grant)

    def find_refresh(self, token: str) -> RefreshInHand | None:
        """The refresh token, used up; None where it is not one of this client's, or its grant does not stand now.

        Where the grant does not stand it stays as it was: she may have paused it, and that is not told from an end.
        """
        refresh = self._work.tokens.refresh(token)
        family = None if refresh is None else self._work.tokens.family(refresh.family)
        if refresh is None or family is None or family.ended_at is not None:
            return None
        if family.client != self._asking.client.id:
            self._refuse(Refusal.REFRESH_OF_ANOTHER)
            return None
        if family.jkt and not self._asking.jkt:
            # What was bound to a key stays bound to one. To which, a client that proves itself each time may change
            # (RFC 9449, section 5).
            self._refuse(Refusal.PROOF_MISSING)
            return None
        if refresh.used_at is not None:
            self._work.tokens.end(family.id, self._now)
            self._refuse(Refusal.REFRESH_REPLAYED)
            return None
        grant = self._live(family.grant_id)
        if self._now >= refresh.expires_at or grant is None:
            return None
        if not self._work.tokens.use_refresh(token, self._now):
            return None
        return RefreshInHand(token, family, grant)

    def _live(self, grant_id: GrantId) -> Active | None:
        grant = self._work.ledger.find(grant_id)
        standing = None if grant is None else at_time(grant, self._now)
        mine = (
            isinstance(standing, Active) and standing.terms.organisation == self._asking.client.organisation
        )
        if not mine or not isinstance(standing, Active):
            return None
        meets = system_may_meet(self._work, self._asking.client, standing.terms.individual)
        return standing if meets else None

    def _refuse(self, reason: Refusal) -> None:
        """Write it down; whoever asked learns only that it was refused."""
        organisation = self._asking.client.organisation
        record_refused(self._work, self._desk, Kind.CLIENT_REFUSED, reason, organisation)

    def _make_token(self, client: AskingClient, user: Basis | None = None, **_asked: Any) -> dict[str, Any]:
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

    def _of_grant(self, basis: Basis, token_id: TokenId) -> dict[str, Any]:
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
