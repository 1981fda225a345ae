"""A process that has the service's program loaded and waits: each start is a fork of it that runs a command of `egenkarta`.

Loading the program takes seconds of processor time, and the tests start it again and again. What runs after the fork is the
program itself, from its command line on, in a process of its own that can be killed like any other.
"""

import ctypes
import gc
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

_PR_SET_PTRACER: Final = 0x59616D61
_ANYBODY: Final = 2**64 - 1
"""prctl(2): strace may attach to it, though it is no child of strace's. Where Yama is not there, it changes nothing."""
_ROOT: Final = Path(__file__).parents[1]
SERVICE: Final = "profile_service.command_line.app"
CLIENT: Final = "clients.command_line.app"
WITNESS: Final = "clients.witness.program"
_NAMES: Final = {SERVICE: "egenkarta", CLIENT: "egenkarta-client", WITNESS: "egenkarta-witness"}
_LOADED: Final = (*_NAMES, "profile_service.command_line.serving", "profile_service.demo.opening")
_ENDED_AS: Final = "EGENKARTA_TEST_ENDED_AS"
"""Where a fork writes its exit code: it is nobody's child who could ask for it."""


class Forked:
    """A process that somebody else's child is: as much of `subprocess.Popen` as a test needs."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """None while it runs."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> None:
        """Until it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not.
        """
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """`kill -9`. By its handle, so that no other process that got its id is meant."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


class Warm:
    """The waiting process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-W", "ignore", "-m", "tests.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
        )

    def start(
        self,
        module: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        mistakes: Path | None = None,
    ) -> Forked:
        """Fork, and run a module's `main` there as this command of its program.

        Args:
            log: what it prints; with `mistakes`, what it prints to its standard error is there.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        order = {
            "module": module,
            "command": [str(word) for word in command],
            "environment": dict(environment),
            "log": str(log),
            "mistakes": str(mistakes or log),
        }
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return Forked(int(self._process.stdout.readline()))

    def run(
        self,
        module: str,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> "subprocess.CompletedProcess[str]":
        """Fork, run a command to its end, and say what it printed and its exit code.

        Raises:
            subprocess.TimeoutExpired: it has not ended by then; it is killed.
        """
        told = os.environ if environment is None else environment
        with TemporaryDirectory() as name:
            out, mistakes, code = (Path(name) / one for one in ("out", "mistakes", "code"))
            forked = self.start(module, command, {**told, _ENDED_AS: str(code)}, out, mistakes)
            try:
                forked.wait(timeout)
            finally:
                forked.kill()
            ended_as = int(code.read_text(encoding="utf-8")) if code.exists() else -signal.SIGKILL
            said = [one.read_text(encoding="utf-8") for one in (out, mistakes)]
        return subprocess.CompletedProcess([module, *command], ended_as, *said)


@cache
def warm() -> Warm:
    """One for all tests of this process; it ends with the process that started it."""
    return Warm()


def _serve_orders() -> None:
    for module in _LOADED:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # what is loaded stays shared by all forks: a collector that looks at it would copy it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how they ended
    for line in sys.stdin.buffer:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(order)
        sys.stdout.buffer.write(b"%d\n" % pid)
        sys.stdout.buffer.flush()


def _become(order: Mapping[str, Any]) -> None:
    code, ended_as = 1, order["environment"].pop(_ENDED_AS, None)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(_ANYBODY), 0, 0, 0)
        opened = [
            os.open(order[one], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for one in ("log", "mistakes")
        ]
        nothing = os.open(os.devnull, os.O_RDONLY)
        for target, source in enumerate((nothing, *opened)):
            os.dup2(source, target)
        os.environ.clear()
        os.environ.update(order["environment"])
        time.tzset()
        sys.modules["__main__"].__package__ = None  # else its usage says that it is `python -m tests.warm`
        sys.argv = [_NAMES.get(order["module"], order["module"]), *order["command"]]
        importlib.import_module(order["module"]).main()
        code = 0
    except SystemExit as end:
        code = _as_number(end.code)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if ended_as is not None:
            Path(ended_as).write_text(str(code), encoding="utf-8")
        os._exit(code)


def _as_number(said: str | int | None) -> int:
    """As Python itself takes the argument of `sys.exit`."""
    if isinstance(said, str):
        print(said, file=sys.stderr)
    return said if isinstance(said, int) else int(said is not None)


if __name__ == "__main__":
    _serve_orders()
