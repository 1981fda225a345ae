"""A program of others, run by Node beside a test: lines to it and lines from it."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, Self

import pytest

FOLDER = Path(__file__).parent / "node"
_WAIT = 15.0


class Peer:
    """One running script of `tests/peers/node`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: Queue[str | None] = Queue()
        self._complaints: list[str] = []
        assert process.stdout is not None
        assert process.stderr is not None
        self._threads = [
            Thread(target=self._hear, args=(process.stdout,), daemon=True),
            Thread(target=self._complaints.extend, args=(process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @classmethod
    @contextmanager
    def start(cls, script: str, wanted: Mapping[str, Any]) -> Iterator[Self]:
        """Run a script until the block ends."""
        node = shutil.which("node")
        if node is None or not (FOLDER / "node_modules").is_dir():
            pytest.fail("the peers are not installed: run 'make install-dev'")
        process = subprocess.Popen(
            [node, script, json.dumps(wanted)],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        peer = cls(process)
        try:
            yield peer
        finally:
            peer._end()

    def line(self) -> str:
        """The next line that it prints."""
        try:
            line = self._lines.get(timeout=_WAIT)
        except Empty:
            line = None
        assert line is not None, f"it said nothing: {self.complaint()}"
        return line

    def say(self, line: str) -> None:
        """Send it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def complaint(self) -> str:
        """What it wrote about its errors, once it has ended."""
        try:
            self._process.wait(_WAIT)
        except subprocess.TimeoutExpired:
            return "it has not ended: " + "".join(self._complaints)
        self._threads[1].join(_WAIT)
        return "".join(self._complaints)

    def _hear(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(_WAIT)
        for thread in self._threads:
            thread.join(_WAIT)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
