"""Processes that a cluster started, and no others: each is known by its id and the moment at which it began."""

import json
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path


class Processes:
    """What runs in a cluster's folder; `pids/NAME` says which process it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one, unless it runs. It outlives whoever started it; its words go to `NAME.log`."""
        if self.pid(name) is not None:
            return
        (self._folder / "pids").mkdir(exist_ok=True)
        with (self._folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={"PATH": os.defpath, "HOME": str(self._folder), "LC_ALL": "C.UTF-8", **environment},
                cwd=self._folder,
            )  # fmt: skip
        said = {"pid": process.pid, "began": _began(process.pid)}
        (self._folder / "pids" / name).write_text(json.dumps(said), encoding="utf-8")

    def pid(self, name: str) -> int | None:
        """The id of one that runs; None where it does not, or where its id is another's by now."""
        try:
            said = json.loads((self._folder / "pids" / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        runs = said["began"] is not None and _began(said["pid"]) == said["began"]
        return int(said["pid"]) if runs else None

    def postmaster(self, node: str) -> int | None:
        """The id of a node's PostgreSQL, once it is sure that it is the one of that folder."""
        data = self._folder / node / "data"
        try:
            pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            is_it = (Path("/proc") / str(pid) / "cwd").resolve(strict=True) == data.resolve()
        except (OSError, ValueError, IndexError):
            return None
        return pid if is_it and _began(pid) is not None else None

    def end(self, name: str, patience: float = 20.0) -> None:
        """Ask one to end, and end it where it does not."""
        for wish, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
            pid = self.pid(name)
            if pid is None:
                return
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
                os.kill(pid, wish)
            _until_gone(pid, wait)

    def end_postmaster(self, node: str) -> None:
        """End a PostgreSQL that Patroni left behind."""
        pid = self.postmaster(node)
        if pid is None:
            return
        for one in family(pid):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGCONT)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
        _until_gone(pid, 10.0)


def family(pid: int) -> list[int]:
    """A process and all that it started, as it stands."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                after = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                parents.setdefault(int(after[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found.extend(parents.get(one, []))
    return found


def step_down(folder: Path, account: str, program: Path, words: Sequence[str]) -> None:
    """Run the program anew as an account without rights, which owns the folder from then on; nothing where this is no root.

    Raises:
        KeyError: there is no such account.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return
    owner = pwd.getpwnam(account)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    who = ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    # The system's own Python, since root's may be where that account cannot go.
    os.execv("/usr/bin/setpriv", ["setpriv", *who, "/usr/bin/python3", "-B", str(program), *words])


def _began(pid: int) -> str | None:
    """When a process began, in the system's ticks; None for one that is gone or only waits to be buried."""
    try:
        after = (Path("/proc") / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return None if after[0] in "ZX" else after[19]


def _until_gone(pid: int, patience: float) -> None:
    ends = time.monotonic() + patience
    while _began(pid) is not None and time.monotonic() < ends:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)
