"""`make bench-peer`: Community Solid Server beside the service, in the same run, interleaved.

The peer keeps a document of the same bytes in files and answers through its Web Access Control. It is given the easier task: the
document may be read by everybody, so that no token is verified and nobody's name is looked for, and no line is written
about the reading. In a second folder the list of access has a thousand names before the rule that lets the reader in.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.bench.load import Job, Result, run_load
from tests.bench.servers import Server, free_port
from tests.bench.stand import build, demo_of, save_answer

FOLDER: Final = Path("var/bench")
PEER: Final = Path(__file__).parents[1] / "peers" / "solid"
ROUNDS: Final = int(os.environ.get("ROUNDS", "3"))
SECONDS: Final = 4.0
_CONCURRENCIES: Final = (1, 16)
_PATIENCE: Final = 90.0
_ACL: Final = """@prefix acl: <http://www.w3.org/ns/auth/acl#>.
@prefix foaf: <http://xmlns.com/foaf/0.1/>.
{names}
<#all> a acl:Authorization; acl:agentClass foaf:Agent; acl:accessTo <./answer.json>; acl:mode acl:Read.
"""
_NAME: Final = (
    "<#g{n}> a acl:Authorization; acl:agent <https://reader-{n}.example/#me>; "
    "acl:accessTo <./answer.json>; acl:mode acl:Read."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One concurrency: medians of the rounds; the ratios are medians of those inside each round."""

    concurrency: int
    ours: float
    peer: float
    ratio: float
    p50_ours: float
    p50_peer: float
    p50_ratio: float


def main() -> None:
    """Measure, print, and write var/bench-peer.json."""
    if not (PEER / "node_modules").is_dir():
        sys.exit("error: the peer is not installed: run 'make bench-peer'")
    FOLDER.mkdir(parents=True, exist_ok=True)
    stand = build(FOLDER / "peer-ours", free_port())
    with demo_of(stand, FOLDER / "peer-ours.log"):
        length = save_answer(stand, FOLDER / "answer.json")
        body = (FOLDER / "answer.json").read_bytes()
        with _solid("few", body, 0) as few:
            beside = [_measure(stand.port, stand.disclosures(), few, length, one) for one in _CONCURRENCIES]
        with _solid("many", body, 1_000) as many:
            crowded = _measure(stand.port, stand.disclosures(), many, length, 16)
    found = {"beside": [asdict(one) for one in beside], "with 1,000 names": asdict(crowded)}
    (FOLDER.parent / "bench-peer.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    _show([*beside, crowded])


def _measure(port: int, requests: Sequence[str], peer: Server, length: int, concurrency: int) -> Beside:
    reading = f"GET /answer.json HTTP/1.1\r\nHost: 127.0.0.1:{peer.port}\r\nAccept: application/json\r\n\r\n"
    jobs = {
        "ours": Job(port, requests, (200,), length, concurrency, SECONDS),
        "peer": Job(peer.port, [reading], (200,), length, concurrency, SECONDS),
    }
    rounds: list[dict[str, Result]] = []
    for number in range(ROUNDS):
        names = list(jobs) if number % 2 else list(reversed(jobs))
        rounds.append({name: run_load(jobs[name]) for name in names})
    return Beside(
        concurrency,
        median(one["ours"].rate for one in rounds),
        median(one["peer"].rate for one in rounds),
        median(one["ours"].rate / one["peer"].rate for one in rounds),
        median(one["ours"].p50 for one in rounds),
        median(one["peer"].p50 for one in rounds),
        median(one["peer"].p50 / one["ours"].p50 for one in rounds),
    )


@contextmanager
def _solid(name: str, body: bytes, names: int) -> Iterator[Server]:
    """The peer with one document in its folder; ended by its own id."""
    root = FOLDER / f"solid-{name}"
    root.mkdir(parents=True, exist_ok=True)
    (root / "answer.json").write_bytes(body)
    rules = "\n".join(_NAME.format(n=number) for number in range(names))
    (root / "answer.json.acl").write_text(_ACL.format(names=rules), encoding="utf-8")
    port = free_port()
    package = PEER / "node_modules" / "@solid" / "community-server"
    command = ["node", "--require", str(PEER / "loopback.cjs"), str(package / "bin" / "server.js")]
    command += ["-c", str(package / "config" / "file.json"), "-f", str(root), "-p", str(port)]
    command += ["-b", f"http://127.0.0.1:{port}/", "-l", "error"]
    with (FOLDER / f"solid-{name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(process, port, len(body))
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", port: int, length: int) -> None:
    """Until it gives the document: it listens a while before it can."""
    asked = f"GET /answer.json HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            run_load(Job(port, [asked] * 12, (200,), length))
        except Exception:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the peer does not give its document; see var/bench/solid-*.log")


def _show(found: list[Beside]) -> None:
    table = Table(
        title="Consented reads beside Community Solid Server (files, Web Access Control), the same bytes"
    )
    for column in ("", "conc.", "ours/s", "peer/s", "ratio", "p50 ms", "peer's p50 ms", "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    for at, one in enumerate(found):
        name = "one rule" if at < len(_CONCURRENCIES) else "1,000 names"
        table.add_row(
            name, str(one.concurrency), f"{one.ours:,.0f}", f"{one.peer:,.0f}", f"{one.ratio:.1f}",
            f"{one.p50_ours / 1000:.2f}", f"{one.p50_peer / 1000:.2f}", f"{one.p50_ratio:.1f}",
        )  # fmt: skip
    console = Console()
    if not console.is_terminal:
        console.width = 110
    console.print(table)


if __name__ == "__main__":
    main()
