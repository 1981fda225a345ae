"""A power cut, from a trace: what had been synced is on the disk, and of the rest nobody knows.

A `kill -9` leaves everything that was written in the kernel's cache, so it says nothing about syncing. Here the files are made
anew from how they were before and from the writes that a completed fsync or fdatasync of the same file came after. Writes that
were not synced are dropped, or kept, or torn in the middle, as a disk may do that orders them as it likes.

What is not modelled: a disk that says it has synced and has not, and names in directories (no file is made or removed
while the service runs).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.drills.answers import SYNCING
from tests.drills.tracing import Call

_SECTOR: Final = 512
"""What a disk writes whole or not at all."""
_CHANGING: Final = frozenset({"pwrite64", "ftruncate"})


@dataclass
class Disk:
    """A file as the disk has it, and what waits in the kernel's cache."""

    synced: bytearray
    waiting: list[Call] = field(default_factory=list)

    def sync(self, call: Call) -> None:
        """Everything that was written before the call began is safe when it has ended."""
        for one in self.waiting:
            if one.ended < call.begun:
                _apply(self.synced, one)
        self.waiting = [one for one in self.waiting if one.ended >= call.begun]

    def after_the_cut(self, chance: random.Random | None) -> bytes:
        """What is found on it: without `chance` nothing that was not synced, else any part of it."""
        found = bytearray(self.synced)
        if chance is not None:
            for one in self.waiting:
                if chance.random() < 0.5:
                    _apply(found, one, keep=_torn(one, chance))
        return bytes(found)


def files_at(folder: Path, database: str) -> dict[str, bytes]:
    """The database and its log as they are now, by name; the index of the log is in memory only and made anew."""
    return {
        name: (folder / name).read_bytes() if (folder / name).exists() else b""
        for name in (database, f"{database}-wal")
    }


def cut(
    before: Mapping[str, bytes], trace: Sequence[Call], line: int, chance: random.Random | None = None
) -> dict[str, bytes]:
    """The files after the power went while this line of the trace was about to happen.

    Raises:
        ValueError: the trace does not tell all that was written.
    """
    disks = {name: Disk(bytearray(content)) for name, content in before.items()}
    events = [
        *((call.begun, 0, call) for call in trace if call.name in _CHANGING),
        *((call.ended, 1, call) for call in trace if call.name in SYNCING and call.result == 0),
    ]
    for at, _, call in sorted(events, key=lambda event: event[:2]):
        if at >= line:
            break
        disk = disks.get(Path(call.target).name)
        if disk is None:
            continue
        if call.name in SYNCING:
            disk.sync(call)
        else:
            _check(call)
            disk.waiting.append(call)
    return {name: disk.after_the_cut(chance) for name, disk in disks.items()}


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Lay the files into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        if content:
            (folder / name).write_bytes(content)


def _check(call: Call) -> None:
    if call.name == "pwrite64" and call.result != len(call.content):
        raise ValueError(f"{len(call.content)} of {call.result} bytes of a write were written down")


def _apply(content: bytearray, call: Call, keep: int | None = None) -> None:
    if call.name == "ftruncate":
        (length,) = call.numbers
        del content[length:]
        content.extend(bytes(length - len(content)))
        return
    offset = call.numbers[-1]
    written = call.content[:keep]
    content.extend(bytes(max(0, offset + len(written) - len(content))))
    content[offset : offset + len(written)] = written


def _torn(call: Call, chance: random.Random) -> int | None:
    """How much of a write came through: mostly all of it, else so many sectors."""
    if call.name != "pwrite64" or chance.random() < 0.7:
        return None
    return chance.randrange(0, len(call.content) + 1, _SECTOR)
