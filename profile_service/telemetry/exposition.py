"""Everything that is measured, as Prometheus reads it (text exposition format 0.0.4), worked out when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from profile_service.domain.running import round_states
from profile_service.telemetry.look import Seen
from profile_service.telemetry.moment import JournalCounts, Moment
from profile_service.telemetry.requests import BOUNDS, RequestCounts, Times

PREFIX: Final = "egenkarta_"


class Measures(Collector):
    """All families. Each call of `collect` reads plain numbers that others keep, and waits for nothing."""

    def __init__(self, moment: Callable[[], Moment], requests: RequestCounts, seen: Seen) -> None:
        self._moment, self._requests, self._seen = moment, requests, seen

    def collect(self) -> Iterator[Metric]:
        """The families, one after the other."""
        at = self._moment()
        yield _times(self._requests)
        yield from _process(at)
        yield from _lanes(at)
        yield _by("queue_waiting", "Waiting, or being served, at each place with a queue", "queue", at.queues)
        yield from _journal(at.journal)
        yield from _rounds(at)
        yield from _keys(at)
        yield from _database(self._seen)


def registry_of(measures: Measures) -> CollectorRegistry:
    """The measures, and what the operating system says of the process."""
    registry = CollectorRegistry()
    registry.register(measures)
    ProcessCollector(namespace=PREFIX.rstrip("_"), registry=registry)
    return registry


def _times(requests: RequestCounts) -> Metric:
    family = HistogramMetricFamily(
        f"{PREFIX}request_duration_seconds",
        "How long requests took, rounded up to 10 ms, by route, method and class of status",
        labels=("route", "method", "status"),
    )
    for (method, route, status), times in requests:
        family.add_metric((route, method, status), _classes(times), times.ms / 1000)
    return family


def _classes(times: Times) -> list[tuple[str, float]]:
    counted, found = 0, []
    for bound, count in zip((*(f"{one / 1000:g}" for one in BOUNDS), "+Inf"), times.counts, strict=True):
        counted += count
        found.append((bound, float(counted)))
    return found


def _process(at: Moment) -> Iterable[Metric]:
    version = GaugeMetricFamily(f"{PREFIX}build_info", "Which version runs", labels=("version",))
    version.add_metric((at.process.version,), 1)
    yield version
    yield _one("leaving", "1 while the process finishes what it has, and is about to end", float(at.leaving))
    away = CounterMetricFamily(
        f"{PREFIX}turned_away", "Requests for which there was no room", value=at.turned_away
    )
    yield away
    yield _one("body_bytes_held", "Bytes of bodies that have arrived and are being worked on", at.held)
    yield _moment("started_timestamp_seconds", "When the process began", at.process.started_at)
    yield _maybe("disk_free_bytes", "Free where the database's files are", at.process.disk_free)


_LANE: Final = (
    ("lane_batches", "Transactions that were carried to their end", "batches", 1.0),
    ("lane_units", "Units of work in them", "units", 1.0),
    ("lane_commit_seconds", "Time that ending them took: the disk, and standbys", "commit_ns", 1e9),
    ("lane_refused", "Units of work that found the queue full", "busy", 1.0),
    ("lane_failed", "Transactions that the database gave up", "failed", 1.0),
)


def _lanes(at: Moment) -> Iterable[Metric]:
    for name, says, what, whole in _LANE:
        family = CounterMetricFamily(PREFIX + name, says, labels=("lane",))
        for lane, counts in at.lanes.items():
            family.add_metric((lane,), getattr(counts, what) / whole)
        yield family
    waiting = {lane: one.waiting for lane, one in at.lanes.items()}
    yield _by("lane_waiting", "Units of work that wait for their turn", "lane", waiting)
    largest = {lane: one.largest for lane, one in at.lanes.items()}
    yield _by("lane_largest_batch", "Units of work in the largest transaction", "lane", largest)


def _journal(found: JournalCounts) -> Iterable[Metric]:
    yield _maybe("journal_lag_rows", "Committed rows that are not in the tree yet", found.lag_rows)
    yield _moment("journal_checkpoint_timestamp_seconds", "The newest checkpoint", found.checkpoint_at)
    yield _one(
        "journal_mismatches", "Disclosures without their row, or the reverse: must be 0", found.mismatches
    )
    yield _moment("journal_checked_timestamp_seconds", "When that was compared last", found.checked_at)


def _rounds(at: Moment) -> Iterable[Metric]:
    process = at.process
    states = round_states(process.beats, process.rounds, at.now, process.started_at)
    late = {one.name: float(one.late) for one in states}
    done = {one.name: one.last_done_at.timestamp() for one in states if one.last_done_at is not None}
    yield _by(
        "round_late", "1 where what should be done each second was not done for two minutes", "round", late
    )
    yield _by("round_done_timestamp_seconds", "When each was done last", "round", done)


def _keys(at: Moment) -> Iterable[Metric]:
    keys = at.process.keys
    newest = None if keys is None else keys.newest
    yield _maybe("sealing_key_version", "The version that new data keys are wrapped under", newest)
    held = {} if keys is None else dict.fromkeys(map(str, keys.versions), 1)
    yield _by("sealing_key_held", "The versions that this process has", "version", held)
    yield _maybe(
        "token_keys", "Keys for access tokens in the ring", None if keys is None else keys.token_keys
    )
    changed = None if keys is None else keys.changed_at
    yield _moment("key_ring_changed_timestamp_seconds", "When the key ring was written last", changed)


def _database(seen: Seen) -> Iterable[Metric]:
    yield _one("database_up", "1 where the database answered at the last look", float(seen.database_up))
    yield _moment("database_looked_at_timestamp_seconds", "When that look was", seen.at)
    health, replication = seen.health, seen.replication
    size = None if health is None else health.database.size
    yield _maybe("database_size_bytes", "The size of the database", size)
    in_use = {} if health is None else dict.fromkeys(map(str, health.database.versions_in_use), 1)
    yield _by("sealing_key_in_use", "The versions that something is wrapped under", "version", in_use)
    queues = {} if health is None else {"webhooks": health.webhooks, **health.messages}
    waiting = {name: one.waiting.number for name, one in queues.items()}
    given_up = {name: one.given_up.number for name, one in queues.items()}
    yield _by("outgoing_waiting", "On the way out, rounded down to tens (1: some)", "queue", waiting)
    yield _by("outgoing_given_up", "Given up, rounded down to tens (1: some)", "queue", given_up)
    standbys = {} if replication is None else replication.standbys
    yield _by("standbys", "Databases that follow the primary, by how they do", "state", standbys)
    wanted = None if replication is None else float(replication.wanted)
    yield _maybe("standbys_wanted", "1 where a commit waits for a standby", wanted)
    lag = None if replication is None else replication.lag_seconds
    yield _maybe("standby_lag_seconds", "How far behind the last of those is", lag)


def _one(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(PREFIX + name, says, value=value)


def _maybe(name: str, says: str, value: float | None) -> Metric:
    """A family that is there without a sample where nobody knows."""
    return GaugeMetricFamily(PREFIX + name, says, value=value)


def _moment(name: str, says: str, at: datetime | None) -> Metric:
    return _maybe(name, says, None if at is None else at.timestamp())


def _by(name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(PREFIX + name, says, labels=(label,))
    for one, value in values.items():
        family.add_metric((one,), value)
    return family
