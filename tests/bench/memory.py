"""`make bench-memory`: does the service's memory stay flat under an hour of reads? MINUTES and RATE from the environment.

An open loop reads one profile after another by consent. What is compared is the resident memory in the last tenth of the time and
in the second one: the first is left out, in which caches and the database's own buffer fill up.
"""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Final

from tests.bench.open_loop import run_steady
from tests.bench.servers import Server, free_port
from tests.bench.stand import build, demo_of

FOLDER: Final = Path("var/bench")
MINUTES: Final = float(os.environ.get("MINUTES", "60"))
RATE: Final = int(os.environ.get("RATE", "300"))
_SAMPLES: Final = 200
_PART_SECONDS: Final = 240.0


@dataclass(frozen=True, slots=True)
class Flat:
    """Resident memory in MB, as medians of tenths of the time; `grown_by` is the last to the second."""

    minutes: float
    rate: int
    readings: int
    tenths: list[float]
    grown_by: float


def resident(server: Server) -> float:
    """MB that the process has in memory, shared pages of files left out."""
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("RssAnon:"))) / 1024


def main() -> None:
    """Measure, print, and write var/bench-memory.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stand = build(FOLDER / "memory", free_port())
    seconds, sent = MINUTES * 60, [0]
    with demo_of(stand, FOLDER / "memory.log") as server:

        def load() -> None:
            left = seconds
            while left > 0:
                part = min(_PART_SECONDS, left)  # tokens last for minutes, so each part has one of its own
                sent[0] += run_steady(server.port, stand.disclosures(), RATE, part).sent
                left -= part

        loading = Thread(target=load)
        loading.start()
        taken: list[float] = []
        while loading.is_alive():
            taken.append(resident(server))
            time.sleep(seconds / _SAMPLES)
        loading.join()
    size = max(1, len(taken) // 10)
    tenths = [
        round(median(taken[at : at + size]), 1) for at in range(0, size * 10, size) if taken[at : at + size]
    ]
    found = Flat(MINUTES, RATE, sent[0], tenths, tenths[-1] / tenths[1])
    (FOLDER.parent / "bench-memory.json").write_text(
        json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8"
    )
    sys.stdout.write(
        f"{found.readings:,} readings in {MINUTES:g} min: {tenths} MB, grown by {found.grown_by:.3f}\n"
    )


if __name__ == "__main__":
    main()
