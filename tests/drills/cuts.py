"""One life of the service under strace, and the power cut at any moment of it (`power.py`), again and again from one trace."""

import random
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.drills import books, power
from tests.drills.answers import Answer, acknowledged, erasures_begun
from tests.drills.crowd import Crowd, People
from tests.drills.installation import Installation
from tests.drills.notebook import ERASED, GIVEN, ITEM, READ, WITHDRAWN, Notebook
from tests.drills.tracing import Call, calls, tracing

CARELESS: Final = "tests.drills.careless"
_THERE: Final = {
    GIVEN: "SELECT 1 FROM consent_grant WHERE request_id = ?",
    WITHDRAWN: "SELECT 1 FROM consent_grant WHERE id = ? AND state = 'withdrawn'",
    READ: "SELECT 1 FROM journal WHERE id = ? AND outcome = 'disclosed'",
    ERASED: "SELECT 1 FROM journal WHERE kind = 'erasure' AND individual_id = ?",
    ITEM: "SELECT 1 FROM section WHERE version >= CAST(? AS INTEGER) AND name = 'skills'",
}


@dataclass(frozen=True)
class Life:
    """What was traced from the first request to the kill."""

    installation: Installation
    notebook: Notebook
    before: Mapping[str, bytes]
    trace: Sequence[Call]
    answers: Sequence[Answer]

    @property
    def log(self) -> str:
        """The name of the write-ahead log."""
        return f"{self.installation.database.name}-wal"

    def cut(self, line: int, aside: Path, chance: random.Random | None = None) -> list[str]:
        """Cut the power at this line of the trace; what was acknowledged until then and is not there, and what is half done."""
        power.put(power.cut(self.before, self.trace, line, chance), aside)
        gone = {person for begun, person in erasures_begun(self.trace) if begun < line}
        with closing(sqlite3.connect(aside / self.installation.database.name)) as found:
            lost = [
                f"{one.kind} {one.id}"
                for one in self.answers
                if one.left <= line
                and (one.kind in (READ, ERASED) or one.person not in gone)
                and found.execute(_THERE[one.kind], (one.id,)).fetchone() is None
            ]
        return lost + books.sqlite_half_done(aside / self.installation.database.name)

    def cut_under_it(self) -> None:
        """Leave the installation's own files as they are after a cut at the end of the trace."""
        files = power.cut(self.before, self.trace, max(one.ended for one in self.trace) + 1)
        database = self.installation.database
        for path in database.parent.glob(f"{database.name}*"):
            path.unlink()
        for name, content in files.items():
            (database.parent / name).write_bytes(content)


def live(folder: Path, seconds: float, careless: str = "") -> Life:
    """Serve a crowd under strace for so long, and kill the service in the midst of it.

    Raises:
        FileNotFoundError, TracingForbiddenError: see `tracing`.
    """
    people = People.of_round(0)
    installation = Installation.make(folder / "installation", people.all())
    if careless:
        installation.program, installation.environment = CARELESS, {"CARELESS": careless}
    notebook = Notebook(folder / "notebook.jsonl")
    installation.start()
    try:
        with tracing(folder / "trace", installation.pid):
            before = power.files_at(installation.folder, installation.database.name)
            crowd = Crowd(installation, notebook, people, random.Random(1))
            crowd.begin()
            crowd.wait_until_busy()
            time.sleep(seconds)
            installation.kill()
            crowd.end()
    finally:
        installation.kill()
    trace = calls(folder / "trace")
    return Life(installation, notebook, before, trace, acknowledged(trace))


def spread(answers: Sequence[Answer], count: int) -> list[Answer]:
    """So many of them, over the whole life; the last one among them."""
    step = max(1, len(answers) // count)
    return list(answers[::-1][::step][:count])
