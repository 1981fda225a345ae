"""A real PostgreSQL server in a temporary folder, for the tests that need one: on a Unix socket alone, ended by its own id."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

import psycopg

_PATIENCE = 30.0
_SPARING = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "40",
}


@contextmanager
def running(**settings: str) -> Iterator["Server"]:
    """A server that is gone afterwards, with everything in it. It keeps nothing safe on the disk unless settings say so."""
    folder = Path(mkdtemp(prefix="pg-"))
    try:
        as_nobody = _unprivileged(folder)
        server = Server(folder)
        _run(
            [_program("initdb"), "-D", str(folder / "data"), "-U", "egenkarta", "-A", "trust", "--no-sync",
             "--no-locale", "--encoding=UTF8"],
            as_nobody,
        )  # fmt: skip
        options = [f"--{name}={value}" for name, value in (_SPARING | settings).items()]
        log = (folder / "log").open("wb")
        process = subprocess.Popen(
            [_program("postgres"), "-D", str(folder / "data"), "-k", str(folder), *options],
            stdout=log, stderr=log, **as_nobody,
        )  # fmt: skip
        try:
            server.wait(process)
            yield server
        finally:
            process.send_signal(
                signal.SIGINT
            )  # the fast shutdown: https://www.postgresql.org/docs/15/server-shutdown.html
            process.wait(_PATIENCE)
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """Where a running server is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def url(self) -> str:
        """The address of an empty schema that nobody else uses."""
        self._made += 1
        schema = f"shelf_{self._made}"
        with self.connect() as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        options = quote(f"-csearch_path={schema}", safe="")
        return f"postgresql://egenkarta@/postgres?host={self._folder}&options={options}"

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self._folder), user="egenkarta", dbname="postgres", autocommit=True, connect_timeout=5
        )

    def wait(self, process: "subprocess.Popen[bytes]") -> None:
        """Until it answers."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > end:
                    log = (self._folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL does not start: {log}") from error
                time.sleep(0.05)


def _program(name: str) -> str:
    """Debian keeps the server's programs outside the path, in a folder of each version."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing: the tests need the Debian package postgresql")
    return found


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a program that will not run as root; the folder is handed over to whom it runs as."""
    if os.geteuid() != 0:
        return {}
    names = {one.pw_name for one in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[str], as_nobody: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **as_nobody)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")
