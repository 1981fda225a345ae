"""The doing: carries out flows over HTTP, once for plain and once for async callers. Nothing is decided here."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeVar, cast

import httpx

from clients.address import is_loopback
from clients.call import Answer, Call
from clients.errors import EgenkartaError
from clients.flow import Authorise, Credentials, Flow, Outgoing, Pause, SignedForm, Step, perform
from clients.retries import Retries

T = TypeVar("T")

_AGENT: Final = {"User-Agent": "egenkarta-client/0.1"}


def _timeout() -> httpx.Timeout:
    return httpx.Timeout(connect=5.0, read=30.0, write=30.0, pool=5.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a client behaves on the wire."""

    timeout: httpx.Timeout = field(default_factory=_timeout)
    retries: Retries = field(default_factory=Retries)


class Client:
    """Runs calls and flows; the plain half of `Individual` and `Organisation`. Safe to share between threads."""

    def __init__(
        self,
        base: httpx.URL,
        credentials: Credentials,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base, self._credentials, self._settings, self._sleep = base, credentials, settings, sleep
        # One token request at a time: those who come meanwhile find the new token kept.
        self._lock = threading.RLock()
        # A proxy of the environment has no part in talking to this very machine.
        self._http = httpx.Client(
            timeout=settings.timeout, headers=_AGENT, trust_env=not is_loopback(base.host)
        )

    def answer(self, call: Call[T]) -> Answer[T]:
        """Carry out one call, and keep what it came with: the body as it was on the wire, and the headers."""
        return self.run(perform(call, self._base, self._settings.retries))

    def run(self, flow: Flow[T]) -> T:
        """Carry out a flow to its end."""
        outcome: Any = None
        failure: Exception | None = None
        while True:
            try:
                step = flow.send(outcome) if failure is None else flow.throw(failure)
            except StopIteration as end:
                return cast(T, end.value)
            outcome, failure = None, None
            try:
                outcome = self._take(step)
            except (EgenkartaError, httpx.RequestError) as error:
                failure = error

    def _take(self, step: Step) -> Any:
        match step:
            case Call():
                return self.answer(step)
            case Outgoing():
                return self._http.request(
                    step.method,
                    step.url,
                    params=list(step.query) or None,
                    headers=dict(step.headers),
                    content=step.body,
                )
            case Pause():
                return self._sleep(step.seconds)
            case Authorise():
                with self._lock:
                    return self.run(self._credentials.token(step.refused))
            case SignedForm():
                with self._lock:
                    return self.run(self._credentials.post(step))

    def close(self) -> None:
        """Close the connections that are still open."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class AsyncClient:
    """Runs calls and flows; the async half of `AsyncIndividual` and `AsyncOrganisation`. For one event loop."""

    def __init__(
        self,
        base: httpx.URL,
        credentials: Credentials,
        settings: Settings,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._base, self._credentials, self._settings, self._sleep = base, credentials, settings, sleep
        self._lock = asyncio.Lock()
        self._http = httpx.AsyncClient(
            timeout=settings.timeout, headers=_AGENT, trust_env=not is_loopback(base.host)
        )

    async def answer(self, call: Call[T]) -> Answer[T]:
        """Carry out one call, and keep what it came with: the body as it was on the wire, and the headers."""
        return await self.run(perform(call, self._base, self._settings.retries))

    async def run(self, flow: Flow[T]) -> T:
        """Carry out a flow to its end."""
        outcome: Any = None
        failure: Exception | None = None
        while True:
            try:
                step = flow.send(outcome) if failure is None else flow.throw(failure)
            except StopIteration as end:
                return cast(T, end.value)
            outcome, failure = None, None
            try:
                outcome = await self._take(step)
            except (EgenkartaError, httpx.RequestError) as error:
                failure = error

    async def _take(self, step: Step) -> Any:
        match step:
            case Call():
                return await self.answer(step)
            case Outgoing():
                return await self._http.request(
                    step.method,
                    step.url,
                    params=list(step.query) or None,
                    headers=dict(step.headers),
                    content=step.body,
                )
            case Pause():
                return await self._sleep(step.seconds)
            case Authorise():
                async with self._lock:
                    return await self.run(self._credentials.token(step.refused))
            case SignedForm():
                async with self._lock:
                    return await self.run(self._credentials.post(step))

    async def close(self) -> None:
        """Close the connections that are still open."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()
