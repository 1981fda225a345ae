"""The ledger of erasures outside of the database: a file that outlives every backup of it.

One line of JSON for each erasure, the same lines as in the table `erasure`, chained by keyed macs. Several processes may
share a folder; each process brings its file up to what the database says, so that any of them is a whole copy.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Connection

from profile_service.domain.erasure import BEFORE_THE_FIRST, ErasureLine
from profile_service.storage.erasures import Blinder, TableErasures, first_break, mac_of
from profile_service.storage.outside import locked, set_aside, sync_folder, write_whole

NAME: Final = "erasures.jsonl"
_LONGEST_LINE: Final = 1_024
_LARGEST_NUMBER: Final = 2**63 - 1


class OuterLedgerError(Exception):
    """The ledger outside cannot be used, or the database is older than it: what is wrong, and what would be right."""


class OuterLedger:
    """The file in one folder. It is made with the first erasure."""

    def __init__(self, folder: Path, blinder: Blinder) -> None:
        self.path = folder / NAME
        self._blinder = blinder

    def lines(self) -> list[ErasureLine]:
        """All of it, checked.

        Raises:
            OuterLedgerError: a line was changed, dropped or put in, or the key ring is another one.
        """
        if not self.path.exists():
            return []
        whole, _, _torn = self.path.read_bytes().rpartition(b"\n")
        try:
            found = [_parse(line) for line in whole.splitlines()]
        except ValueError:
            raise self._broken("holds a line that is none") from None
        number = first_break(self._blinder, found)
        if number is not None:
            raise self._broken(f"does not hold together at line {number}")
        return found

    def newest(self) -> ErasureLine | None:
        """Its last line, checked by itself."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            return self._last(file)

    def covers(self, connection: Connection) -> bool:
        """Whether a database knows of every erasure that stands here; not where it was put back to before one, or is another.

        Raises:
            OuterLedgerError: the end of the ledger was tampered with, or belongs to other keys.
        """
        last = self.newest()
        if last is None:
            return True
        with connection.begin():
            return self._knows(connection, last)

    # The ledger is locked first and the database's transaction begins second, wherever both are held: nobody waits in a circle.

    def keep_up(self, connection: Connection) -> None:
        """Write down what the database knows and this does not, durably. Between transactions.

        Raises:
            OuterLedgerError: the two tell different stories.
            OSError: it cannot be written.
        """
        with self._held() as file, connection.begin():
            last = self._last(file)
            if last is not None and not self._knows(connection, last):
                raise OuterLedgerError(f"{self.path} knows of an erasure that the database does not know of")
            _append(file, TableErasures(connection, self._blinder).after(last.number if last else 0))

    def _knows(self, connection: Connection, last: ErasureLine) -> bool:
        return TableErasures(connection, self._blinder).at(last.number) == last

    def agree(self, connection: Connection) -> None:
        """Make it say what the database says, durably; where the two had gone apart, the old file is set aside and not lost.

        Both are read again under the ledger's lock: other processes may have written since anybody looked. Between transactions.

        Raises:
            OuterLedgerError: the ledger was tampered with, or knows of somebody of whom the database does not.
            OSError: it cannot be written.
        """
        if not self.path.exists() and _has_none(connection, self._blinder):
            return
        with locked(self.path), connection.begin():
            inside = list(TableErasures(connection, self._blinder).after(0))
            outside = self.lines()
            if {line.subject for line in outside} - {line.subject for line in inside}:
                raise OuterLedgerError(f"{self.path} knows of an erasure that the database does not know of")
            if inside[: len(outside)] != outside:
                self._write_anew(inside)
            elif len(inside) > len(outside):
                with self._opened() as file:
                    _append(file, inside[len(outside) :])

    def begin_anew(self) -> None:
        """Set aside what is here: the database that it was of is gone for good."""
        with locked(self.path):
            self._write_anew(())

    def _write_anew(self, lines: Iterable[ErasureLine]) -> None:
        if self.path.exists():
            set_aside(self.path)
        write_whole(self.path, b"".join(map(_written, lines)))

    @contextmanager
    def _held(self) -> Iterator[BinaryIO]:
        with locked(self.path), self._opened() as file:
            yield file

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        """The file, to be added to; what was added is durable afterwards. Under the lock."""
        fresh = not self.path.exists()
        handle = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        with os.fdopen(handle, "r+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(self.path.parent)

    def _last(self, file: BinaryIO) -> ErasureLine | None:
        """The last whole line. Its mac is over the one before, so both are read."""
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 3 * _LONGEST_LINE))
        whole, _, _torn = file.read().rpartition(b"\n")
        if not whole:
            return None
        tail = whole.splitlines()[-2:]
        try:
            last = _parse(tail[-1])
            before = _parse(tail[0]).mac if last.number > 1 else BEFORE_THE_FIRST
        except ValueError:
            raise self._broken("holds a line that is none") from None
        if last.mac != mac_of(self._blinder, last, before):
            raise self._broken(f"does not hold together at line {last.number}")
        return last

    def _broken(self, how: str) -> OuterLedgerError:
        return OuterLedgerError(
            f"{self.path} {how}: it was changed, or belongs to another key ring; right would be the file as the "
            "service wrote it (a copy of it from another place), or none, where the database was never put back"
        )


def _has_none(connection: Connection, blinder: Blinder) -> bool:
    """Whether nobody was ever erased: then no folder is made by whoever only looks, in a name that may not be the service's."""
    with connection.begin():
        return TableErasures(connection, blinder).newest() is None


def _append(file: BinaryIO, lines: Iterable[ErasureLine]) -> None:
    """Behind the last whole line: one that a crash cut short was told to nobody."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_LINE))
    tail = file.read()
    file.truncate(size - len(tail.rpartition(b"\n")[2]))
    file.seek(0, os.SEEK_END)
    file.writelines(map(_written, lines))


def _written(line: ErasureLine) -> bytes:
    told = {"number": line.number, "day": line.day, "subject": line.subject.hex(), "mac": line.mac.hex()}
    return json.dumps(told).encode() + b"\n"


def _parse(line: bytes) -> ErasureLine:
    """One line.

    Raises:
        ValueError: it is none, whatever it is instead.
    """
    if len(line) > _LONGEST_LINE:
        raise ValueError
    try:
        told = json.loads(line)
        number, day = told["number"], told["day"]
        subject, mac = bytes.fromhex(told["subject"]), bytes.fromhex(told["mac"])
    except (KeyError, TypeError, RecursionError):
        raise ValueError from None
    # No kind is turned into another: an infinite number has no whole one, and half a character no bytes.
    if (
        type(number) is not int
        or not 0 < number <= _LARGEST_NUMBER
        or type(day) is not str
        or not day.isascii()
    ):
        raise ValueError
    return ErasureLine(number, day, subject, mac)
