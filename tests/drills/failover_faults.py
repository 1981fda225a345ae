"""What is done to a cluster: a killed primary, a paused one that wakes up past its lease, a standby that hears nothing and goes on answering."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from deploy.cluster.cluster import roles
from deploy.cluster.layout import NODES, Layout
from deploy.cluster.processes import Processes, family

_PATIENCE = 120.0
_CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


class Nodes:
    """The three, and what can be done to them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._processes = Processes(layout.place)

    def primary(self) -> str:
        """Which one it is now. Waits for it."""
        return self.wait_for(lambda found: [node for node, role in found.items() if role == "primary"])[0]

    def wait_for(self, wanted: Callable[[dict[str, str]], list[str]]) -> list[str]:
        """What is asked for of the nodes' roles, once there is any.

        Raises:
            TimeoutError: it did not come.
        """
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            if found := wanted(roles(self.layout)):
                return found
            time.sleep(0.1)
        raise TimeoutError(
            f"after {_PATIENCE:.0f} s: {roles(self.layout)}; the logs are in {self.layout.place}"
        )

    def whole(self) -> None:
        """Wait for a primary and two that answer reads."""
        self.wait_for(
            lambda found: list(found) if sorted(found.values()) == ["primary", "standby", "standby"] else []
        )

    def successor(self, old: str) -> str:
        """The new primary."""
        return self.wait_for(
            lambda found: [node for node, role in found.items() if role == "primary" and node != old]
        )[0]

    def postgres(self, node: str) -> list[int]:
        """Every process of a node's PostgreSQL."""
        postmaster = self._processes.postmaster(node)
        return family(postmaster) if postmaster else []

    def programs(self, node: str) -> list[int]:
        """Patroni and the lease keeper of a node."""
        return [pid for name in (node, f"{node}.keeper") if (pid := self._processes.pid(name)) is not None]

    def of_kind(self, node: str, kind: str) -> list[int]:
        """Those of a node's PostgreSQL that call themselves so."""
        return [pid for pid in self.postgres(node) if kind in _title(pid)]

    @contextmanager
    def deaf(self, primary: str) -> Iterator[None]:
        """Nothing is sent to the standbys meanwhile, as over a network that has stopped: what is committed now is on one machine only."""
        senders = self.of_kind(primary, "walsender")
        tell(senders, signal.SIGSTOP)
        time.sleep(0.4)
        yield
        tell(senders, signal.SIGCONT)


def kill_postgres(nodes: Nodes, primary: str) -> None:
    """PostgreSQL dies at once; Patroni is there and sees it."""
    with nodes.deaf(primary):
        tell(nodes.postgres(primary), signal.SIGKILL)


def cancel_waits(nodes: Nodes, primary: str) -> None:
    """Commits that wait for a standby are cancelled: PostgreSQL then says "done" with a warning. Nobody may believe it, since the node dies."""
    with nodes.deaf(primary):
        with psycopg.connect(nodes.layout.url(primary, "superuser"), autocommit=True) as connection:
            for _ in range(20):
                connection.execute(_CANCEL)
                time.sleep(0.1)
        tell(nodes.programs(primary) + nodes.postgres(primary), signal.SIGKILL)


def kill_node(nodes: Nodes, primary: str) -> None:
    """Everything of the node dies at once, as when the power goes: nobody gives back its lease."""
    with nodes.deaf(primary):
        tell(nodes.programs(primary) + nodes.postgres(primary), signal.SIGKILL)


def pause_node(nodes: Nodes, primary: str) -> None:
    """The whole node stands still past its lease, as a virtual machine that is moved; then PostgreSQL goes on before its Patroni does."""
    programs = nodes.programs(primary)
    with nodes.deaf(primary):
        database = nodes.postgres(primary)
        tell(programs + database, signal.SIGSTOP)
        nodes.successor(primary)
        time.sleep(3)
    tell(database, signal.SIGCONT)
    time.sleep(3)
    tell(programs, signal.SIGCONT)


def pause_patroni(nodes: Nodes, primary: str) -> None:
    """Patroni alone stands still past its lease, and PostgreSQL goes on as if it were the primary."""
    programs = nodes.programs(primary)[:1]
    tell(programs, signal.SIGSTOP)
    nodes.successor(primary)
    time.sleep(3)
    tell(programs, signal.SIGCONT)


def deafen_standby(nodes: Nodes, primary: str) -> None:
    """A standby receives nothing any more and answers whoever asks it; the others go on without it."""
    deaf = next(node for node in NODES if node != primary)
    receivers = nodes.of_kind(deaf, "walreceiver")
    tell(receivers, signal.SIGSTOP)
    try:
        nodes.wait_for(
            lambda found: [deaf] if found[deaf] == "follows" and "primary" in found.values() else []
        )
        time.sleep(10)
    finally:
        tell(receivers, signal.SIGCONT)


FAULTS: dict[str, Callable[[Nodes, str], None]] = {
    "postgres killed": kill_postgres,
    "node killed": kill_node,
    "waits cancelled, node killed": cancel_waits,
    "node paused past its lease": pause_node,
    "patroni paused past its lease": pause_patroni,
    "standby deaf": deafen_standby,
}
MOVES = FAULTS.keys() - {"standby deaf"}
"""Those after which another node is the primary."""


def tell(pids: list[int], wish: signal.Signals) -> None:
    """Send a signal to each that is still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, wish)


def _title(pid: int) -> str:
    with suppress(OSError):
        return (Path("/proc") / str(pid) / "cmdline").read_text(encoding="utf-8", errors="replace")
    return ""
