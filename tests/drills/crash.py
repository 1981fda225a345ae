"""`kill -9` under load, again and again: what was acknowledged is there, and nothing is half done.

Each round some people are busy with the service over real sockets, and each of them writes every acknowledged answer to her own
disk before she goes on. In the midst of it the service is killed; on PostgreSQL, in other rounds, its postmaster with all its
children, one of its backends, or both. Then the books are looked at with SQL (of SQLite a copy, as the kill left it), the service
starts again, or goes on by itself where it was not killed, and is asked for everything. The journal must hold against every
checkpoint that was seen before.

    make drill-crash                   200 rounds on each database, with a careless service as the control, and power cuts
    make drill-crash ROUNDS=20
"""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from tests.drills import holding
from tests.drills.crowd import Crowd, People
from tests.drills.databases import BOTH, SERVED, Database, Embedded
from tests.drills.notebook import ERASED, KINDS, Notebook

CARELESS: Final = "tests.drills.careless"
_LONGEST: Final = 0.4
"""Seconds that a life lasts at most after something of each kind was acknowledged in it."""
_ROUNDS_BEFORE: Final = 3
_CHECKPOINT: Final = "/journal/checkpoint"


@dataclass
class Report:
    """What came of a drill. `acknowledged` counts answers that callers received; what is lost or half done is named."""

    database: str
    program: str
    rounds: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    put_off: int = 0
    """Answers 503 while the database was away."""
    lost: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    left_in_files: list[str] = field(default_factory=list)
    late_reads: list[str] = field(default_factory=list)
    checkpoints: int = 0
    """Checkpoints of the journal that were seen, and that it was held against after each kill that came later."""
    caught_in: list[int] = field(default_factory=list)
    """The rounds after which something was found that had not been found before."""
    restarts: list[float] = field(default_factory=list)
    """Seconds from the start to ready, or from the database's return to the next acknowledgement of every kind."""
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not self.caught_in

    def note(self, at: int, **found: list[str]) -> None:
        """What was found after a round."""
        new = [
            (name, one) for name, listed in found.items() for one in listed if one not in getattr(self, name)
        ]
        for name, one in new:
            getattr(self, name).append(one)
        if new:
            self.caught_in.append(at)

    def found(self) -> list[str]:
        """Everything that was found."""
        return [*self.lost, *self.half_done, *self.left_in_files, *self.late_reads]

    def row(self) -> list[str]:
        """Its line of the table."""
        starts = f"{median(self.restarts):.1f}/{max(self.restarts):.1f}" if self.restarts else "-"
        counts = [str(count) for count in self.acknowledged.values()]
        found = [str(len(one)) for one in (self.lost, self.half_done, self.left_in_files, self.late_reads)]
        kills = " ".join(f"{count} {victim}" for victim, count in self.killed.items())
        return [self.program, self.database, kills, *counts, *found, str(self.checkpoints), starts]


class Drill:
    """An installation that is killed again and again.

    Args:
        careless: how the service is spoiled, for the control; see `careless`.
    """

    def __init__(
        self,
        folder: Path,
        rounds: int,
        database: Database | None = None,
        *,
        careless: str = "",
        seed: int = 1,
    ) -> None:
        self._folder, self._rounds = folder, rounds
        self._database = database or Embedded()
        self._chance = random.Random(seed)
        people = [one for at in range(rounds) for one in People.of_round(at).all()]
        self._installation = self._database.install(folder / "installation", people)
        if careless:
            self._installation.program, self._installation.environment = CARELESS, {"CARELESS": careless}
        self._notebook = Notebook(folder / "notebook.jsonl")
        self._seen: list[Path] = []
        self.report = Report(self._database.name, careless or "egenkarta serve")

    def run(self, *, until_caught: bool = False, tell: Callable[[Report], None] | None = None) -> Report:
        """All rounds; with `until_caught`, no more of them once something was found."""
        began = time.monotonic()
        try:
            self._installation.start()
            for at in range(self._rounds):
                self._round(at)
                self.report.seconds = time.monotonic() - began
                if tell:
                    tell(self.report)
                if until_caught and not self.report.clean:
                    break
            self._look_at_all()
        finally:
            self._installation.kill()
            ended = self._database.end()
        self.report.note(self.report.rounds, half_done=ended)
        self.report.seconds = time.monotonic() - began
        return self.report

    def _round(self, at: int) -> None:
        victim = self._database.victims[at % len(self._database.victims)]
        crowd = Crowd(self._installation, self._notebook, People.of_round(at), self._chance)
        crowd.begin()
        crowd.wait_until_busy()
        self._see_checkpoint()
        time.sleep(self._chance.random() * _LONGEST)
        wrong = self._killed(victim, crowd)
        self.report.rounds += 1
        self.report.killed[victim] = self.report.killed.get(victim, 0) + 1
        people = [one for round_ in self._also(at) for one in People.of_round(round_).all()]
        lost = holding.losses(self._installation, self._notebook, people)
        self.report.note(
            at,
            lost=lost + [one for one in wrong if _is_loss(one)],
            half_done=[one for one in wrong if not _is_loss(one)] + self._journal_faults(),
            left_in_files=self._database.left_in_files(self._notebook.ids(ERASED)),
            late_reads=crowd.reads_after_withdrawal,
        )
        self._count()

    def _killed(self, victim: str, crowd: Crowd) -> list[str]:
        """Kill, look at the books, and wait until everything is served again."""
        if victim in (SERVED, BOTH):
            self._installation.kill()
        if victim != SERVED:
            self._database.kill(victim, self._chance)
        if victim in (SERVED, BOTH):
            crowd.end()
            self._database.revive()
            wrong = self._database.faults(self._notebook)
            self.report.restarts.append(self._installation.start())
            return wrong
        time.sleep(self._chance.random() * _LONGEST)
        self._database.revive()
        began = time.monotonic()
        crowd.wait_until_busy(but=ERASED)
        self.report.restarts.append(time.monotonic() - began)
        crowd.end()
        return self._database.faults(self._notebook)

    def _also(self, at: int) -> list[int]:
        """This round, and some of those before it."""
        return [at, *self._chance.sample(range(at), min(at, _ROUNDS_BEFORE))]

    def _look_at_all(self) -> None:
        people = [one for at in range(self.report.rounds) for one in People.of_round(at).all()]
        self.report.note(self.report.rounds, lost=holding.losses(self._installation, self._notebook, people))
        self._count()

    def _count(self) -> None:
        self.report.acknowledged = self._notebook.counts()
        self.report.put_off = self._notebook.put_off

    def _see_checkpoint(self) -> None:
        """Keep what the journal says of itself just before the kill, as a witness would."""
        with self._installation.caller() as http:
            answer = http.get(_CHECKPOINT)
        if answer.status_code == 200:
            self._seen.append(self._folder / f"checkpoint {len(self._seen)}")
            self._seen[-1].write_bytes(answer.content)
            self.report.checkpoints += 1

    def _journal_faults(self) -> list[str]:
        """Whether the journal is whole, and goes on from every checkpoint that was seen."""
        against = [part for path in self._seen[-20:] for part in ("--against", str(path))]
        said = self._installation.command("journal", "verify", "--json", *against)
        lines = [line for line in said.splitlines() if line.startswith("{")]
        if not lines:
            return [f"journal verify: {said[-300:]}"]
        told = json.loads(lines[-1])
        return [] if told["whole"] else [f"journal: {one['wrong']} {one['said']}" for one in told["faults"]]


def _is_loss(found: str) -> bool:
    return found.startswith(
        ("a grant is gone", "a withdrawn grant is ", "a disclosure has", "somebody erased is", "a standing")
    )


_HEADINGS: Final = (
    "program", "database", "kill -9", "items", "grants", "withdrawals", "disclosures", "erasures",
    "lost", "half done", "left in files", "late reads", "checkpoints", "back after s (median/max)",
)  # fmt: skip


def table(reports: list[Report]) -> str:
    """The reports beside each other."""
    rows = [list(_HEADINGS), *(one.row() for one in reports)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
