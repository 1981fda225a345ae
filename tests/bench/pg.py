"""The service on PostgreSQL, and `pgbench` with the same join on the same server: what a reading has to find, and no more."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.bench.load import Result
from tests.bench.stand import Stand, build
from tests.postgresql import ADMINISTRATOR, OWNER, Server, program, running

_JOIN: Final = """SELECT g.scopes, g.until, g.state, i.paused_at, k.sealing_version, k.wrapped, s.name, s.version, s.sealed
FROM consent_grant g JOIN individual i ON i.id = g.individual_id JOIN data_key k ON k.individual_id = g.individual_id
JOIN section s ON s.individual_id = g.individual_id AND s.name IN ('experience', 'languages', 'skills')
WHERE g.id = :grant;
"""
_OTHERS: Final = 60
_SETTINGS: Final = {"shared_buffers": "256MB", "max_connections": "60"}
_TPS: Final = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
_LATENCY: Final = re.compile(r"^latency average = ([\d.]+) ms", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OnPostgresql:
    """A stand whose database is on a server of its own, on the disk that everything else is on."""

    stand: Stand
    server: Server
    database: str

    def pgbench(self, clients: int, seconds: float, script: Path) -> Result:
        """The join, prepared, by so many clients; the percentiles are not told by pgbench, so both are its mean."""
        asked = [
            program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "1",
            "-T", str(max(1, round(seconds))), "-f", str(script), "-D", f"grant={self.stand.seeded.grant}",
            "-h", str(self.server.folder), "-U", ADMINISTRATOR, self.database,
        ]  # fmt: skip
        ran = subprocess.run(asked, capture_output=True, text=True, check=False)
        found, mean = _TPS.search(ran.stdout), _LATENCY.search(ran.stdout)
        if ran.returncode or found is None or mean is None:
            raise RuntimeError(f"pgbench: {ran.stderr or ran.stdout}")
        rate, took = float(found[1]), float(mean[1]) * 1000
        return Result(round(rate * seconds), rate, took, took)


@contextmanager
def on_postgresql(folder: Path, port: int) -> Iterator[OnPostgresql]:
    """Seed a stand on a new server; both are gone afterwards."""
    with running(Path(mkdtemp(prefix="bench-pg-")), **_SETTINGS) as server:
        server.new_database("bench")
        stand = build(folder, port, database=server.address("bench", OWNER), others=_OTHERS)
        with server.connect("bench") as one:
            one.execute("VACUUM ANALYZE")
        yield OnPostgresql(stand, server, "bench")


def write_script(file: Path) -> Path:
    """The join as pgbench reads it."""
    file.write_text(_JOIN.replace("\n", " ").strip() + "\n", encoding="utf-8")
    return file


def cpu_of_backends(server: Server) -> float:
    """Processor time of the server's processes together, those that are there now."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(words[1]) == server.pid:
            ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")
