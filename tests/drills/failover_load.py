"""The load of the failover drill on the cluster itself: who gives, withdraws and reads, and what they were told.

Small tables stand for the service's: what is shown of them is shown of every table, since it is a property of commits and snapshots.
What is acknowledged is on this side's disk before it counts.
"""

import itertools
import os
import random
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

TABLES = """
CREATE SCHEMA drill;
CREATE TABLE drill.permission (id text PRIMARY KEY, withdrawn boolean NOT NULL);
CREATE TABLE drill.line (id text PRIMARY KEY, permission text NOT NULL);
CREATE TABLE drill.hasty (id bigint PRIMARY KEY);
GRANT USAGE ON SCHEMA drill TO egenkarta;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA drill TO egenkarta;
"""


@dataclass(frozen=True)
class Reading:
    """A reading that found a permission standing: when it began, and by which way."""

    began: float
    permission: str
    way: str


@dataclass
class Oracle:
    """What was acknowledged, as the client's own log on the disk says; nothing here knows how the cluster works."""

    log: Path
    given: set[str] = field(default_factory=set)
    withdrawn: dict[str, float] = field(default_factory=dict)
    lines: set[str] = field(default_factory=set)
    hasty: set[int] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    doubtful: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    """How often each status came, of the service."""

    def __post_init__(self) -> None:
        self._file = os.open(self.log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        self._door = threading.Lock()

    def acknowledge(self, what: str, name: str) -> None:
        """Write down that the client was told so; counts from when it is on the disk."""
        os.write(self._file, f"{what} {name}\n".encode())
        os.fdatasync(self._file)
        with self._door:
            self.acknowledged_at.append(time.monotonic())
            if what == "given":
                self.given.add(name)
            elif what == "withdrawn":
                self.withdrawn[name] = time.monotonic()
            else:
                self.lines.add(name)

    def stale(self, *, raw: bool = False) -> list[Reading]:
        """Readings that found a permission standing though they began after its withdrawal was acknowledged."""
        return [
            one for one in self.readings
            if one.way.startswith("raw") == raw and one.began > self.withdrawn.get(one.permission, float("inf"))
        ]  # fmt: skip

    def lost(self, connection: psycopg.Connection[Any]) -> list[str]:
        """What was acknowledged and is not there."""
        with self._door:
            given, withdrawn, told = set(self.given), set(self.withdrawn), set(self.lines)
        kept, lines = self.kept(connection)
        found = [f"permission {one}" for one in given if one not in kept]
        found += [f"withdrawal {one}" for one in withdrawn if not kept.get(one, False)]
        return found + [f"line {one}" for one in told if one not in lines]

    def kept(self, connection: psycopg.Connection[Any]) -> tuple[dict[str, bool], set[str]]:
        """Every permission and whether it has ended; every line."""
        permissions = connection.execute("SELECT id, withdrawn FROM drill.permission").fetchall()
        return dict(permissions), {row[0] for row in connection.execute("SELECT id FROM drill.line")}

    def lost_hasty(self, connection: psycopg.Connection[Any]) -> list[int]:
        """What was acknowledged to the control, which does not wait for standbys, and is not there."""
        kept = {row[0] for row in connection.execute("SELECT id FROM drill.hasty")}
        return sorted(self.hasty - kept)


Job = tuple[str, str, Callable[..., None]]
"""What a thread calls itself, the address that it keeps to, and what it does each time."""


class DoubtError(Exception):
    """A commit that came with a warning: nobody may take it for done."""


class Load:
    """Threads that go on until they are told to stop, each with a kept connection that it makes anew when it breaks."""

    ended = "SELECT withdrawn FROM drill.permission WHERE id = %s"
    """Whether a permission has ended, as the tables say it."""
    standing = 40
    """How many each writer lets stand before it withdraws the oldest."""

    def __init__(self, oracle: Oracle, primary: str, reads: str, nodes: dict[str, str]) -> None:
        self.oracle = oracle
        self._stop = threading.Event()
        self._made = itertools.count()
        self._known: deque[str] = deque(maxlen=1000)
        self._standing: dict[str, deque[str]] = defaultdict(deque)
        self._threads = [
            threading.Thread(target=self._keep_on, args=job, daemon=True)
            for job in (*self._jobs(primary, reads, nodes), ("hasty", primary, self._hasty))
        ]
        self._threads += [
            threading.Thread(target=self._keep_on, args=(f"raw {node}", address, self._look), daemon=True)
            for node, address in nodes.items()
        ]

    def _jobs(self, primary: str, reads: str, nodes: dict[str, str]) -> list[Job]:
        found: list[Job] = [
            ("writer 1", primary, self._give_and_withdraw),
            ("writer 2", primary, self._give_and_withdraw),
        ]
        found += [("consented", primary, self._read_consented), ("reads", reads, self._look)]
        return found + [(f"node {node}", address, self._look) for node, address in nodes.items()]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _keep_on(self, way: str, address: str, turn: Callable[..., None]) -> None:
        chance = random.Random(way)
        while not self._stop.is_set():
            with suppress(psycopg.Error, DoubtError), psycopg.connect(
                address, connect_timeout=3, tcp_user_timeout=5000
            ) as connection:  # fmt: skip
                warnings: list[str] = []
                connection.add_notice_handler(lambda said, to=warnings: to.append(said.message_primary or ""))
                if way == "hasty":
                    connection.execute("SET synchronous_commit = local")
                connection.commit()
                while not self._stop.is_set():
                    turn(connection, way, chance, warnings)
                    self._stop.wait(0.02)
            self._stop.wait(0.1)

    def _commit(self, connection: psycopg.Connection[Any], warnings: list[str]) -> None:
        try:
            connection.commit()
        except psycopg.Error:
            self.oracle.doubtful += 1
            raise
        if warnings:
            self.oracle.doubtful += 1
            raise DoubtError(warnings[0])

    def _give_and_withdraw(
        self, connection: Any, way: str, _chance: random.Random, warnings: list[str]
    ) -> None:
        """Give one, and withdraw one that was given some seconds ago: whoever stopped listening meanwhile still has it."""
        name = f"{next(self._made)}"
        connection.execute("INSERT INTO drill.permission VALUES (%s, false)", [name])
        self._commit(connection, warnings)
        self.oracle.acknowledge("given", name)
        standing = self._standing[way]
        standing.append(name)
        self._known.append(name)
        if len(standing) > self.standing:
            connection.execute("UPDATE drill.permission SET withdrawn = true WHERE id = %s", [standing[0]])
            self._commit(connection, warnings)
            self.oracle.acknowledge("withdrawn", standing.popleft())

    def _read_consented(self, connection: Any, way: str, chance: random.Random, warnings: list[str]) -> None:
        """As the service reads: the permission is looked up and the line is written in one transaction, then it is answered."""
        began, name = time.monotonic(), self._recent(chance)
        found = connection.execute(
            "SELECT withdrawn FROM drill.permission WHERE id = %s FOR SHARE", [name]
        ).fetchone()
        if found is None or found[0]:
            connection.rollback()
            return
        line = f"line{next(self._made)}"
        connection.execute("INSERT INTO drill.line VALUES (%s, %s)", [line, name])
        self._commit(connection, warnings)
        self.oracle.acknowledge("line", line)
        self.oracle.readings.append(Reading(began, name, way))

    def _look(self, connection: Any, way: str, chance: random.Random, _warnings: list[str]) -> None:
        """By the reads' door, or at a node itself: `raw` does not ask whether it may."""
        began, name = time.monotonic(), self._recent(chance)
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        may = (
            connection.execute("SELECT cluster.may_read()").fetchone()[0]
            if not way.startswith("raw")
            else True
        )
        found = connection.execute(self.ended, [name]).fetchone()
        connection.rollback()
        if may and found is not None and not found[0]:
            self.oracle.readings.append(Reading(began, name, way))

    def _hasty(self, connection: Any, _way: str, _chance: random.Random, _warnings: list[str]) -> None:
        """The control: the same, told "done" before any standby has it."""
        number = next(self._made)
        connection.execute("INSERT INTO drill.hasty VALUES (%s)", [number])
        connection.commit()
        self.oracle.hasty.add(number)

    def _recent(self, chance: random.Random) -> str:
        """One that stands, or was withdrawn a short while ago."""
        return chance.choice(list(self._known)[-2 * len(self._standing) * self.standing :] or ["0"])
