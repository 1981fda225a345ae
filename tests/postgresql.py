"""A real PostgreSQL server in a folder of its own, for the tests that need one: on a Unix socket alone, ended by its own id.

It runs as an unprivileged user and keeps everything safe on the disk, as a server of an installation does. Where it is for
one run of tests it lies in memory, if there is room, so that what it syncs costs nothing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final
from urllib.parse import quote

import psycopg

ADMINISTRATOR: Final = "egenkarta"
OWNER: Final = "owning"
"""Owns the tables and migrates."""
SERVICE: Final = "serving"
"""What the service signs in as: a member of `egenkarta_service`."""
_PATIENCE: Final = 60.0
_MEMORY: Final = Path("/dev/shm")
_ROOM: Final = 4 << 30
_AS_EVER: Final = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "timezone": "Europe/Stockholm",  # whoever forgets to ask for UTC is found out
    "max_wal_size": "256MB",
}


@dataclass
class Server:
    """A server: made, started, killed and started again in the same place."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    pid: int = 0
    _process: "subprocess.Popen[bytes] | None" = None
    _made: int = 0

    @property
    def files(self) -> Path:
        """Where it keeps what it keeps."""
        return self.folder / "data"

    def make(self) -> None:
        """Make the cluster and its roles, and start it."""
        self._run(
            [program("initdb"), "-D", self.files, "-U", ADMINISTRATOR, "-A", "trust", "--data-checksums",
             "--no-locale", "--encoding=UTF8", "--no-instructions"],
        )  # fmt: skip
        self.start()
        with self.connect() as one:
            one.execute("CREATE ROLE egenkarta_service NOLOGIN")
            one.execute(f"CREATE ROLE {OWNER} LOGIN")
            one.execute(f"CREATE ROLE {SERVICE} LOGIN IN ROLE egenkarta_service")

    def start(self) -> None:
        """Start it where it was, and return when it answers."""
        options = [f"--{name}={value}" for name, value in (_AS_EVER | self.settings).items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program("postgres"), "-D", self.files, "-k", self.folder, *options],
                stdout=log, stderr=log, start_new_session=True, **_unprivileged(self.folder),
            )  # fmt: skip
        self.pid = self._process.pid
        self.wait()

    def stop(self) -> None:
        """The fast shutdown: https://www.postgresql.org/docs/15/server-shutdown.html"""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """`kill -9` of the postmaster and all that it started: nothing is finished."""
        children = _children(self.pid)
        self._end(signal.SIGKILL)
        for child in children:
            _signal(child, signal.SIGKILL)
        end = time.monotonic() + _PATIENCE
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < end:
            time.sleep(0.005)

    def backends(self) -> list[int]:
        """The processes that the postmaster has started, and itself."""
        return [self.pid, *_children(self.pid)]

    def leave(self) -> None:
        """Let it outlive this process: whoever knows its id ends it."""
        if self._process is not None:
            self._process.returncode = 0
            self._process = None

    def wait(self) -> None:
        """Until it answers."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                gone = self._process is not None and self._process.poll() is not None
                if gone or time.monotonic() > end:
                    log = (self.folder / "log").read_text(errors="replace")[-4_000:]
                    raise RuntimeError(f"PostgreSQL does not start: {log}") from error
                time.sleep(0.02)

    def connect(self, database: str = "postgres", user: str = ADMINISTRATOR) -> psycopg.Connection[Any]:
        """A connection of the administrator, or of whoever else, which commits each statement by itself."""
        return psycopg.connect(
            host=str(self.folder), user=user, dbname=database, autocommit=True, connect_timeout=5
        )

    def address(self, database: str, user: str = SERVICE) -> str:
        """Where a database is, for the service or another role."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder))}"

    def new_database(self, name: str, template: str = "template0") -> str:
        """The address of a new database that the owner owns, empty or as the template is."""
        made_of = f"TEMPLATE {template}" + (" ENCODING 'UTF8' LOCALE 'C'" if template == "template0" else "")
        with self.connect() as one:
            one.execute(f"CREATE DATABASE {name} OWNER {OWNER} {made_of}".encode())
            if template == "template0":
                with self.connect(name) as inside:
                    inside.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
        return self.address(name)

    def drop_database(self, name: str) -> None:
        """Take a database away, whoever is still in it."""
        with self.connect() as one:
            one.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def url(self) -> str:
        """The address of an empty schema that nobody else uses, for the administrator."""
        self._made += 1
        schema = f"shelf_{os.getpid()}_{self._made}"  # several processes of a run share the server
        with self.connect() as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        options = quote(f"-csearch_path={schema}", safe="")
        return f"{self.address('postgres', ADMINISTRATOR)}&options={options}"

    def _end(self, how: signal.Signals) -> None:
        _signal(self.pid, how)
        if self._process is not None:
            self._process.wait(_PATIENCE)
            return
        end = time.monotonic() + _PATIENCE
        while (self.files / "postmaster.pid").exists() and time.monotonic() < end:
            time.sleep(0.02)

    def _run(self, command: list[Any]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, **_unprivileged(self.folder)
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr}")


@contextmanager
def running(place: Path | None = None, **settings: str) -> Iterator[Server]:
    """A server that is gone afterwards, with everything in it."""
    folder = new_folder() if place is None else place
    server = Server(folder, settings)
    try:
        server.make()
        yield server
    finally:
        if server.pid:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def new_folder() -> Path:
    """A folder for a server, in memory where there is room."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    return Path(mkdtemp(prefix="pg-", dir=_MEMORY if roomy else None))


def program(name: str) -> str:
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


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return found


def _signal(pid: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, how)
