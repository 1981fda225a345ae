"""Run every command of deploy/restore-drill.md, on both databases: `make drill-restore`, with PEOPLE (10,000) in them.

What is looked at afterwards: the database that was put back holds what the one that is gone held at its end, but for
what must not come alive; and nobody who was erased.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from profile_service.actions.enrolling import erase
from profile_service.clock import SystemClock
from profile_service.demo.opening import open_demo
from profile_service.parts import house_from, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.backups.restoring import everybody
from profile_service.storage.database import upgrade
from profile_service.storage.moving.closing import close
from profile_service.storage.moving.copying import copy, end_of, open_target, verify
from profile_service.storage.moving.digests import digest_of, tables
from tests.bench.many import _PEOPLE, _from_shared, _made_up, _write
from tests.postgresql import OWNER, Server, running

PAGE: Final = Path(__file__).parents[2] / "deploy" / "restore-drill.md"
_ERASED: Final = 20
_DIFFERENT: Final = 1_000
_TOGETHER: Final = 500
_PROGRAM: Final = Path(sys.executable).with_name("egenkarta")
_COMPARED: Final = ("data_key", "section", "past_version", "individual", "consent_grant", "receipt")

Runner = Callable[[Sequence[str], Mapping[str, str]], tuple[int, str]]
"""Runs `egenkarta` with these words and this environment; its exit code and what it said."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the page, or None where people go on with their lives."""

    line: str | None
    refused: bool = False


@dataclass
class Drill:
    """One database to lose, one to put back, and four places."""

    url: str
    spare: str
    folder: Path
    took: dict[str, float] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        return {
            "EGENKARTA_DATABASE_URL": self.url,
            "EGENKARTA_KEY_RING": str(self.folder / "keys.json"),
            "EGENKARTA_ERASURES": str(self.folder / "erasures"),
            "EGENKARTA_TAXONOMY_URL": f"sqlite:///{self.folder / 'taxonomy.sqlite3'}",
            "CONTENT": str(self.folder / "content"),
            "KEYS": str(self.folder / "apart"),
            "SPARE_DATABASE_URL": self.spare,
        }

    def run(self, runner: Runner) -> list[str]:
        """The whole page; what was said. An error where a command did not end as the page says."""
        said = []
        for step in steps():
            if step.line is None:
                self.go_on()
                continue
            environment, words = _command(step.line, self.environment())
            begun = time.perf_counter()
            code, told = runner(words, environment)
            self.took[_named(words) + (" (refused)" if step.refused else "")] = time.perf_counter() - begun
            if (code != 0) != step.refused:
                raise RuntimeError(f"{step.line}: exit code {code}: {told}")
            said.append(told)
        return said

    def go_on(self) -> None:
        """Some people are erased, in the way of the service."""
        settings = Settings(
            database_url=self.url, key_ring=self.folder / "keys.json", erasures=self.folder / "erasures"
        )
        parts = open_parts(settings, KeyRing.load(self.folder / "keys.json"), SystemClock())
        desk = house_from(parts).desk
        try:
            for one in sorted(everybody(parts.database.engine))[-_ERASED:]:
                parts.database.writer.run(partial(erase, desk=desk, caller=one))
        finally:
            parts.database.close()

    def compare(self) -> int:
        """Hold what was put back against what was lost; how many people there are."""
        with (
            end_of(self.url).connect() as lost,
            lost.begin(),
            end_of(self.spare).connect() as back,
            back.begin(),
        ):
            for name in _COMPARED:
                table = tables()[name]
                if digest_of(lost, table) != digest_of(back, table):
                    raise RuntimeError(f"{name} was not put back as it was")
        return len(everybody(end_of(self.spare)))


def steps() -> Iterator[Step]:
    """What the page says, in its order."""
    fenced = re.compile(r"^```sh( refused)?\n(.*?)^```$|^<!-- meanwhile: .*-->$", re.M | re.S)
    for found in fenced.finditer(PAGE.read_text(encoding="utf-8")):
        if found.group(2) is None:
            yield Step(None)
        else:
            yield from (Step(line, bool(found.group(1))) for line in found.group(2).splitlines())


def _command(line: str, environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """A line as a shell would take it: settings in front, then `egenkarta` and its words, each `$NAME` filled in."""
    words = [re.sub(r"\$(\w+)", lambda name: environment[name.group(1)], word) for word in shlex.split(line)]
    begin = words.index("egenkarta")
    own = dict(word.split("=", 1) for word in words[:begin])
    return {**environment, **own}, words[begin + 1 :]


def _named(words: Sequence[str]) -> str:
    """A command without its places."""
    return " ".join(word for word in words[:2] if "/" not in word)


def seeded(folder: Path, people: int) -> str:
    """The address of a demo with so many people beside its cast."""
    parts, app = open_demo(folder, "http://127.0.0.1:8000")
    found = cycle(list(islice(_from_shared() if _PEOPLE.exists() else _made_up(), min(people, _DIFFERENT))))
    numbered = enumerate(islice(found, people))
    try:
        while batch := list(islice(numbered, _TOGETHER)):
            parts.database.writer.run(partial(_write, desk=app.state.house.desk, people=batch))
        return parts.settings.database_url
    finally:
        parts.database.close()


def moved(source: str, server: Server, name: str) -> tuple[str, float]:
    """The same installation on a server, and how long the move took."""
    server.new_database(name)
    target = server.address(name, OWNER)
    begun = time.perf_counter()
    upgrade(target)
    move = close(end_of(source), "drill")
    for _ in copy(end_of(source, reads_only=True), end_of(target), move, 2_000):
        pass
    list(verify(end_of(source, reads_only=True), end_of(target)))
    open_target(end_of(target), move.kind)
    return target, time.perf_counter() - begun


def _in_a_process(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [_PROGRAM, *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def _report(kind: str, drill: Drill, people: int) -> None:
    print(f"{kind}, {people} people put back as they were, {_ERASED} of them erased again")
    for name, seconds in drill.took.items():
        print(f"  {seconds:6.1f} s  {name}")


def main() -> None:
    people = int(os.environ.get("PEOPLE", "10000"))
    with TemporaryDirectory() as name, running() as server:
        folder = Path(name)
        print(f"writing {people} people ...", flush=True)
        url = seeded(folder / "sqlite", people)
        drill = Drill(url, f"sqlite:///{folder / 'spare.sqlite3'}", folder / "sqlite")
        drill.run(_in_a_process)
        _report("SQLite", drill, drill.compare())
        target, seconds = moved(url, server, "moved")
        server.new_database("spare")
        drill = Drill(target, server.address("spare", OWNER), folder / "sqlite")
        (folder / "sqlite" / "content").rename(folder / "content-of-sqlite")
        (folder / "sqlite" / "apart").rename(folder / "keys-of-sqlite")
        drill.took["db copy, as a function, with the comparison"] = seconds
        drill.run(_in_a_process)
        _report("PostgreSQL", drill, drill.compare())


if __name__ == "__main__":
    main()
