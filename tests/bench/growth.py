"""How a consented read grows with the number of grants and journal lines beside it.

`SIZES=3,4,5,6,7 python -m tests.bench.growth` measures at 10^3 ... 10^7 of each, draws the curve and keeps the figures, so that
`make bench` can show them beside its own shorter curve. The many are copies of one real row with other ids, written by SQL with
the indexes made anew afterwards; those who are read are real people spread over the whole range of ids.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from consent.vocabulary import GrantId, IndividualId
from profile_service.demo.opening import open_demo
from tests.bench.load import Job, run_load
from tests.bench.people import grant_to_norrsken
from tests.bench.picture import draw_growth
from tests.bench.servers import free_port
from tests.bench.stand import Stand, build, demo_of

FOLDER: Final = Path("var/bench")
KEPT: Final = Path("var/bench-growth.json")
ROUNDS: Final = 3
_READ: Final = 200
"""How many different people are read, in turn."""
_TIMES: Final = 5


@dataclass(frozen=True, slots=True)
class Grown:
    """p50 of one reading at a time in microseconds, by how many grants and lines there are; `ratio` to the fewest."""

    rows: int
    p50: float
    ratio: float


def measure(sizes: Sequence[int], rounds: int = ROUNDS) -> list[Grown]:
    """Measure at each of the sizes, turn by turn; the ratio is the median of those inside each round."""
    stand = build(FOLDER / "growth", free_port())
    grants = _give(stand)
    with ExitStack() as stack:
        stands = {size: _filled(stand, size) for size in sizes}
        for size, one in stands.items():
            stack.enter_context(demo_of(one, FOLDER / f"growth-{size}.log"))
        jobs = {size: Job(one.port, _readings(one, grants) * _TIMES) for size, one in stands.items()}
        for job in jobs.values():
            run_load(job)  # what a database has read once lies in memory, in all of them alike
        taken = [_turn(jobs, number) for number in range(rounds)]
    fewest = min(sizes)
    return [
        Grown(size, median(one[size] for one in taken), median(one[size] / one[fewest] for one in taken))
        for size in sizes
    ]


def _turn(jobs: dict[int, Job], number: int) -> dict[int, float]:
    names = list(jobs)
    order = names[number % len(names) :] + names[: number % len(names)]
    return {size: median(run_load(jobs[size]).latencies) for size in order}


def _give(stand: Stand) -> list[GrantId]:
    parts, app = open_demo(stand.folder, stand.base_url)
    desk = app.state.house.desk
    hers = [one.id for one in stand.seeded.others[:_READ]]
    try:
        return parts.database.writer.run(
            lambda work: [grant_to_norrsken(work, desk, IndividualId(one), f"G-{one}") for one in hers]
        )
    finally:
        parts.database.close()


def _readings(stand: Stand, grants: Sequence[GrantId]) -> list[str]:
    token = stand.token()
    return [
        stand.post("/v1/disclosures", token, {"grant_id": one, "case_reference": "G", "reader": f"R{at}"})
        for at, one in enumerate(grants)
    ]


def _filled(stand: Stand, size: int) -> Stand:
    """A copy with so many grants and journal lines in all."""
    found = stand.copied_to(FOLDER / f"growth-{size}", free_port())
    with closing(sqlite3.connect(found.folder / "egenkarta.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-1000000")
        for table, ids in _COPIED.items():
            _copy(database, table, ids, size)
        database.execute("ANALYZE")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return found


_COPIED: Final[dict[str, dict[str, str]]] = {
    "consent_grant": {
        "individual_id": "'ind_' || printf('%010d', n * 7919 % 10000000)",
        "id": "'gra_' || printf('%010d', n)",
        "until": "'2099-01-01 00:00:00.000000'",
    },
    "journal": {
        "seq": "NULL",
        "id": "'evt_' || printf('%010d', n)",
        "individual_id": "'ind_' || printf('%010d', n * 7919 % 10000000)",
        "kind": "'sign_in'",
        "outcome": "'done'",
    },
}
"""What of a copied row is its own. Signing in: a kind that is no reading, so that the second book misses none."""


def _copy(database: sqlite3.Connection, table: str, own: dict[str, str], size: int) -> None:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    (there,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  a table of ours
    values = ", ".join(own.get(column, f"one.{column}") for column in columns)
    numbers = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < ?)"
    with _without_indexes(database, table):
        one = f"(SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1) AS one"  # noqa: S608
        many = f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM many, {one} WHERE ? > 0"  # noqa: S608
        database.execute(many, (max(size - there, 1), size - there))


@contextmanager
def _without_indexes(database: sqlite3.Connection, table: str) -> Iterator[None]:
    """Made anew at the end, sorted, in place of ten million steps at random places."""
    made: list[Any] = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    database.execute("BEGIN")
    for name, _ in made:
        database.execute(f"DROP INDEX {name}")
    yield
    for _, sql in made:
        database.execute(sql)
    database.execute("COMMIT")


def main() -> None:
    """The long form."""
    sizes = [10 ** int(one) for one in os.environ.get("SIZES", "3,4,5,6,7").split(",")]
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = measure(sizes)
    KEPT.write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n", encoding="utf-8")
    draw_growth(found, KEPT.with_suffix(".svg"))
    for one in found:
        sys.stdout.write(
            f"{one.rows:>12,} grants and lines: p50 {one.p50 / 1000:.2f} ms, ratio {one.ratio:.2f}\n"
        )


if __name__ == "__main__":
    main()
