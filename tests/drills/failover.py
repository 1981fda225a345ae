"""Fail over again and again under load: `make drill-failover` (ROUNDS, 30 where nothing is said).

The claim: what was acknowledged is there afterwards, on every node, and no reading that may be answered finds a permission
whose withdrawal was acknowledged before it began; not on a standby that fell out, not on an old primary that wakes up.

Each round has its own control. `hasty` writes beside the others and is told "done" before a standby has it: it must lose
something in some round, or the drill saw nothing. `raw` reads without asking whether it may: it must find something stale.
"""

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from deploy.cluster.layout import NODES, Layout
from tests.drills.failover_faults import FAULTS, MOVES, Nodes
from tests.drills.failover_load import TABLES, Load, Oracle
from tests.drills.failover_service import ServiceLoad, ServiceOracle, served

_WARM = 3.0
_CLUSTER = str(Path(__file__).parents[2] / "deploy" / "cluster" / "cluster.py")


@dataclass
class Outcome:
    """What came of it."""

    rounds: list[tuple[str, float]] = field(default_factory=list)
    """Each fault, and the seconds from it to the next acknowledged write."""
    lost: list[str] = field(default_factory=list)
    stale: int = 0
    lost_hasty: int = 0
    stale_raw: int = 0
    acknowledged: int = 0
    readings: int = 0
    doubtful: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost and nothing stale, and there was something to lose."""
        return not self.lost and not self.stale and self.acknowledged > 0 and self.readings > 0


def drill(
    folder: Path, faults: list[str], *, members: int = 3, rejoins: bool = True, service: bool = False
) -> Outcome:
    """Start a cluster of its own, do this to it under load, and look at what is left.

    Args:
        members: of etcd.
        rejoins: whether the old primary is waited for after the last fault too.
        service: whether the load goes through the real service, or through small tables that stand for its own.

    Raises:
        subprocess.CalledProcessError: the cluster did not start.
        TimeoutError: it did not come back.
    """
    start = [sys.executable, _CLUSTER, "start", str(folder / "cluster"), "--members", str(members)]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
    try:
        layout = Layout.load(folder / "cluster")
        with psycopg.connect(layout.url(role="superuser"), autocommit=True) as connection:
            connection.execute(TABLES)
        log, direct = folder / "acknowledged.log", {node: layout.url(node) for node in NODES}
        if not service:
            oracle = Oracle(log)
            load = Load(oracle, layout.url(), layout.url("reads"), direct)
            return _under_load(Nodes(layout), load, faults, start, rejoins=rejoins)
        with served(layout, folder) as workers:
            cast = json.loads((folder / "service" / "demo.json").read_text(encoding="utf-8"))
            load = ServiceLoad(ServiceOracle(log), layout, direct, workers, cast)
            return _under_load(Nodes(layout), load, faults, start, rejoins=rejoins)
    finally:
        subprocess.run([sys.executable, _CLUSTER, "stop", str(folder / "cluster"), "--now"], check=False)


def _under_load(nodes: Nodes, load: Load, faults: list[str], start: list[str], *, rejoins: bool) -> Outcome:
    outcome, oracle = Outcome(), load.oracle
    with load:
        time.sleep(_WARM)
        for at, fault in enumerate(faults):
            time.sleep(2)
            took = _one(nodes, oracle, fault)
            outcome.rounds.append((fault, took))
            if rejoins or at + 1 < len(faults):
                subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
                nodes.whole()
            lost = _lost_now(nodes, oracle)
            told = f"{len(oracle.acknowledged_at)} acknowledged, {lost} lost, {len(oracle.stale())} stale"
            print(f"round {at + 1}: {fault}: {took:.1f} s; {told}", flush=True)
            if lost:
                break
        time.sleep(2)
    _look_at_what_is_left(nodes, oracle, outcome, rejoined=rejoins)
    return outcome


def _one(nodes: Nodes, oracle: Oracle, fault: str) -> float:
    """Do it, and wait until the next write is acknowledged."""
    primary = nodes.primary()
    began = time.monotonic()
    FAULTS[fault](nodes, primary)
    if fault in MOVES:
        nodes.successor(primary)
    ends = time.monotonic() + 120
    # What was acknowledged in the first moment may have been on its way already: the longest silence is what counts.
    while time.monotonic() < ends:
        moments = [began, *(at for at in list(oracle.acknowledged_at) if at >= began)]
        if len(moments) > 10 and moments[-1] > time.monotonic() - 1:
            return max(after - before for before, after in itertools.pairwise(moments))
        time.sleep(0.1)
    raise TimeoutError(f"too little was acknowledged for two minutes after: {fault}")


def _lost_now(nodes: Nodes, oracle: Oracle) -> int:
    """How much is missing on the primary now."""
    with psycopg.connect(nodes.layout.url(nodes.primary()), connect_timeout=5) as connection:
        return len(oracle.lost(connection))


def _look_at_what_is_left(nodes: Nodes, oracle: Oracle, outcome: Outcome, *, rejoined: bool) -> None:
    layout, primary = nodes.layout, nodes.primary()
    for node in NODES:
        try:
            with psycopg.connect(layout.url(node), connect_timeout=3) as connection:
                if rejoined or connection.execute("SELECT cluster.may_read()").fetchone() == (True,):
                    outcome.lost += [f"{node}: {one}" for one in oracle.lost(connection)]
                if node == primary:
                    outcome.lost_hasty = len(oracle.lost_hasty(connection))
        except psycopg.OperationalError:
            if node == primary:
                raise
    outcome.stale, outcome.stale_raw = len(oracle.stale()), len(oracle.stale(raw=True))
    outcome.acknowledged, outcome.readings = len(oracle.acknowledged_at), len(oracle.readings)
    outcome.doubtful = oracle.doubtful
    if oracle.answers:
        print(", ".join(f"{name}: {often}" for name, often in oracle.answers.most_common(14)))
    for one in oracle.stale()[:5]:
        print("STALE", one, oracle.withdrawn[one.permission])


def tell(outcome: Outcome) -> None:
    """Say what came of it."""
    moved = [took for fault, took in outcome.rounds if fault in MOVES]
    print(
        f"{len(outcome.rounds)} rounds, {outcome.acknowledged} acknowledged writes, {outcome.readings} readings that found a permission"
    )
    for fault in FAULTS:
        if times := [took for one, took in outcome.rounds if one == fault]:
            print(
                f"  {fault}: {len(times)} times, writes stood still {statistics.median(times):.1f} s (p50), {max(times):.1f} s (max)"
            )
    if moved:
        print(f"failover: {statistics.median(moved):.1f} s (p50), {max(moved):.1f} s (max)")
    print(
        f"{outcome.doubtful} commits of which nobody was told how they ended; none of them counts as acknowledged"
    )
    print(f"lost: {len(outcome.lost)}; stale readings: {outcome.stale}")
    print(
        f"the controls: lost without waiting for standbys: {outcome.lost_hasty}; stale without asking: {outcome.stale_raw}"
    )
    for one in outcome.lost[:10]:
        print("LOST", one)


def main(rounds: int) -> int:
    """Run it; 1 where the claim does not hold, or where the controls show that nothing could have been seen."""
    # Where an account without rights may go, and on a disk.
    folder = Path(tempfile.mkdtemp(prefix="failover-", dir="/var/tmp"))
    folder.chmod(0o755)
    chosen = [fault for fault in FAULTS if os.environ.get("FAULT", "") in fault]
    service = os.environ.get("LOAD", "service") == "service"
    outcome = drill(folder, list(itertools.islice(itertools.cycle(chosen), rounds)), service=service)
    tell(outcome)
    if outcome.holds:
        shutil.rmtree(folder)
    else:
        print(f"everything that was written is in {folder}")
    seen = outcome.lost_hasty > 0 and (outcome.stale_raw > 0 or rounds < len(FAULTS))
    if not seen:
        print(
            "the controls lost or saw nothing: nothing was at stake, so this shows nothing; right would be more rounds"
        )
    return 0 if outcome.holds and seen else 1


if __name__ == "__main__":
    sys.exit(main(int(os.environ.get("ROUNDS") or "30")))
