"""Traces: one span for a request and one for each passage through a lane, told to a collector (OTLP over HTTP).

A span holds a route's template, a method, a status and times. It begins a trace of its own: what a caller sends as
`traceparent` is not taken over, since it could carry a number of somebody's and would let callers choose what is traced. Times
are told as coarsely as in the log, and routes that the log does not tell apart have one name and no spans beneath.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context

from profile_service.actions.ports import Work

T = TypeVar("T")

COARSE: Final = 10_000_000
"""Nanoseconds that times are rounded to."""
_QUEUE: Final = 2_048
"""Spans that wait for the collector; what comes while it is full is dropped, and nothing else ever waits for it."""
_ALL_NUMBERS: Final = 2**64
_SECONDS_TO_FLUSH: Final = 2
_passages: ContextVar[list["Passage"] | None] = ContextVar("passages", default=None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of work on its way through a lane."""

    lane: str
    began: int
    ended: int


class Submits(Protocol):
    """A lane, or what stands in front of one."""

    async def submit(self, action: Callable[[Work], T]) -> T: ...


@dataclass(slots=True)
class Traces:
    """Makes spans of what is over, and hands them to a collector.

    Args:
        exporter: where they go.
        share: of all requests, so many are traced, from 0 to 1.
        now: nanoseconds since 1970, of a clock that the caller chooses.
    """

    exporter: SpanExporter
    version: str
    share: float
    now: Callable[[], int]
    _numbers: RandomIdGenerator = field(default_factory=RandomIdGenerator)
    _provider: TracerProvider = field(init=False)
    _processor: BatchSpanProcessor = field(init=False)

    def __post_init__(self) -> None:
        self._provider = TracerProvider(
            sampler=ALWAYS_ON,
            # Nothing of the environment is asked for: a host's or a pod's name is told by whoever collects.
            resource=Resource({"service.name": "egenkarta", "service.version": self.version}),
            span_limits=SpanLimits(max_attributes=8, max_events=0, max_links=0),
            shutdown_on_exit=False,
        )
        self._processor = BatchSpanProcessor(self.exporter, max_queue_size=_QUEUE)
        self._provider.add_span_processor(self._processor)

    def begin(self) -> int:
        """A request begins; 0 where it is not one of those that are traced, which is decided before anything is done for it."""
        if self._numbers.generate_span_id() >= self.share * _ALL_NUMBERS:
            _passages.set(None)
            return 0
        _passages.set([])
        return self.now()

    def end(self, began: int, method: str, route: str, status: int, *, alike: bool) -> None:
        """It is over. `alike` where the log does not tell it from others."""
        if not began:
            return
        tracer = self._provider.get_tracer("egenkarta")
        span = tracer.start_span(
            f"{method} {route}",
            context=Context(),
            kind=SpanKind.SERVER,
            attributes={
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
            },
            start_time=_down(began),
        )
        if status >= 500:  # noqa: PLR2004  the class of faults of ours (RFC 9110, 15.6)
            span.set_status(Status(StatusCode.ERROR))
        if not alike:
            within = set_span_in_context(span, Context())
            for one in _passages.get() or ():
                child = tracer.start_span(f"{one.lane} lane", context=within, start_time=_down(one.began))
                child.end(_up(one.ended))
        span.end(_up(self.now()))

    def watch(self, lane: Submits, name: str) -> "Watched":
        """The same lane, with its passages written down."""
        return Watched(lane, name, self.now)

    def close(self) -> None:
        """Hand over what is left, for a moment at most."""
        self._processor.force_flush(_SECONDS_TO_FLUSH * 1000)
        self._provider.shutdown()


class Watched:
    """A lane whose passages are written down for the request that they belong to."""

    def __init__(self, lane: Submits, name: str, now: Callable[[], int]) -> None:
        self._lane, self._name, self._now = lane, name, now

    async def submit(self, action: Callable[[Work], T], *more: Any, **named: Any) -> T:
        """Hand it on."""
        passages = _passages.get()
        if passages is None:
            return await self._lane.submit(action, *more, **named)
        began = self._now()
        try:
            found: T = await self._lane.submit(action, *more, **named)
        finally:
            passages.append(Passage(self._name, began, self._now()))
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lane, name)


def to_collector(url: str) -> SpanExporter:
    """Where spans go: the address of a collector, with its path."""
    return OTLPSpanExporter(endpoint=url, timeout=5)


def _down(nanoseconds: int) -> int:
    return nanoseconds - nanoseconds % COARSE


def _up(nanoseconds: int) -> int:
    return _down(nanoseconds + COARSE - 1)
