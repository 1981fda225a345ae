"""The demo on a disk that is slow to sync: `python -m tests.bench.slow_disk PORT FOLDER`.

Nothing below the process is touched. The thread that commits sleeps 2 ms right before each COMMIT of a lane that
writes, with the interpreter's lock let go, as it is during a real fsync. With SQLite in WAL and synchronous=FULL a
commit makes one fsync; those of a checkpoint, one in some thousand pages, are not slowed.
"""

import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from profile_service.command_line.serving import run_demo

ADDED_SECONDS = 0.002


def slow_down_commits() -> None:
    """From now on every commit of every engine in this process takes 2 ms longer."""

    @event.listens_for(Engine, "commit")
    def on_commit(_connection: Any) -> None:
        time.sleep(ADDED_SECONDS)


if __name__ == "__main__":
    slow_down_commits()
    run_demo(int(sys.argv[1]), Path(sys.argv[2]))
