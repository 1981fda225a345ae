"""Access tokens: one that a person already has, or those that an organisation fetches and keeps while they last."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from clients.address import secure_address
from clients.answers import read_token_answer
from clients.assertion import ASSERTION_TYPE, Signer
from clients.call import Repeat
from clients.errors import InvalidArgumentError, UnexpectedAnswerError
from clients.flow import Flow, Outgoing, Server, ServerAnswer, SignedForm, send
from clients.proofs import BoundToken, Prover
from clients.retries import Retries

TOKEN_ENDPOINT: Final = "token_endpoint"  # noqa: S105  the name of an address, not a secret
_METADATA: Final = "/.well-known/oauth-authorization-server"
# RFC 6750 section 2.1; also keeps line breaks out of the header.
_BEARER: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_MARGIN: Final = 30.0
_SHORTEST_LIFE: Final = 60.0


class GivenToken:
    """A token from elsewhere; there is no other one if it is refused."""

    def __init__(self, access_token: str) -> None:
        if _BEARER.fullmatch(access_token) is None:
            raise InvalidArgumentError("this is not an access token; expected one as a sign-in gives it")
        self._access_token = access_token

    def token(self, refused: str | None) -> Flow[str]:
        """The token, whatever became of it."""
        yield from ()
        return self._access_token

    def post(self, form: SignedForm) -> Flow[ServerAnswer]:
        """A person's program has no key."""
        return _keyless()


class NoToken:
    """For calls that are sent without one."""

    def token(self, refused: str | None) -> Flow[str]:
        """There is none."""
        yield from ()
        raise InvalidArgumentError("this caller has no access token; expected a sign-in before the call")

    def post(self, form: SignedForm) -> Flow[ServerAnswer]:
        """There is no key."""
        return _keyless()


@dataclass(frozen=True, slots=True)
class _Kept:
    access_token: str = field(repr=False)
    good_until: float


def _keyless() -> Flow[ServerAnswer]:
    yield from ()
    raise InvalidArgumentError("only an organisation's system can ask this; expected its client id and key")


@dataclass(slots=True)
class FetchedTokens:
    """Tokens by client credentials (RFC 6749 section 4.4) with a signed assertion; whoever uses it holds a lock."""

    base: httpx.URL
    signer: Signer
    retries: Retries
    prover: Prover | None = None
    """Where tokens are to be bound to the client's key (RFC 9449)."""
    now: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic
    _kept: _Kept | None = field(default=None, init=False)
    _server: Server | None = field(default=None, init=False)

    def token(self, refused: str | None) -> Flow[str]:
        """The token that is kept, or a new one where it is about to expire or was refused.

        Raises:
            OAuthError: the service does not accept the client id or the signature.
            UnexpectedAnswerError: no authorization server of this contract is there.
        """
        kept = self._kept
        if kept is not None and kept.access_token != refused and self.elapsed() < kept.good_until:
            return kept.access_token
        asked_at = self.elapsed()
        answer = yield from self.post(
            SignedForm(TOKEN_ENDPOINT, {"grant_type": "client_credentials"}, Repeat.SAFELY)
        )
        self._kept = _read(answer.said, asked_at, self.prover)
        return self._kept.access_token

    def post(self, form: SignedForm) -> Flow[ServerAnswer]:
        """Send a form to an endpoint of the authorization server, with an assertion and, where tokens are bound, a proof.

        Raises:
            OAuthError: the service does not accept the client id, the signature, or what is asked.
            UnexpectedAnswerError: no authorization server of this contract is there.
        """
        server = self._server or (yield from self._discover())
        endpoint = _endpoint(server, form.endpoint)
        response = yield from send(lambda: self._request(server, endpoint, form), form.repeat, self.retries)
        if self.prover is not None and self.prover.heed(response) and response.is_client_error:
            response = yield from send(
                lambda: self._request(server, endpoint, form), form.repeat, self.retries
            )
        # Kept only now: an address that does not answer is looked up again next time.
        self._server = server
        return ServerAnswer(server, self.signer.client_id, read_token_answer(response))

    def _discover(self) -> Flow[Server]:
        found = Outgoing("GET", self.base.join(_METADATA), headers={"Accept": "application/json"})
        metadata = read_token_answer((yield from send(lambda: found, Repeat.SAFELY, self.retries)))
        issuer = metadata.get("issuer")
        if not isinstance(issuer, str) or not isinstance(metadata.get(TOKEN_ENDPOINT), str):
            raise UnexpectedAnswerError(f"{_METADATA} names no issuer or no token endpoint")
        # RFC 8414 section 3.3: or a server could pass off another one's metadata as its own.
        if issuer.rstrip("/") != str(self.base).rstrip("/"):
            raise UnexpectedAnswerError(f"the service calls itself {issuer}; use that as the base URL")
        return Server(issuer, metadata)

    def _request(self, server: Server, endpoint: httpx.URL, form: SignedForm) -> Outgoing:
        # A new assertion for each attempt: the service takes each one once.
        fields = {
            **form.fields,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.signer.assertion(server.issuer, self.now),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if self.prover is not None:
            headers["DPoP"] = self.prover.prove("POST", endpoint)
        return Outgoing("POST", endpoint, headers=headers, body=urlencode(fields).encode("ascii"))


def _endpoint(server: Server, name: str) -> httpx.URL:
    found = server.metadata.get(name)
    if not isinstance(found, str):
        raise UnexpectedAnswerError(f"{_METADATA} names no {name}")
    return secure_address(found)


def _read(answer: Mapping[str, Any], asked_at: float, prover: Prover | None) -> _Kept:
    token, life = answer.get("access_token"), answer.get("expires_in")
    kind = "bearer" if prover is None else "dpop"
    is_right = str(answer.get("token_type")).lower() == kind
    if not (isinstance(token, str) and _BEARER.fullmatch(token) and is_right):
        raise UnexpectedAnswerError(f"the token endpoint answered without a {kind} token")
    token = token if prover is None else BoundToken.of(token, prover)
    seconds = float(life) if isinstance(life, int | float) else _SHORTEST_LIFE
    # Counted from before the request, and given up early: it must still be good when it arrives.
    return _Kept(token, asked_at + seconds - min(_MARGIN, seconds / 4))
