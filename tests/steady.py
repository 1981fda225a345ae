"""Run the tests; the few that fail beside others are run once more, alone, and named either way.

    python -m tests.steady ARGUMENTS-OF-PYTEST

Tests of real servers and a real browser share two cores, and one that is red there can be red for want of time. Alone it is red
for what it tests. One that is green alone is still a fault, of the test or of the program, and is told of at the end; of the first
two that were looked into, one was the program's.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

MOST: Final = 3
"""So many at most: more of them fail for a reason that they share."""
_FAILED: Final = 1
"""How pytest ends where tests failed, and nothing worse happened."""
_KEPT: Final = Path(".pytest_cache/v/cache/lastfailed")


def run(arguments: Sequence[str], folder: Path) -> int:
    """As pytest ends; 0 as well where all that failed passes alone."""
    (folder / _KEPT).unlink(missing_ok=True)
    ended = _pytest([*arguments], folder)
    failed = _failed(folder) if ended == _FAILED else []
    if not 0 < len(failed) <= MOST:
        return ended
    print(f"== once more, alone: {', '.join(failed)}", flush=True)
    ended = _pytest(["-n", "0", *failed], folder)
    if ended == 0:
        print(f"== red beside others and green alone, a fault to be mended: {', '.join(failed)}", flush=True)
    return ended


def _pytest(arguments: Sequence[str], folder: Path) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False, cwd=folder).returncode


def _failed(folder: Path) -> list[str]:
    kept = folder / _KEPT
    return sorted(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else []


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:], Path.cwd()))
