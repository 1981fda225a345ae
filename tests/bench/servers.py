"""The processes under measurement: started here, watched, and ended by their own id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.cores import OF_SERVER, keep_to

_PATIENCE = 30.0
_MANY = dict.fromkeys(
    (
        "EGENKARTA_PEOPLE_PER_READER",
        "EGENKARTA_PEOPLE_PER_READER_WITH_REASON",
        "EGENKARTA_PEOPLE_PER_ORGANISATION",
        "EGENKARTA_READINGS_PER_PERSON",
    ),
    "1000000000",
)
"""The same reader reads the same profile all the while: the limits of a day are counted as ever, and never reached."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running process that listens on loopback."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time that it has used, all threads together."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


_RUNNING: Final[list[Server]] = []


@contextmanager
def alone(server: Server) -> Iterator[None]:
    """Let every other server stand still: what they do by themselves would be done on the core of the one that is measured."""
    others = [one for one in _RUNNING if one is not server]
    _tell(others, signal.SIGSTOP)
    try:
        yield
    finally:
        _tell(others, signal.SIGCONT)


def _tell(servers: Iterable[Server], what: signal.Signals) -> None:
    for one in servers:
        os.killpg(one.pid, what)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(port: int, log: Path, *command: str, one_core: bool = True) -> Iterator[Server]:
    """Start a Python process, wait until it listens, and end it afterwards.

    Args:
        one_core: it has one worker, and that keeps to one core.

    Raises:
        RuntimeError: it did not come up; the end of its log is in the message.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            stdout=output,
            stderr=output,
            env={**os.environ, **_MANY},
            process_group=0,
        )
    server = Server(port, process.pid)
    try:
        if one_core:
            keep_to(OF_SERVER, process.pid)
        _wait(process, port, log)
        _RUNNING.append(server)
        yield server
    finally:
        if server in _RUNNING:
            _RUNNING.remove(server)
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(
        f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')[-800:]}"
    )
