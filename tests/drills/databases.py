"""The two databases as a drill sees them: who of them can be killed, and what is in their books afterwards."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, Protocol

from tests.drills import books, holding
from tests.drills.installation import Installation
from tests.drills.notebook import Notebook
from tests.postgresql import OWNER, SERVICE, Server, new_folder, program

SERVED: Final = "service"
POSTMASTER: Final = "postmaster"
BACKEND: Final = "backend"
BOTH: Final = "both"
_FORGETTING: Final = 5.0
"""Seconds within which SQLite's log is emptied after a start: what was erased before the kill must not lie in it for long."""


class Database(Protocol):
    """What an installation keeps its books in."""

    name: str
    victims: Sequence[str]

    def install(self, folder: Path, people: Sequence[str]) -> Installation:
        """A new installation in it."""
        ...

    def kill(self, victim: str, chance: random.Random) -> None:
        """`kill -9` of a part of it."""
        ...

    def revive(self) -> None:
        """Start again what was killed."""
        ...

    def faults(self, notebook: Notebook) -> list[str]:
        """What of all that was acknowledged is not in the books, and what is there by halves."""
        ...

    def left_in_files(self, erased: Iterable[str]) -> list[str]:
        """Whose canary is in raw files."""
        ...

    def end(self) -> list[str]:
        """The last look, with nobody at work in it."""
        ...


@dataclass
class Embedded:
    """An SQLite file: nobody to kill but the service. It is looked at as the kill left it, on a copy."""

    name: str = "sqlite"
    victims: Sequence[str] = (SERVED,)
    _file: Path = Path()
    _keys: dict[str, bytes] = field(default_factory=dict)

    def install(self, folder: Path, people: Sequence[str]) -> Installation:
        installation = Installation.make(folder, people)
        self._file = installation.database
        self._keys = books.wrapped_keys(self._file)
        return installation

    def kill(self, victim: str, chance: random.Random) -> None:
        raise AssertionError("a file has no process of its own that could be killed")

    def revive(self) -> None:
        pass

    def faults(self, notebook: Notebook) -> list[str]:
        left = books.left_behind(self._file, self._file.parent / "left")
        return books.sqlite_faults(left, notebook)

    def left_in_files(self, erased: Iterable[str]) -> list[str]:
        wrapped = [(one, self._keys[one]) for one in erased]
        until = time.monotonic() + _FORGETTING
        while (found := holding.left_in_files(self._file, wrapped)) and time.monotonic() < until:
            time.sleep(0.1)
        return found + holding.left_in_files(
            self._file, [(one, holding.canary_of(one)) for one in self._keys]
        )

    def end(self) -> list[str]:
        return []


class PostgreSQL:
    """A server of its own, on the disk: its postmaster with all its children can be killed, or one of its backends."""

    name = "postgresql"
    victims = (POSTMASTER, BACKEND, BOTH, SERVED)

    def __init__(self, *, in_memory: bool = False, **settings: str) -> None:
        folder = new_folder() if in_memory else Path(mkdtemp(prefix="pg-"))
        self.server = Server(folder, settings)
        self.server.make()
        self._is_down = False
        self._made = 0

    @property
    def _database(self) -> str:
        return f"drilled_{self._made}"

    def install(self, folder: Path, people: Sequence[str]) -> Installation:
        self._made += 1
        url = self.server.new_database(self._database)
        return Installation.make(folder, people, url, self.server.address(self._database, OWNER))

    def kill(self, victim: str, chance: random.Random) -> None:
        if victim == BACKEND:
            # The postmaster then throws out everybody else as well, and recovers from its log.
            with self.server.connect() as one:
                found = one.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [SERVICE])
                pids = [row[0] for row in found]
            with suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)
        else:
            self.server.kill()
            self._is_down = True

    def revive(self) -> None:
        if self._is_down:
            self.server.start()
            self._is_down = False
        else:
            self.server.wait()

    def faults(self, notebook: Notebook) -> list[str]:
        with self.server.connect(self._database) as connection:
            return books.faults(
                lambda statement: connection.execute(statement.encode()).fetchall(),
                notebook,
                second_book=True,
            )

    def left_in_files(self, erased: Iterable[str]) -> list[str]:
        del (
            erased
        )  # PostgreSQL keeps old versions of rows until they are vacuumed away, and its log for longer
        return []

    def half_done(self) -> list[str]:
        """What is there by halves."""
        with self.server.connect(self._database) as connection:
            return list(
                books.half_done(
                    lambda statement: connection.execute(statement.encode()).fetchall(), second_book=True
                )
            )

    def processes(self) -> list[int]:
        """The postmaster and all its children."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text(
            encoding="ascii"
        )
        return [self.server.pid, *map(int, children.split())]

    def close(self) -> None:
        """Leave nothing of it."""
        self.server.stop()
        shutil.rmtree(self.server.folder, ignore_errors=True)

    def end(self) -> list[str]:
        self.server.stop()
        checked = subprocess.run(
            [program("pg_checksums"), "--check", "-D", self.server.files],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.server.start()
        return [] if checked.returncode == 0 else [f"integrity: {checked.stdout} {checked.stderr}"]
