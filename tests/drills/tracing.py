"""What a server asks of the kernel, as strace saw it: which writes, which syncs, and when an answer left.

Attaching needs the kernel's leave. A process that `warm.py` forks gives it to everybody (Yama, PR_SET_PTRACER), so that an
ordinary account can do it too; where a container forbids ptrace altogether, `TracingForbiddenError` says so.
"""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CALLS: Final = "read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate"
_LONGEST: Final = 16_384
"""Bytes of each call that are written down: more than a page of a database and the head of a request."""
_PATIENCE: Final = 20.0
_WHOLE: Final = re.compile(r"^(\d+) +(\w+)\((\d+)<(.*?)>(?:, *(.*))?\) += (-?\d+)", re.DOTALL)
_ESCAPED: Final = re.compile(r"(?:\\x[0-9a-f]{2})+")
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class TracingForbiddenError(Exception):
    """The kernel does not let this account look into a process of its own."""


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that was completed: at which line of the trace it began and ended."""

    begun: int
    ended: int
    name: str
    target: str
    """The file, or `TCP:[...]` of a connection."""
    content: bytes
    numbers: tuple[int, ...]
    """What follows the content: for `pwrite64` length and offset, for `ftruncate` the length."""
    result: int


@contextmanager
def tracing(into: Path, *pids: int) -> Iterator[None]:
    """Trace these processes, and what they fork, for as long as the block lasts.

    Raises:
        FileNotFoundError: strace is not installed.
        TracingForbiddenError: the kernel does not allow it here.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise FileNotFoundError("strace is missing: the tests need the Debian package strace")
    command = [strace, "-f", "-yy", "-xx", "-s", str(_LONGEST), "-e", f"trace={_CALLS}", "-o", str(into)]
    process = subprocess.Popen(
        [*command, *(part for pid in pids for part in ("-p", str(pid)))],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(process, pids)
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)
        if process.stderr is not None:
            process.stderr.close()


def _wait(process: "subprocess.Popen[str]", pids: Sequence[int]) -> None:
    """Until every thread of theirs is traced; the kernel says by whom."""
    until = time.monotonic() + _PATIENCE
    while not all(_is_traced(pid) for pid in pids):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            said = process.stderr.read() if process.stderr is not None else ""
            raise TracingForbiddenError(f"strace may not look into a process of its own here: {said.strip()}")
        time.sleep(0.02)


def _is_traced(pid: int) -> bool:
    try:
        told = [one.read_text(encoding="utf-8") for one in Path(f"/proc/{pid}/task").glob("*/status")]
    except (FileNotFoundError, ProcessLookupError):
        return True  # it ended meanwhile
    return all("TracerPid:\t0\n" not in one for one in told)


def calls(trace: Path) -> list[Call]:
    """Every call that was completed, in the order of its beginning. One that was broken off by a kill is left out."""
    unfinished: dict[str, tuple[int, str]] = {}
    found: list[Call] = []
    with trace.open(encoding="ascii") as lines:
        for at, line in enumerate(lines):
            thread = line.split(" ", 1)[0]
            if line.endswith("<unfinished ...>\n"):
                unfinished[thread] = at, line.removesuffix("<unfinished ...>\n").rstrip()
            elif "resumed>" in line:
                begun, head = unfinished.pop(thread, (at, ""))
                found.extend(_parsed(head + line.split("resumed>", 1)[1], begun, at))
            else:
                found.extend(_parsed(line, at, at))
    return sorted(found, key=lambda call: call.begun)


def _parsed(line: str, begun: int, ended: int) -> Iterator[Call]:
    match = _WHOLE.match(line)
    if match is None:
        return
    _, name, _, target, rest, result = match.groups()
    rest = rest or ""
    content = b"".join(_bytes(one) for one in _STRING.findall(rest))
    numbers = tuple(int(one) for one in re.findall(r"-?\b\d+\b", _STRING.sub("", rest)))
    yield Call(begun, ended, name, _plain(target), content, numbers, int(result))


def _plain(target: str) -> str:
    """-xx writes paths in hexadecimal, too, and what strace adds to them as it is."""
    return _ESCAPED.sub(lambda part: _bytes(part[0]).decode(errors="replace"), target)


def _bytes(written: str) -> bytes:
    return bytes.fromhex(written.replace("\\x", ""))
