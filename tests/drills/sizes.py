"""How much room a person and a reading take, on SQLite and on PostgreSQL: `python -m tests.drills.sizes PROFILES.jsonl.gz [PEOPLE]`.

What `deploy/scaling.md` reckons with. People are invented ones; each table's bytes are with its indexes.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.journeys.demo_process import PROGRAM
from tests.postgresql import ADMINISTRATOR, OWNER, Server, running
from tests.stage import LANGUAGES, SKILLS, Stage, put_seeded_demo

_READINGS = 150
_COUNT = 'SELECT count(*) FROM "{}"'
_SQLITE = "SELECT coalesce(i.tbl_name, s.name), sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_master i ON i.name = s.name GROUP BY 1"
_POSTGRESQL = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
Sizes = dict[str, tuple[int, int]]
"""Of each table: bytes, rows."""


def of_sqlite(file: Path) -> Sizes:
    """Of a database file."""
    connection = sqlite3.connect(file)
    connection.execute("VACUUM")
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    sizes = dict(connection.execute(_SQLITE).fetchall())
    found = {
        name: (sizes.get(name, 0), connection.execute(_COUNT.format(name)).fetchone()[0]) for name in tables
    }
    connection.close()
    return found


def of_postgresql(server: Server, database: str) -> Sizes:
    """Of a database of a server."""
    with psycopg.connect(server.address(database, ADMINISTRATOR), autocommit=True) as connection:
        connection.execute("VACUUM FULL")
        sizes = dict(connection.execute(_POSTGRESQL).fetchall())
        return {
            name: (size, connection.execute(_COUNT.format(name)).fetchone()[0])
            for name, size in sizes.items()
        }


def read_often(folder: Path) -> None:
    """A grant, and readings under it."""
    with Stage.open(folder) as stage:
        grant = stage.granted((LANGUAGES, SKILLS))
        for at in range(_READINGS):
            assert stage.read(grant, reader=f"Reader {at % 20}").status_code == 200


def copied(file: Path, ring: Path, server: Server) -> Sizes:
    """The same installation on PostgreSQL."""
    server.new_database("sizes")
    told = {**os.environ, "EGENKARTA_DATABASE_URL": f"sqlite:///{file}", "EGENKARTA_KEY_RING": str(ring)}
    command = [PROGRAM, "db", "copy", "--to", server.address("sizes", OWNER)]
    subprocess.run(command, env=told, check=True, capture_output=True)
    return of_postgresql(server, "sizes")


def tell(name: str, sizes: Sizes, people: int) -> None:
    """A line for each table that takes room."""
    print(f"\n{name}: {sum(size for size, _ in sizes.values()) / people:,.0f} bytes a person in all")
    for table, (size, rows) in sorted(sizes.items(), key=lambda one: -one[1][0])[:16]:
        if rows:
            print(
                f"  {table:20} {rows:>8,} rows  {size / rows:>8,.0f} bytes a row  {size / people:>8,.0f} a person"
            )


def main(profiles: str, people: int) -> None:
    """Fill one, copy it, and look at both."""
    with tempfile.TemporaryDirectory() as name, running() as server:
        folder = Path(name) / "demo"
        put_seeded_demo(folder)
        seed = [PROGRAM, "seed", profiles, "--data-dir", str(folder), "--limit", str(people)]
        subprocess.run(seed, check=True, capture_output=True)
        read_often(folder)
        file = folder / "egenkarta.sqlite3"
        tell("SQLite", of_sqlite(file), people)
        tell("PostgreSQL", copied(file, folder / "keys.json", server), people)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
