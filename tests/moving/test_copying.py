"""An installation moves to another database: whole, compared, whatever is killed meanwhile, and never twice alive."""

import os
import random
import signal
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from profile_service.actions.errors import BusyError
from profile_service.command_line.app import app
from profile_service.storage.database import open_engine, upgrade
from profile_service.storage.moving.closing import close, reopen
from profile_service.storage.moving.copying import (
    CopyError,
    copy,
    end_of,
    look_at,
    open_target,
    refuse_foreign,
    verify,
)
from profile_service.storage.moving.journal_root import newest_root, stands, worked_out
from profile_service.storage.standing import NotInUseError
from profile_service.storage.tables import InstallationRow, JournalRow, table_of
from schemas.proofs.tree import root_of
from tests import databases
from tests.moving.places import ON_EACH, empty, migrated, used_demo
from tests.stage import Stage

pytestmark = databases.only_on_sqlite("these move from and to both, whatever the others run on")


def _move(source: str, target: str) -> dict[str, Any]:
    look_at(end_of(source), end_of(target))
    move = close(end_of(source), "one")
    list(copy(end_of(source, reads_only=True), end_of(target), move, 50))
    found = dict(verify(end_of(source, reads_only=True), end_of(target)))
    open_target(end_of(target), move.kind)
    return found


def _child(source: str, target: str, told: int) -> NoReturn:
    """In a process of its own: copy, and tell each step by a byte, until somebody kills it."""
    try:
        look_at(end_of(source), end_of(target))
        move = close(end_of(source), "one")
        for _ in copy(end_of(source, reads_only=True), end_of(target), move, 5):
            os.write(told, b".")
        list(verify(end_of(source, reads_only=True), end_of(target)))
        os.write(told, b"!")
        open_target(end_of(target), move.kind)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _one_round(source: str, target: str, steps: int, wait: float) -> int | None:
    """How many steps were told before the kill; None where it had come to its end."""
    told, tells = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        _child(source, target, tells)
    os.close(tells)
    seen = b""
    while len(seen) < steps and (one := os.read(told, 1)):
        seen += one
    time.sleep(wait)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(told)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return len(seen) if os.WIFSIGNALED(status) else None


@pytest.mark.parametrize("target", ON_EACH)
def test_a_copy_that_is_killed_again_and_again_comes_out_whole(tmp_path: Path, target: str) -> None:
    """SIGKILL after every few steps, at no particular moment of the next one; each run goes on where the last one was."""
    source, there = used_demo(tmp_path / "demo"), migrated(target, tmp_path)
    chance, told, kills = random.Random(7), 0, 0
    while (steps := _one_round(source, there, chance.randrange(12), chance.random() / 50)) is not None:
        told, kills = told + steps, kills + 1
        assert kills < 100
    assert kills >= 4
    assert told < 60, "it did not go on where it was"  # 45 steps from the beginning to the end
    found = dict(verify(end_of(source, reads_only=True), end_of(there)))
    assert found["journal"].rows > 5
    with end_of(there).connect() as whole:
        assert whole.execute(select(table_of(InstallationRow).c.mode)).scalar_one() == "demo"
    with pytest.raises(CopyError, match="an installation"):
        look_at(end_of(source), end_of(there))


def test_the_command_moves_an_installation_and_says_what_is_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, there = used_demo(tmp_path / "demo"), empty("postgresql", tmp_path)
    monkeypatch.setenv("EGENKARTA_DATABASE_URL", source)
    told = CliRunner().invoke(app, ["db", "copy", "--to", there], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    assert "are the same on both sides" in told.output
    assert "journal: " in told.output
    with pytest.raises(CopyError, match="an installation"):
        CliRunner().invoke(app, ["db", "copy", "--to", there], catch_exceptions=False)
    with pytest.raises(NotInUseError, match="was moved to another database"):
        CliRunner().invoke(app, ["db", "check"], catch_exceptions=False)
    assert CliRunner().invoke(app, ["db", "check", "--url", there], catch_exceptions=False).exit_code == 0


@pytest.mark.parametrize("target", ON_EACH)
def test_what_was_copied_counts_on_where_it_ended_and_still_only_grows(tmp_path: Path, target: str) -> None:
    source, there = used_demo(tmp_path / "demo"), migrated(target, tmp_path)
    found = _move(source, there)
    assert found["journal"].rows > 5
    assert found["erasure"].rows == 1
    journal = table_of(JournalRow)
    engine = end_of(there)
    with engine.connect() as connection, connection.begin():
        last = connection.execute(select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)).scalar_one()
        row = dict(connection.execute(select(journal).limit(1)).mappings().one())
        fresh = connection.execute(journal.insert().returning(journal.c.seq), [{**row, "id": "x", "seq": None}] if
            target == "sqlite" else [{key: value for key, value in {**row, "id": "x"}.items() if key != "seq"}])  # fmt: skip
        assert fresh.scalar_one() == last + 1
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("UPDATE journal SET kind = 'x'"))


def test_a_copy_on_postgresql_comes_back_to_a_file_the_same(tmp_path: Path) -> None:
    source, middle, back = (
        used_demo(tmp_path / "demo"),
        migrated("postgresql", tmp_path),
        migrated("sqlite", tmp_path),
    )
    assert _move(source, middle) == _move(middle, back)


def test_the_source_takes_no_write_from_whomever_once_the_copy_has_begun(tmp_path: Path) -> None:
    """A service that was left running is told no: nothing can be written behind the copy."""
    with Stage.open(tmp_path) as stage:
        url = stage.parts.settings.database_url
        own = (
            url
            if url.startswith("sqlite")
            else databases.run_server().address(databases.name_in(url), "owning")
        )
        hers = stage.individual("astrid")
        close(end_of(own), "one")
        assert stage.http.post("/v1/me/connection-codes", headers=hers).status_code == 503
        with pytest.raises(BusyError):
            stage.parts.database.writer.run(lambda work: work.accounts.set_language("ind_demo_bo", "en"))
        with pytest.raises(NotInUseError, match="was moved to another database"), Stage.open(tmp_path):
            pass
        assert reopen(end_of(own))
        assert stage.http.post("/v1/me/connection-codes", headers=hers).status_code == 201


def test_a_half_copy_is_not_served(tmp_path: Path) -> None:
    source = used_demo(tmp_path / "demo")
    there = f"sqlite:///{tmp_path / 'demo' / 'half.sqlite3'}"
    upgrade(there)
    steps = copy(end_of(source, reads_only=True), end_of(there), close(end_of(source), "one"), 5)
    next(steps)
    steps.close()
    (tmp_path / "demo" / "half.sqlite3").rename(tmp_path / "demo" / "egenkarta.sqlite3")
    with pytest.raises(NotInUseError, match="not whole yet"), Stage.open(tmp_path / "demo"):
        pass


@pytest.mark.parametrize("target", ON_EACH)
def test_what_differs_by_one_letter_is_found(tmp_path: Path, target: str) -> None:
    source, there = used_demo(tmp_path / "demo"), migrated(target, tmp_path)
    list(copy(end_of(source, reads_only=True), end_of(there), close(end_of(source), "one"), 50))
    with end_of(there).connect() as connection, connection.begin():
        connection.execute(text("UPDATE organisation SET name = 'Norrsken Ab' WHERE name = 'Norrsken AB'"))
    with pytest.raises(CopyError, match="organisation is not the same on both sides"):
        list(verify(end_of(source, reads_only=True), end_of(there)))


def test_the_root_of_the_journals_tree_is_worked_out_from_the_leaves_that_were_copied(tmp_path: Path) -> None:
    source, there = used_demo(tmp_path / "demo"), migrated("sqlite", tmp_path)
    _move(source, there)
    with end_of(there).connect() as connection, connection.begin():
        newest = newest_root(connection)
        assert newest is not None
        size, root = newest
        assert size > 5
        rows = connection.execute(text("SELECT hashes FROM tree_leaves ORDER BY first")).scalars()
        whole = b"".join(rows)
        leaves = [whole[at : at + 32] for at in range(0, len(whole), 32)]
        for each in range(size + 1):
            assert worked_out(connection, each) == root_of(leaves[:each])
        assert worked_out(connection, size) == root
        assert worked_out(connection, len(leaves) + 1) is None
        connection.execute(text("DROP TRIGGER tree_leaves_no_update"))
        connection.execute(text("UPDATE tree_leaves SET hashes = zeroblob(length(hashes)) WHERE first = 0"))
        assert not stands(connection)


@pytest.mark.parametrize("target", ON_EACH)
def test_a_target_that_holds_something_else_is_left_as_it_is(tmp_path: Path, target: str) -> None:
    source, there = used_demo(tmp_path / "demo"), empty(target, tmp_path)
    with open_engine(there).connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE cats (name TEXT)"))
    with pytest.raises(CopyError, match="somebody else's"):
        refuse_foreign(end_of(there))
    other = used_demo(tmp_path / "other")
    with pytest.raises(CopyError, match="an installation"):
        look_at(end_of(source), end_of(other))


def test_another_ones_half_copy_is_not_gone_on_with(tmp_path: Path) -> None:
    first, second = used_demo(tmp_path / "first"), used_demo(tmp_path / "second")
    there = migrated("sqlite", tmp_path)
    list(copy(end_of(first, reads_only=True), end_of(there), close(end_of(first), "one"), 50))
    close(end_of(second), "two")
    with pytest.raises(CopyError, match="another one's half copy"):
        look_at(end_of(second), end_of(there))
    look_at(end_of(first), end_of(there))


def test_a_table_that_nobody_knows_is_not_left_behind_in_silence(tmp_path: Path) -> None:
    source, there = used_demo(tmp_path / "demo"), migrated("sqlite", tmp_path)
    with open_engine(source).connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE plugin (x TEXT)"))
    with pytest.raises(CopyError, match="plugin"):
        look_at(end_of(source), end_of(there))
