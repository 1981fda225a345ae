"""`egenkarta demo` as its own process: started, asked whether it is ready, ended or killed by its process id.

It is forked from a process that has the program loaded, unless it is `cold`: then it is started as a shell would.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from tests import databases
from tests.live import free_port
from tests.warm import SERVICE, Forked, warm

PROGRAM: Final = Path(sys.executable).with_name("egenkarta")
_PATIENCE: Final = 100.0


@dataclass
class DemoProcess:
    """A demo in a folder, on a port that it keeps when it is started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    environment: Mapping[str, str] = field(default_factory=dict)
    """What it is told besides its caller's own environment."""
    cold: bool = False
    _process: "subprocess.Popen[bytes] | Forked | None" = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def demo_file(self) -> Path:
        return self.folder / "demo.json"

    @property
    def log_file(self) -> Path:
        return self.folder.with_suffix(".log")

    def start(self) -> None:
        """Start it, and return when it says that it is ready."""
        if databases.ON_POSTGRESQL:
            databases.give_database(self.folder)
        command = ["demo", "--port", str(self.port), "--data-dir", str(self.folder)]
        told = {**os.environ, **self.environment}
        if self.cold:
            with self.log_file.open("ab") as log:
                self._process = subprocess.Popen([PROGRAM, *command], stdout=log, stderr=log, env=told)
        else:
            self._process = warm().start(SERVICE, command, told, self.log_file)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask it to end, as Ctrl+C does."""
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(20)
        finally:
            self.kill()

    def kill(self) -> None:
        """`kill -9`: it gets no chance to finish anything."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def cast(self) -> Mapping[str, Any]:
        """What `demo.json` says."""
        found: Mapping[str, Any] = json.loads(self.demo_file.read_text(encoding="utf-8"))
        return found

    def company(self, first_word: str) -> Mapping[str, Any]:
        """An organisation's entry in `demo.json`, by the first word of its name."""
        found: Mapping[str, Any] = next(
            one for one in self.cast()["organisations"] if one["name"].split()[0] == first_word
        )
        return found

    def log_lines(self) -> list[dict[str, Any]]:
        """The structured lines of its log; what it prints for people at the start is left out."""
        lines = self.log_file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def _wait(self) -> None:
        assert self._process is not None
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.base_url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"the demo did not start:\n{self.log_file.read_text(encoding='utf-8')}")
