"""The demo with one thing changed, to see what that thing is worth: `python -m tests.bench.variants NAME PORT FOLDER`.

Nothing below the process is touched, and each change is made here, in the measured process alone:

- `slow`: the thread that commits sleeps 2 ms right before each COMMIT of a lane that writes, with the interpreter's lock let
  go, as it is during a real fsync. With SQLite in WAL and synchronous=FULL a commit makes one fsync; those of a
  checkpoint, one in some thousand pages, are not slowed.
- `single`: as slow, and each unit of work has a commit of its own.
- `unjournaled`: lines and openings are worked out and not written, and nothing waits for the disk (synchronous=OFF); the tries are counted
  as ever, since a try that is new each time would go another way.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from profile_service.command_line.serving import run_demo
from profile_service.storage import lane, priming
from profile_service.storage.carrying import Carriage

ADDED_SECONDS: Final = 0.002


def slow_down_commits() -> None:
    """From now on every commit of a lane in this process takes 2 ms longer."""
    end = Carriage.end

    def later(self: Carriage) -> Any:
        if self._writes:
            time.sleep(ADDED_SECONDS)
        return end(self)

    Carriage.end = later  # type: ignore[method-assign]


def commit_each_alone() -> None:
    """From now on a transaction carries one unit of work."""
    if not hasattr(lane, "_LARGEST_BATCH"):
        raise RuntimeError("the lane has no size of its batches any more: this variant would measure nothing")
    lane._LARGEST_BATCH = 1  # type: ignore[misc]


def write_no_journal() -> None:
    """From now on no line is written, and no commit waits for the disk."""
    begin = Carriage.__init__

    def hasty(self: Carriage, connection: Any, **how: Any) -> None:
        connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")
        begin(self, connection, **how)

    def nothing(*_: object, **__: object) -> None:
        return None

    Carriage.__init__ = hasty  # type: ignore[method-assign]
    priming.insert_rows = nothing  # type: ignore[attr-defined]
    priming.insert_openings = nothing  # type: ignore[attr-defined]


def _single() -> None:
    slow_down_commits()
    commit_each_alone()


VARIANTS: Final[dict[str, Callable[[], None]]] = {
    "slow": slow_down_commits,
    "single": _single,
    "unjournaled": write_no_journal,
}


if __name__ == "__main__":
    VARIANTS[sys.argv[1]]()
    run_demo(int(sys.argv[2]), Path(sys.argv[3]))
