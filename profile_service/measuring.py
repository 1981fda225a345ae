"""What is measured in one process, joined: counts of requests, looks at the database, traces, and the port where they are told.

Nothing of it is made where no setting asks for it, and then a request is neither counted nor traced.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from profile_service.actions.ports import Work
from profile_service.actions.running import health_of
from profile_service.clock import SystemClock
from profile_service.domain.running import Health, Process, Replication
from profile_service.doors import House
from profile_service.doors.pulse import VERSION, process_of
from profile_service.settings import Settings
from profile_service.telemetry.look import Look, Seen
from profile_service.telemetry.moment import JournalCounts, LaneCounts, Moment
from profile_service.telemetry.requests import RequestCounts, known

if TYPE_CHECKING:  # a tenth of a second to load, which nobody pays who measures nothing
    from profile_service.telemetry.exposition import Measures
    from profile_service.telemetry.tracing import Traces


@dataclass(slots=True)
class Measuring:
    """See `gatekeeping.Meter`."""

    house: House
    requests: RequestCounts = field(default_factory=RequestCounts)
    seen: Seen = field(default_factory=Seen)
    traces: "Traces | None" = None

    def begin(self) -> int:
        """A request begins."""
        return 0 if self.traces is None else self.traces.begin()

    def passed(self, began: int, method: str, route: str, status: int, ms: int, *, alike: bool) -> None:
        """It is over."""
        method = known(method)
        self.requests.add(method, route, status, ms)
        if self.traces is not None:
            self.traces.end(began, method, route, status, alike=alike)

    @property
    def measures(self) -> "Measures":
        """All of it, for whoever asks."""
        from profile_service.telemetry.exposition import Measures  # noqa: PLC0415  see above

        return Measures(partial(_moment, self.house), self.requests, self.seen)

    def listen(self, host: str, port: int) -> None:
        """Tell it to whoever asks there, in a thread of its own; OSError where nobody can listen."""
        from profile_service.telemetry.listening import listen  # noqa: PLC0415  see above

        listen(host, port, self.measures)

    @asynccontextmanager
    async def going(self) -> AsyncIterator[None]:
        """Look at the database now and then until the block ends, and hand over what is left of the traces."""
        look = Look(partial(_ask, self.house), self.house.desk.clock.now, self.seen)
        task = asyncio.create_task(look.again_and_again())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            if self.traces is not None:
                await asyncio.to_thread(self.traces.close)


def traces_of(settings: Settings, clock: SystemClock) -> "Traces | None":
    """Traces, where a collector is set."""
    if not settings.traces_url:
        return None
    from profile_service.telemetry.tracing import Traces, to_collector  # noqa: PLC0415  see above

    return Traces(to_collector(settings.traces_url), VERSION, settings.traces_share, clock.nanoseconds)


async def _ask(house: House) -> tuple[Health, Replication | None]:
    process = process_of(house.pulse)

    def ask(work: Work) -> tuple[Health, Replication | None]:
        return health_of(work, house.desk, process), work.oversight.replication()

    return await house.read(ask)


def _moment(house: House) -> Moment:
    pulse = house.pulse
    process: Process = process_of(pulse)
    journal = pulse.journal
    lanes = {
        name: LaneCounts(
            process.lanes.get(name, 0),
            tally.batches,
            tally.units,
            tally.commit_ns,
            tally.largest,
            tally.busy,
            tally.failed,
        )
        for name, tally in pulse.tallies().items()
    }
    counts = JournalCounts(journal.lag_rows, journal.checkpoint_at, journal.mismatches, journal.checked_at)
    crowd, cleaner = house.crowd, house.cleaner
    queues = {
        **pulse.queues(),
        "requests": crowd.inside,
        "bodies": crowd.lingering,
        "uploads": crowd.uploads,
        "cleaning": cleaner.here,
    }
    turned_away, now = crowd.turned_away, house.desk.clock.now()
    return Moment(process, now, lanes, queues, counts, pulse.leaving, turned_away, crowd.held)
