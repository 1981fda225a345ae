#!/usr/bin/env python3
"""A whole cluster on one machine, for trying it out and for the drills: three PostgreSQL nodes under Patroni, etcd, HAProxy.

    cluster.py start DIR [--members 1|3] [--asynchronous]   make it, or start again what does not run
    cluster.py status DIR                                   who is the primary, who answers reads
    cluster.py stop DIR [--now]                             end it; the folder stays (--now: as a power cut does)
    cluster.py example DIR --hosts A,B,C                    write the files of a real site, one folder for each host

Everything is in DIR; ports are on 127.0.0.1. Started by root, it runs as another account (--account). Needs Debian's packages
postgresql, patroni, etcd-server and haproxy; none of their services has to run.
"""

import argparse
import json
import shutil
import sys
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deploy.cluster.layout import HERE, LEASE_WAIT, NODES, Layout, postgresql
from deploy.cluster.processes import Processes, step_down

_PROGRAMS = {"patroni": "patroni", "etcd": "etcd-server", "haproxy": "haproxy"}
_PATIENCE = 90.0


def start(folder: Path, members: int, account: str, *, synchronous: bool) -> int:
    """Make it where it is not there, start what does not run, and wait until commits have two standbys."""
    missing = [package for program, package in _PROGRAMS.items() if _find(program) is None]
    if missing:
        return _fail(
            f"missing: {' '.join(missing)}; right would be: apt-get install -y --no-install-recommends {' '.join(missing)}"
        )
    try:
        layout = Layout.load(folder)
    except FileNotFoundError:
        layout = Layout.new(folder, members, synchronous=synchronous, account=account)
        layout.save()
        layout.write_files()
    start_missing(layout)
    if not wait_until_whole(layout, _PATIENCE):
        return _fail(f"not whole after {_PATIENCE:.0f} s; the logs are in {folder}")
    print(f"primary: {layout.url('primary')}\nreads:   {layout.url('reads')}")
    return 0


def start_missing(layout: Layout) -> None:
    """Every process that does not run."""
    processes = Processes(layout.place)
    for at in range(1, layout.members + 1):
        processes.start(
            f"etcd{at}", [_program("etcd"), "--config-file", str(layout.place / f"etcd{at}.yml")], {}
        )
    environment = {
        "EGENKARTA_PG_BIN": str(postgresql()),
        "EGENKARTA_LEASE_WAIT": str(LEASE_WAIT),
        "EGENKARTA_CLUSTER_PASSWORDS": str(layout.place / "passwords.json"),
    }
    for node in NODES:
        (layout.place / node).mkdir(exist_ok=True, mode=0o700)
        processes.start(node, [_program("patroni"), str(layout.place / f"{node}.yml")], environment)
        keeper = [
            "/usr/bin/python3",
            str(HERE / "lease_keeper.py"),
            str(layout.place / f"{node}.keeper.json"),
        ]
        processes.start(f"{node}.keeper", keeper, {})
    processes.start("haproxy", [_program("haproxy"), "-db", "-f", str(layout.place / "haproxy.cfg")], {})


def wait_until_whole(layout: Layout, patience: float) -> bool:
    """Whether there is a primary and two that answer reads, within so many seconds."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if sorted(roles(layout).values()) == ["primary", "standby", "standby"]:
            return True
        time.sleep(0.2)
    return False


def roles(layout: Layout) -> dict[str, str]:
    """What each node is: "primary", "standby" (one that may answer reads), "follows" or "down"."""
    return {node: _role(layout, node) for node in NODES}


def _role(layout: Layout, node: str) -> str:
    api, keeper = layout.ports[f"api.{node}"], layout.ports[f"keeper.{node}"]
    if _answers(f"http://127.0.0.1:{api}/primary"):
        # Patroni says so before the service's database is there.
        return (
            "primary" if not layout.synchronous or _answers(f"http://127.0.0.1:{keeper}/read") else "waiting"
        )
    if _answers(f"http://127.0.0.1:{keeper}/standby"):
        return "standby"
    if _answers(f"http://127.0.0.1:{api}/replica"):
        return "follows" if layout.synchronous else "standby"
    return "down"


def stop(folder: Path, *, now: bool = False) -> int:
    """End every process of this cluster, and no other."""
    try:
        layout = Layout.load(folder)
    except FileNotFoundError:
        return _fail(f"no cluster was started in {folder}")
    processes = Processes(folder)
    if now:
        for name in (*NODES, *(f"{node}.keeper" for node in NODES), "haproxy"):
            processes.end(name, 0)
        for node in NODES:
            processes.end_postmaster(node)
    for node in NODES:
        processes.end(f"{node}.keeper", 2)
    processes.end("haproxy", 2)
    # The standbys first: a primary that ends waits for whoever follows it.
    standing = roles(layout)
    for node in sorted(NODES, key=lambda one: standing[one] in ("primary", "waiting")):
        processes.end(node)
        processes.end_postmaster(node)
    for at in range(1, layout.members + 1):
        processes.end(f"etcd{at}", 5)
    return 0


def status(folder: Path) -> int:
    """Say what runs; 1 where it is not whole."""
    try:
        layout = Layout.load(folder)
    except FileNotFoundError:
        return _fail(f"no cluster was started in {folder}")
    found, processes = roles(layout), Processes(folder)
    print(json.dumps({
        "nodes": found,
        "processes": {name: processes.pid(name) for name in sorted(path.name for path in (folder / "pids").iterdir())},
        "primary": layout.url("primary"), "reads": layout.url("reads"),
    }, indent=1))  # fmt: skip
    return 0 if sorted(found.values()) == ["primary", "standby", "standby"] else 1


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _find(program: str) -> str | None:
    return shutil.which(program, path="/usr/bin:/usr/sbin:/usr/local/bin:/usr/local/sbin")


def _program(name: str) -> str:
    found = _find(name)
    assert found is not None, name
    return found


def _fail(why: str) -> int:
    print(f"cluster: {why}", file=sys.stderr)
    return 1


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=("start", "stop", "status", "example"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--members", type=int, choices=(1, 3), default=3, help="of etcd")
    parser.add_argument(
        "--asynchronous",
        action="store_true",
        help="without the promises: what the drill's negative control runs on",
    )
    parser.add_argument("--now", action="store_true", help="stop without waiting for anything")
    parser.add_argument("--account", default="postgres", help="whom root becomes")
    parser.add_argument("--hosts", default="10.0.0.1,10.0.0.2,10.0.0.3", help="the three of a real site")
    told = parser.parse_args(words)
    folder = told.folder.resolve()
    if told.verb in ("start", "stop"):
        step_down(folder, told.account, Path(__file__).resolve(), words)
    if told.verb == "start":
        return start(folder, told.members, told.account, synchronous=not told.asynchronous)
    if told.verb == "example":
        from deploy.cluster.real_site import write_site

        return write_site(folder, told.hosts.split(","))
    return stop(folder, now=told.now) if told.verb == "stop" else status(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
