"""How a call is carried out, written once for the plain and the async clients.

A flow is a generator: it yields what is to be done (send this, wait so long, get a token) and is sent what came of
it. `clients.transport` does the doing, and throws in what failed.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias, TypeVar, cast

import httpx

from clients.answers import read_answer
from clients.call import Answer, Call, Repeat
from clients.errors import TransportError
from clients.proofs import BoundToken, authorization
from clients.retries import Retries

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request as it goes out."""

    method: str
    url: httpx.URL
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Authorise:
    """Get an access token, another one than that which was `refused`."""

    refused: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SignedForm:
    """Send a form to an OAuth endpoint, proved to be the client's own. `endpoint` is its name in the metadata (RFC 8414)."""

    endpoint: str
    fields: Mapping[str, str] = field(repr=False)
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class Server:
    """An authorization server as it describes itself (RFC 8414)."""

    issuer: str
    metadata: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What an OAuth endpoint said, who it is, and to whom it said it."""

    server: Server
    client_id: str
    said: Mapping[str, Any] = field(repr=False)


Step: TypeAlias = Call[Any] | Outgoing | Pause | Authorise | SignedForm
Flow: TypeAlias = Generator[Step, Any, T]


class Credentials(Protocol):
    """Where access tokens come from."""

    def token(self, refused: str | None) -> Flow[str]:
        """An access token that is not `refused`; the refused one again where there is no other."""
        ...

    def post(self, form: SignedForm) -> Flow[ServerAnswer]:
        """Send a form that only this client can send; InvalidArgumentError for one that has no key."""
        ...


def ask(call: Call[T]) -> Flow[Answer[T]]:
    """Carry out a call, as one step of a longer flow."""
    answer = yield call
    return cast(Answer[T], answer)


def pause(seconds: float) -> Flow[None]:
    """Wait."""
    yield Pause(seconds)


def post(endpoint: str, fields: Mapping[str, str], repeat: Repeat) -> Flow[ServerAnswer]:
    """Send a form to an OAuth endpoint, as one step of a longer flow."""
    answer = yield SignedForm(endpoint, fields, repeat)
    return cast(ServerAnswer, answer)


def authorise(refused: str | None = None) -> Flow[str]:
    """Get an access token."""
    token = yield Authorise(refused)
    return cast(str, token)


def send(make: Callable[[], Outgoing], repeat: Repeat, retries: Retries) -> Flow[httpx.Response]:
    """Send a request, again where that is safe and may help. `make` is called for each attempt.

    Raises:
        TransportError: no answer came.
    """
    attempt = 0
    while True:
        attempt += 1
        outgoing = make()
        wait: float | None
        try:
            response = cast(httpx.Response, (yield outgoing))
        except httpx.RequestError as error:
            wait = retries.after_failure(repeat, error, attempt)
            if wait is None:
                raise TransportError(_no_answer(outgoing, error)) from error
        else:
            wait = retries.after_answer(repeat, response, attempt)
            if wait is None:
                return response
        yield Pause(wait)


def perform(call: Call[T], base: httpx.URL, retries: Retries) -> Flow[Answer[T]]:
    """Carry out a call: token, attempts, and one more round where the token turned out to be dead."""
    if call.is_public:
        return read_answer(call, (yield from send(lambda: _outgoing(call, base, None), call.repeat, retries)))
    token = yield from authorise()
    response = yield from send(lambda: _outgoing(call, base, token), call.repeat, retries)
    if isinstance(token, BoundToken) and token.prover.heed(response) and _refused(response):
        # Not the token is refused, but a proof without the service's nonce.
        response = yield from send(lambda: _outgoing(call, base, token), call.repeat, retries)
    if _refused(response):
        # Nothing was done, so even what is never repeated may be sent once more.
        fresh = yield from authorise(refused=token)
        if fresh != token:
            response = yield from send(lambda: _outgoing(call, base, fresh), call.repeat, retries)
    return read_answer(call, response)


def _refused(response: httpx.Response) -> bool:
    return response.status_code == httpx.codes.UNAUTHORIZED


def _outgoing(call: Call[Any], base: httpx.URL, token: str | None) -> Outgoing:
    headers = dict(call.headers)
    url = base.join(call.path)
    if token is not None:
        headers.update(authorization(token, call.method, url))
    return Outgoing(call.method, url, call.query, headers, call.body)


def _no_answer(outgoing: Outgoing, error: httpx.RequestError) -> str:
    what = "no answer in time" if isinstance(error, httpx.TimeoutException) else "no answer"
    if isinstance(error, httpx.ConnectError):
        what = "no connection"
    origin = outgoing.url.copy_with(path="/", query=None)
    return f"{outgoing.method} {outgoing.url.path}: {what} from {origin} ({type(error).__name__}); is the service there?"
