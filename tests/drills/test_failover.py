"""A short form of the failover drill (`make drill-failover`): one primary is killed under load, and its successor has everything.

The negative control is in the same round: a writer that does not wait for the standbys is told "done" as well, and loses.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.cluster.layout import HERE, LEASE_WAIT
from tests.drills.failover import drill, tell
from tests.drills.failover_load import Oracle, Reading


@pytest.fixture
def folder() -> Iterator[Path]:
    # Where an account without rights may go, when root runs the tests.
    made = Path(tempfile.mkdtemp(prefix="failover-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.mark.timeout(300)  # forty seconds, and more where others use the machine
def test_a_killed_primary_takes_nothing_with_it_that_was_acknowledged(folder: Path) -> None:
    # One member of etcd: what is tried is the database's part, and three elections cost seconds on a busy machine.
    outcome = drill(folder, ["postgres killed"], members=1, rejoins=False)
    tell(outcome)
    assert outcome.holds
    assert outcome.acknowledged > 100
    assert outcome.lost_hasty > 0, "nothing was at stake: the control lost nothing either"


def test_the_oracle_sees_a_reading_after_a_withdrawal(tmp_path: Path) -> None:
    oracle = Oracle(tmp_path / "log")
    oracle.acknowledge("given", "1")
    oracle.acknowledge("withdrawn", "1")
    at = oracle.withdrawn["1"]
    oracle.readings += [
        Reading(at - 1, "1", "reads"),
        Reading(at + 1, "2", "reads"),
        Reading(at + 1, "1", "raw pg1"),
    ]
    assert oracle.stale() == []
    assert len(oracle.stale(raw=True)) == 1
    oracle.readings.append(Reading(at + 1, "1", "reads"))
    assert len(oracle.stale()) == 1
    assert (tmp_path / "log").read_text() == "given 1\nwithdrawn 1\n"


def test_the_example_is_what_the_program_writes(tmp_path: Path) -> None:
    program = [sys.executable, str(HERE / "cluster.py"), "example", str(tmp_path)]
    subprocess.run(program, check=True)
    kept = {path.relative_to(HERE / "example"): path.read_text() for path in _files(HERE / "example")}
    assert kept == {path.relative_to(tmp_path): path.read_text() for path in _files(tmp_path)}
    assert len(kept) == 16
    for node in ("pg1", "pg2", "pg3"):
        assert json.loads(kept[Path(node) / "keeper.json"])["node"] == node
        said = kept[Path(node) / "patroni.yml"]
        for line in ("synchronous_mode: true", "synchronous_mode_strict: true", "synchronous_commit: remote_apply",
                     "    - data-checksums", "  mode: required"):  # fmt: skip
            assert f"{line}\n" in said, line
    refused = subprocess.run([*program, "--hosts", "10.0.0.1"], check=False, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "right would be three" in refused.stdout + refused.stderr


def test_permissions_have_run_out_when_the_set_gets_smaller() -> None:
    """The two seconds of `leases.sql`, and the one that clocks may differ by, are what a reload and a promotion wait for."""
    said = (HERE / "leases.sql").read_text(encoding="utf-8")
    assert "clock_timestamp() - interval '2 seconds'" in said
    assert "clock_timestamp() + interval '1 second'" in said
    assert LEASE_WAIT >= 2 + 1


def test_a_reload_waits_on_a_primary_and_not_on_a_standby(tmp_path: Path) -> None:
    real, data = tmp_path / "real", tmp_path / "data"
    real.mkdir()
    data.mkdir()
    (real / "pg_ctl").write_text('#!/bin/sh\necho "$@"\n')
    (real / "pg_ctl").chmod(0o755)
    told = {"EGENKARTA_PG_BIN": str(real), "EGENKARTA_LEASE_WAIT": "30", "PATH": "/usr/bin:/bin"}

    def tell_it(verb: str) -> str:
        words = [str(HERE / "bin" / "pg_ctl"), verb, "-D", str(data)]
        return subprocess.run(words, env=told, timeout=1, check=True, capture_output=True, text=True).stdout

    with pytest.raises(subprocess.TimeoutExpired):
        tell_it("reload")
    assert tell_it("status").startswith("status -D")
    (data / "standby.signal").touch()
    assert tell_it("reload").startswith("reload -D")


@pytest.mark.parametrize(
    ("setting", "names"),
    [("", ""), ("*", ""), ("pg2", "pg2"), ("2 (pg2,pg3)", "pg2 pg3"), ("FIRST 2 (pg2, pg3)", "pg2 pg3"),
     ("1 (pg2,pg3)", ""), ("pg2,pg3", ""), ("ANY 1 (pg2,pg3)", ""), ("2 (pg2,*)", "")],
)  # fmt: skip
def test_only_those_whom_each_commit_waits_for_get_permission(setting: str, names: str) -> None:
    """Of "one of two" nobody knows which one has it."""
    asked = f"import lease_keeper; print(*sorted(lease_keeper.required({setting!r})))"
    # The system's own Python: the lease keeper uses what Debian's Patroni brings.
    command = ["/usr/bin/python3", "-B", "-c", asked]
    found = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == names


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
