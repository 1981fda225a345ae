"""Where everything of a cluster is, and its configuration files, made from the templates."""

import json
import os
import secrets
import socket
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).resolve().parent
NODES = ("pg1", "pg2", "pg3")
_PASSWORDS = ("superuser", "replicator", "rewinder", "lease_keeper", "owner", "service")
LEASE_WAIT = 3
"""Seconds: the two that a permission lasts, and one for clocks that differ. `leases.sql` has the two."""


@dataclass(frozen=True)
class Timing:
    """How long things take before they are given up. The defaults are for a machine that is slow and shared."""

    ttl: int = 15
    loop_wait: int = 2
    retry_timeout: int = 5
    sender_timeout: str = "6s"
    heartbeat: int = 200
    election: int = 2000


@dataclass(frozen=True)
class Layout:
    """One machine's cluster: its folder, its ports on 127.0.0.1, its passwords. Kept in `cluster.json`."""

    folder: str
    ports: dict[str, int]
    passwords: dict[str, str]
    members: int
    synchronous: bool
    account: str

    @classmethod
    def new(cls, folder: Path, members: int, *, synchronous: bool, account: str) -> "Layout":
        """One whose ports are free now."""
        names = [f"{part}.{node}" for node in NODES for part in ("sql", "api", "keeper")]
        names += [f"{part}.etcd{at}" for at in range(1, members + 1) for part in ("client", "peer")]
        ports = dict(zip([*names, "primary", "reads"], _free_ports(len(names) + 2), strict=True))
        passwords = {name: secrets.token_hex(16) for name in _PASSWORDS}
        return cls(str(folder), ports, passwords, members, synchronous, account)

    @classmethod
    def load(cls, folder: Path) -> "Layout":
        """The one that was started there.

        Raises:
            FileNotFoundError: none was.
        """
        return cls(**json.loads((folder / "cluster.json").read_text(encoding="utf-8")))

    def save(self) -> None:
        """Write it down, for its owner alone."""
        _private(self.place / "cluster.json", json.dumps(asdict(self), indent=1))

    @property
    def place(self) -> Path:
        return Path(self.folder)

    @property
    def etcd(self) -> list[str]:
        return [f"127.0.0.1:{self.ports[f'client.etcd{at}']}" for at in range(1, self.members + 1)]

    def url(self, door: str = "primary", role: str = "service") -> str:
        """The address of the service's database: by the primary's door, the reads' door, or a node's own."""
        name = {"service": "egenkarta", "owner": "egenkarta_owner", "superuser": "postgres"}.get(role, role)
        port = self.ports[door if door in ("primary", "reads") else f"sql.{door}"]
        return f"postgresql://{name}:{self.passwords[role]}@127.0.0.1:{port}/egenkarta"

    def write_files(self) -> None:
        """Every configuration file and the folder of programs, in the cluster's own folder."""
        timing = Timing()
        self._programs()
        _private(self.place / "passwords.json", json.dumps(self.passwords))
        members = ",".join(
            f"etcd{at}=http://127.0.0.1:{self.ports[f'peer.etcd{at}']}" for at in range(1, self.members + 1)
        )
        for at in range(1, self.members + 1):
            self._fill("etcd.yml", f"etcd{at}.yml", asdict(timing) | {
                "name": f"etcd{at}", "data_dir": self.place / f"etcd{at}", "scheme": "http", "address": "127.0.0.1",
                "peer_port": self.ports[f"peer.etcd{at}"], "client_port": self.ports[f"client.etcd{at}"],
                "members": members, "v2": str(etcd_api() == "etcd").lower(), "more": "unsafe-no-fsync: false",
            })  # fmt: skip
        for node in NODES:
            self._fill("patroni.yml", f"{node}.yml", asdict(timing) | self._of_node(node))
            _private(self.place / f"{node}.keeper.json", json.dumps(self._of_keeper(node)))
        self._fill("haproxy.cfg", "haproxy.cfg", self._of_proxy())

    def _of_node(self, node: str) -> dict[str, Any]:
        rules = ["local all all scram-sha-256", "host all all 127.0.0.1/32 scram-sha-256",
                 "host replication replicator 127.0.0.1/32 scram-sha-256"]  # fmt: skip
        return {
            "name": node, "address": "127.0.0.1", "api_port": self.ports[f"api.{node}"], "port": self.ports[f"sql.{node}"],
            "etcd_api": etcd_api(), "etcd_hosts": ",".join(self.etcd), "data_dir": self.place / node / "data", "bin_dir": self.place / "bin",
            "pgpass": self.place / node / "pgpass", "sockets": self.place / node, "wait": LEASE_WAIT,
            "post_bootstrap": HERE / "post_bootstrap.py", "synchronous": str(self.synchronous).lower(),
            "commit": "remote_apply" if self.synchronous else "local", "watchdog": '"off"',
            "restapi_more": "", "etcd_more": "", "watchdog_more": "",
            "parameters_more": "        shared_buffers: 64MB",
            "pg_hba": "\n".join(f"    - {rule}" for rule in rules),
            **{name: self.passwords[name] for name in ("superuser", "replicator", "rewinder")},
        }  # fmt: skip

    def _of_keeper(self, node: str) -> dict[str, Any]:
        database = (
            f"host=127.0.0.1 port={self.ports[f'sql.{node}']} dbname=egenkarta user=lease_keeper"
            f" password={self.passwords['lease_keeper']} application_name=lease_keeper"
        )
        listen = f"127.0.0.1:{self.ports[f'keeper.{node}']}"
        addresses = [f"http://{one}" for one in self.etcd]
        return {"node": node, "listen": listen, "database": database, "api": etcd_api(), "etcd": addresses}

    def _of_proxy(self) -> dict[str, Any]:
        def servers(part: str) -> str:
            return "\n".join(
                f"    server {node} 127.0.0.1:{self.ports[f'sql.{node}']} check port {self.ports[f'{part}.{node}']}"
                for node in NODES
            )

        return {"listen": "127.0.0.1", "primary_port": self.ports["primary"], "reads_port": self.ports["reads"],
                "socket": self.place / "haproxy.sock", "primary_servers": servers("api"),
                "standby_servers": servers("keeper")}  # fmt: skip

    def _fill(self, template: str, name: str, words: dict[str, Any]) -> None:
        text = Template((HERE / "templates" / template).read_text(encoding="utf-8"))
        _private(self.place / name, text.substitute(words, remark="Made by cluster.py."))

    def _programs(self) -> None:
        programs = self.place / "bin"
        programs.mkdir(exist_ok=True)
        for program in postgresql().iterdir():
            target = HERE / "bin" / "pg_ctl" if program.name == "pg_ctl" else program
            if not (programs / program.name).is_symlink():
                (programs / program.name).symlink_to(target)


def postgresql() -> Path:
    """The folder of PostgreSQL's programs: the newest that Debian's packages put there.

    Raises:
        FileNotFoundError: none is there.
    """
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if not found:
        raise FileNotFoundError("PostgreSQL is missing; right would be: apt-get install postgresql")
    return max(found, key=lambda path: int(path.parent.name))


def etcd_api() -> str:
    """Which of etcd's two this machine's Patroni can be trusted with; see the template."""
    version = subprocess.run(
        ["/usr/bin/patroni", "--version"], check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return "etcd3" if tuple(int(part) for part in version.split(".")[:3]) >= (3, 0, 3) else "etcd"


def _free_ports(wanted: int) -> list[int]:
    """A row of ports that nobody has, below those that the system gives to outgoing connections: a node that was killed gets its own again."""
    for _ in range(200):
        first = 12_000 + secrets.randbelow(20_000 - wanted)
        ports = list(range(first, first + wanted))
        if all(_is_free(port) for port in ports):
            return ports
    raise OSError("no row of free ports was found on 127.0.0.1")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text + "\n")
