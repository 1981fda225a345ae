"""`make drill-crash`: the long form of everything about killed processes and power cuts, as a table and as JSON."""

import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from tests.drills.answers import not_synced
from tests.drills.crash import Drill, Report, table
from tests.drills.cuts import live, spread
from tests.drills.databases import Embedded, PostgreSQL

ROUNDS: Final = 200
CONTROL_ROUNDS: Final = 12
_SECONDS: Final = 3.0
_CUTS: Final = 100


@dataclass
class Cuts:
    """What a power cut would have left, at so many moments of one life."""

    program: str
    acknowledged: int = 0
    before_a_sync: int = 0
    """Acknowledgements that left before their work was synced, by the system calls."""
    cuts: int = 0
    with_losses: int = 0
    found: list[str] = field(default_factory=list)


def cut_power(folder: Path, careless: str = "") -> Cuts:
    """Cut the power right after each of many acknowledgements, and at as many other moments, with and without torn writes."""
    life, chance = live(folder, _SECONDS, careless), random.Random(1)
    report = Cuts(careless or "egenkarta serve", len(life.answers))
    report.before_a_sync = len(not_synced(life.answers, life.trace, life.log))
    lines = [one.left for one in spread(life.answers, _CUTS)]
    lines += [chance.choice(life.trace).begun for _ in range(_CUTS)]
    for line in lines:
        for torn in (None, chance):
            found = life.cut(line, folder / "cut", torn)
            report.cuts += 1
            report.with_losses += bool(found)
            report.found += [one for one in found if one not in report.found]
    return report


def _tell(report: Report) -> None:
    found = "" if report.clean else f", found something after rounds {report.caught_in}"
    print(
        f"{report.program} on {report.database}: round {report.rounds}, {report.seconds:.0f} s{found}",
        flush=True,
    )


def main(rounds: int, into: Path | None) -> int:
    """Everything, told as it goes; 1 where the service lost something, or where a careless one was not caught."""
    server = PostgreSQL()
    drills: list[Callable[[Path], Drill]] = [
        lambda folder: Drill(folder, rounds, Embedded()),
        lambda folder: Drill(folder, rounds, server),
        lambda folder: Drill(folder, CONTROL_ROUNDS, Embedded(), careless="early 3"),
        lambda folder: Drill(folder, CONTROL_ROUNDS, server, careless="synchronous_commit=off"),
    ]
    reports, cuts = [], []
    with tempfile.TemporaryDirectory() as folder:
        for at, make in enumerate(drills):
            reports.append(make(Path(folder) / str(at)).run(tell=_tell))
        for careless in ("", "synchronous=NORMAL"):
            cuts.append(cut_power(Path(folder) / f"cut{careless}", careless))
    server.close()
    print(table(reports))
    for report in reports[:2]:
        for line in report.found():
            print(f"  {report.database}: {line}")
    for control in reports[2:]:
        caught = f"caught in {len(control.caught_in)} of {control.rounds} rounds"
        print(
            f"The control {control.program} on {control.database}: {'NOT CAUGHT' if control.clean else caught}"
        )
    for one in cuts:
        print(
            f"Power cuts, {one.program}: {one.acknowledged} acknowledged, {one.before_a_sync} of them before a sync; "
            f"{one.with_losses} of {one.cuts} cuts lost something"
        )
    if into is not None:
        machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "system": platform.platform()}
        told = {
            "machine": machine,
            "kills": [asdict(one) for one in reports],
            "power": [asdict(one) for one in cuts],
        }
        into.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    held = all(one.clean for one in reports[:2]) and not cuts[0].with_losses and not cuts[0].before_a_sync
    caught_all = not any(one.clean for one in reports[2:]) and bool(cuts[1].with_losses)
    return 0 if held and caught_all else 1


if __name__ == "__main__":
    wanted = os.environ.get("REPORT")
    sys.exit(main(int(os.environ.get("ROUNDS") or ROUNDS), Path(wanted) if wanted else None))
