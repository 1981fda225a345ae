"""The files of a real site: three database hosts, and HAProxy beside each worker. `example/` is what this writes for 10.0.0.1-3."""

from pathlib import Path
from string import Template
from typing import Any

from deploy.cluster.layout import HERE, LEASE_WAIT, NODES

_TLS = "/etc/egenkarta-cluster"
_PROGRAMS = "/usr/lib/egenkarta-cluster"
_TIMING = {
    "ttl": 30,
    "loop_wait": 5,
    "retry_timeout": 10,
    "sender_timeout": "10s",
    "heartbeat": 100,
    "election": 1000,
}
_REMARK = "Written by `cluster.py example`; replace every CHANGE-ME."


def write_site(folder: Path, hosts: list[str]) -> int:
    """A folder for each host, and one for each machine that runs the service."""
    if len(hosts) != len(NODES):
        print(
            f"cluster: {len(hosts)} hosts were named; right would be three, as in --hosts 10.0.0.1,10.0.0.2,10.0.0.3"
        )
        return 1
    for at, (node, host) in enumerate(zip(NODES, hosts, strict=True), start=1):
        _fill(folder / node, "etcd.yml", _etcd(at, host, hosts))
        _fill(folder / node, "patroni.yml", _patroni(node, host, hosts))
        _fill(folder / node, "keeper.json", {"node": node, "host": host, "tls": _TLS, "etcd": _list(hosts)})
        _fill(folder / node, "egenkarta-lease.service", {"programs": _PROGRAMS, "tls": _TLS})
        _fill(folder / node, "patroni-drop-in.conf", {"programs": _PROGRAMS, "tls": _TLS, "wait": LEASE_WAIT})
    _fill(folder / "service", "haproxy.cfg", _haproxy(hosts))
    return 0


def _etcd(at: int, host: str, hosts: list[str]) -> dict[str, Any]:
    both = f"  cert-file: {_TLS}/host.pem\n  key-file: {_TLS}/host.key\n  trusted-ca-file: {_TLS}/ca.pem\n  client-cert-auth: true\n"
    return _TIMING | {
        "name": f"etcd{at}", "data_dir": "/var/lib/etcd/egenkarta", "scheme": "https", "address": host, "peer_port": 2380,
        "client_port": 2379, "members": ",".join(f"etcd{n}=https://{one}:2380" for n, one in enumerate(hosts, start=1)),
        "v2": "true", "more": f"client-transport-security:\n{both}peer-transport-security:\n{both}".rstrip(),
    }  # fmt: skip


def _patroni(node: str, host: str, hosts: list[str]) -> dict[str, Any]:
    rules = ["local all postgres peer"]
    for one in hosts:
        rules += [
            f"hostssl replication replicator {one}/32 scram-sha-256",
            f"hostssl all all {one}/32 scram-sha-256",
        ]
    rules += [
        "hostssl egenkarta egenkarta,egenkarta_owner 10.0.1.0/24 scram-sha-256  # CHANGE-ME: where the service runs"
    ]
    certificates = f"  certfile: {_TLS}/host.pem\n  keyfile: {_TLS}/host.key\n  cafile: {_TLS}/ca.pem\n"
    etcd = f"  protocol: https\n  cacert: {_TLS}/ca.pem\n  cert: {_TLS}/host.pem\n  key: {_TLS}/host.key\n"
    return _TIMING | {
        "name": node, "address": host, "api_port": 8008, "port": 5432, "wait": LEASE_WAIT,
        "restapi_more": f"{certificates}  verify_client: optional\n", "etcd_api": "etcd",
        "etcd_hosts": ",".join(f"{one}:2379" for one in hosts), "etcd_more": etcd,
        "synchronous": "true", "commit": "remote_apply", "post_bootstrap": f"{_PROGRAMS}/post_bootstrap.py",
        "data_dir": "/var/lib/postgresql/15/egenkarta", "bin_dir": f"{_PROGRAMS}/bin", "pgpass": "/var/lib/postgresql/pgpass",
        "sockets": "/var/run/postgresql", "superuser": "CHANGE-ME-1", "replicator": "CHANGE-ME-2", "rewinder": "CHANGE-ME-3",
        "parameters_more": "        shared_buffers: 8GB\n        max_wal_size: 8GB\n        ssl: \"on\"\n"
        f"        ssl_cert_file: {_TLS}/host.pem\n        ssl_key_file: {_TLS}/host.key\n        ssl_ca_file: {_TLS}/ca.pem",
        "pg_hba": "\n".join(f"    - {rule}" for rule in rules),
        "watchdog": "required", "watchdog_more": "  device: /dev/watchdog\n  safety_margin: 5\n",
    }  # fmt: skip


def _haproxy(hosts: list[str]) -> dict[str, Any]:
    def servers(check: str) -> str:
        return "\n".join(
            f"    server {node} {host}:5432 {check}" for node, host in zip(NODES, hosts, strict=True)
        )

    return {
        "listen": "127.0.0.1", "primary_port": 5000, "reads_port": 5001, "socket": "/run/haproxy/admin.sock",
        "primary_servers": servers(f"check port 8008 check-ssl ca-file {_TLS}/ca.pem"),
        "standby_servers": servers("check port 8009"),
    }  # fmt: skip


def _list(hosts: list[str]) -> str:
    return ", ".join(f'"https://{host}:2379"' for host in hosts)


def _fill(folder: Path, name: str, words: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = Template((HERE / "templates" / name).read_text(encoding="utf-8")).substitute(words, remark=_REMARK)
    (folder / name).write_text(text, encoding="utf-8")
