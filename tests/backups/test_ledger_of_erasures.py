"""Whoever was erased stays erased: each erasure has a line outside of the database, and an older copy brings nobody back."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from consent.vocabulary import IndividualId
from profile_service import parts as house
from profile_service.actions.errors import BusyError
from profile_service.demo.opening import open_demo
from profile_service.storage.database import Database
from profile_service.storage.outer_ledger import NAME, OuterLedger, OuterLedgerError
from tests import databases
from tests.databases import only_on_sqlite
from tests.invariants.rawfile import ask, opened
from tests.stage import BASE_URL, Stage, put_migrated_database

_BO, _RIM = IndividualId("ind_demo_bo"), IndividualId("ind_demo_rim")
_put_back = only_on_sqlite(
    "a file is put back; tests/backups/test_backup_and_restore.py does it on PostgreSQL"
)


def _erase(stage: Stage, persona: str = "bo") -> int:
    return stage.http.delete("/v1/me", headers=stage.individual(persona)).status_code


def _ledger(folder: Path) -> Path:
    return folder / "erasures" / NAME


def _lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in _ledger(folder).read_text().splitlines()]


def _keep(stage: Stage, folder: Path) -> Path:
    """The database as it is now, to be put back later."""
    kept = folder / "older"
    with opened(stage) as raw:
        raw.execute("VACUUM INTO ?", (str(kept),))
    return kept


def _put(kept: Path, folder: Path) -> None:
    for path in folder.glob("egenkarta.sqlite3*"):
        path.unlink()
    shutil.copyfile(kept, folder / "egenkarta.sqlite3")


def _there(stage: Stage, individual: str) -> bool:
    found = (
        ask(stage, "SELECT 1 FROM data_key WHERE individual_id = ?", individual),
        ask(stage, "SELECT 1 FROM section WHERE individual_id = ?", individual),
        ask(stage, "SELECT 1 FROM individual WHERE id = ?", individual),
    )
    assert len({bool(one) for one in found}) == 1
    return bool(found[0])


def test_an_erasure_stands_in_the_database_and_outside_before_it_is_answered(
    stage: Stage, tmp_path: Path
) -> None:
    assert not _ledger(tmp_path).exists()
    assert _erase(stage) == 204
    rows = ask(stage, "SELECT number, day, subject, mac FROM erasure")
    told = _lines(tmp_path)
    assert [(one["number"], one["day"], one["subject"], one["mac"]) for one in told] == [
        (number, day, bytes(subject).hex(), bytes(mac).hex()) for number, day, subject, mac in rows
    ]
    assert [(one["number"], one["day"]) for one in told] == [(1, "2026-11-21")]
    assert "bo" not in _ledger(tmp_path).read_text()
    assert _ledger(tmp_path).stat().st_mode & 0o077 == 0


def test_every_key_that_goes_has_its_line_those_of_joined_accounts_too(stage: Stage, tmp_path: Path) -> None:
    former = IndividualId("ind_former")
    stage.parts.database.writer.run(lambda work: work.vault.create(former))
    with opened(stage) as raw:
        raw.execute("INSERT INTO joined_account VALUES (?, ?, ?)", (_BO, former, "2026-11-20 00:00:00+00:00"))
    _erase(stage)
    _erase(stage, "rim")
    assert len(_lines(tmp_path)) == 3
    assert len({one["subject"] for one in _lines(tmp_path)}) == 3


def test_no_line_of_the_ledger_is_changed_or_taken_away(stage: Stage) -> None:
    _erase(stage)
    for statement in (
        "UPDATE erasure SET day = '2020-01-01'",
        "DELETE FROM erasure",
        *(
            ()
            if databases.ON_POSTGRESQL
            else (
                "INSERT OR REPLACE INTO erasure VALUES (1, '2020-01-01', x'00', x'00')",
                "INSERT OR REPLACE INTO erasure SELECT 2, day, subject, mac FROM erasure",
            )
        ),
    ):
        with opened(stage) as raw, pytest.raises(Exception, match="append-only"):
            raw.execute(statement)


@_put_back
def test_an_older_database_erases_again_whom_it_brought_back_before_any_door_opens(tmp_path: Path) -> None:
    with Stage.open(tmp_path) as stage:
        stage.granted(persona="bo")
        kept = _keep(stage, tmp_path)
        _erase(stage)
    _put(kept, tmp_path)
    with Stage.open(tmp_path) as stage:
        assert not _there(stage, _BO)
        assert _there(stage, "ind_demo_astrid")
        assert ask(stage, "SELECT COUNT(*) FROM erasure") == [(1,)]
        assert len(_lines(tmp_path)) == 1
        # Whoever could read learns it from the database that was put back as well.
        assert ask(stage, "SELECT state FROM consent_grant WHERE individual_id = ?", _BO) == []
        assert ask(stage, "SELECT kind FROM journal WHERE individual_id = ?", _BO)[-1] == ("erasure",)


@_put_back
def test_without_the_ledger_the_older_database_would_bring_him_back(tmp_path: Path) -> None:
    """The negative control: it is the ledger, and nothing else, that keeps him erased."""
    with Stage.open(tmp_path) as stage:
        kept = _keep(stage, tmp_path)
        _erase(stage)
    _put(kept, tmp_path)
    _ledger(tmp_path).unlink()
    with Stage.open(tmp_path) as stage:
        assert _there(stage, _BO)


@_put_back
def test_what_stopped_in_the_middle_of_erasing_again_is_done_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Stage.open(tmp_path) as stage:
        kept = _keep(stage, tmp_path)
        _erase(stage)
        _erase(stage, "rim")
    _put(kept, tmp_path)
    monkeypatch.setattr("profile_service.storage.replaying._TOGETHER", 1)
    acted = []

    def once(work: object, individual: IndividualId) -> None:
        if acted:
            raise RuntimeError("the power went")
        acted.append(individual)
        real(work, individual)

    real: Any = None
    original = house.replay

    def replay(engine: Any, ring: Any, outer: Any, erase: Any) -> Any:
        nonlocal real
        real = erase
        return original(engine, ring, outer, once)

    monkeypatch.setattr(house, "replay", replay)
    with pytest.raises(RuntimeError, match="the power went"), Stage.open(tmp_path):
        pass
    monkeypatch.setattr(house, "replay", original)
    with Stage.open(tmp_path) as stage:
        assert not _there(stage, _BO)
        assert not _there(stage, _RIM)
        assert ask(stage, "SELECT COUNT(*) FROM erasure") == [(2,)]


@_put_back
def test_a_database_that_is_put_back_under_a_service_is_refused_until_it_has_erased_again(
    tmp_path: Path,
) -> None:
    with Stage.open(tmp_path) as stage:
        kept = _keep(stage, tmp_path)
        _erase(stage)
        keys = stage.parts.keys
    _put(kept, tmp_path)
    outer = OuterLedger(tmp_path / "erasures", keys)
    database = Database(f"sqlite:///{tmp_path / 'egenkarta.sqlite3'}", keys, outer=outer)
    for lane in (database.reader, database.writer):
        with pytest.raises(BusyError):
            lane.run(lambda work: work.accounts.individual(_BO))
    database.close()


@_put_back
def test_a_service_under_which_the_database_is_put_back_erases_again_by_itself(tmp_path: Path) -> None:
    """As after a recovery to an earlier moment: with its first connection there, and nobody reads before."""
    with Stage.open(tmp_path) as stage:
        kept = _keep(stage, tmp_path)
        _erase(stage)
        settings, keys = stage.parts.settings, stage.parts.keys
    parts = house.open_parts(settings, keys)
    house.recall_erasures(parts)
    _put(kept, tmp_path)
    with pytest.raises(BusyError):
        parts.database.reader.run(lambda work: work.accounts.individual(_BO))
    assert parts.database.writer.run(lambda work: work.accounts.individual(_BO)) is None
    assert parts.database.reader.run(lambda work: work.accounts.individual(_BO)) is None
    parts.database.close()


def test_an_erasure_that_could_not_be_written_down_outside_is_not_acknowledged_and_is_later(
    stage: Stage, tmp_path: Path
) -> None:
    _erase(stage, "rim")
    whole = _ledger(tmp_path).read_bytes()
    _ledger(tmp_path).unlink()
    _ledger(tmp_path).mkdir()
    assert _erase(stage) == 503
    stage.code("astrid")  # nobody else waits for it
    _ledger(tmp_path).rmdir()
    _ledger(tmp_path).write_bytes(whole)
    stage.code("astrid")
    assert [one["number"] for one in _lines(tmp_path)] == [1, 2]


@_put_back
@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("dropped", "does not hold together at line 1"),
        ("changed", "does not hold together at line 2"),
        ("garbled", "holds a line that is none"),
    ],
)
def test_a_ledger_that_was_tampered_with_stops_the_start(tmp_path: Path, how: str, says: str) -> None:
    with Stage.open(tmp_path) as stage:
        _erase(stage)
        _erase(stage, "rim")
    lines = _ledger(tmp_path).read_text().splitlines(keepends=True)
    other = json.dumps(json.loads(lines[1]) | {"day": "2026-11-01"}) + "\n"
    changed = {"dropped": lines[1:], "changed": [lines[0], other], "garbled": ["?\n", *lines]}
    _ledger(tmp_path).write_text("".join(changed[how]))
    with pytest.raises(OuterLedgerError, match=says), Stage.open(tmp_path):
        pass


@_put_back
def test_a_line_that_a_crash_cut_short_is_written_anew(tmp_path: Path) -> None:
    with Stage.open(tmp_path) as stage:
        _erase(stage)
        _erase(stage, "rim")
    whole = _ledger(tmp_path).read_bytes()
    _ledger(tmp_path).write_bytes(whole[:-30])
    with Stage.open(tmp_path):
        assert _ledger(tmp_path).read_bytes() == whole


@_put_back
def test_two_ledgers_that_went_apart_become_one_and_nobody_is_forgotten(tmp_path: Path) -> None:
    """The file was away when the older database was put back, and somebody else was erased meanwhile."""
    with Stage.open(tmp_path) as stage:
        kept = _keep(stage, tmp_path)
        _erase(stage)
    first = _ledger(tmp_path).read_bytes()
    _put(kept, tmp_path)
    _ledger(tmp_path).unlink()
    with Stage.open(tmp_path) as stage:
        _erase(stage, "rim")
    _ledger(tmp_path).write_bytes(first)
    with Stage.open(tmp_path) as stage:
        assert not _there(stage, _BO)
        assert not _there(stage, _RIM)
    assert len(_lines(tmp_path)) == 2
    assert [path.read_bytes() for path in (tmp_path / "erasures").glob(f"{NAME}.aside-*")] == [first]
    with Stage.open(tmp_path):
        pass


@_put_back
def test_a_demo_that_is_made_anew_keeps_its_cast(tmp_path: Path) -> None:
    """Its people have the same ids each time, and an erasure in the demo before says nothing of them."""
    with Stage.open(tmp_path) as stage:
        _erase(stage)
    for path in tmp_path.glob("egenkarta.sqlite3*"):
        path.unlink()
    put_migrated_database(tmp_path / "egenkarta.sqlite3")
    parts, _ = open_demo(tmp_path, BASE_URL)
    parts.database.close()
    with Stage.open(tmp_path) as stage:
        assert _there(stage, _BO)


def test_a_ledger_that_is_not_where_it_was_is_begun_anew_and_that_is_told(
    stage: Stage, tmp_path: Path
) -> None:
    """Its disk may not be mounted: what is written then lies beside the database, and would be lost with it."""
    assert _erase(stage) == 204
    assert not house.recall_erasures(stage.parts).begun_anew
    written = _ledger(tmp_path).read_bytes()
    _ledger(tmp_path).unlink()
    assert house.recall_erasures(stage.parts).begun_anew
    assert _ledger(tmp_path).read_bytes() == written
    assert not house.recall_erasures(stage.parts).begun_anew
