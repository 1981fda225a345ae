"""Several processes at one ledger of erasures: those that start, and those that erase meanwhile. It stays one chain, in one copy."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from profile_service import parts as house
from profile_service.storage import replaying
from profile_service.storage.outer_ledger import NAME, OuterLedger
from profile_service.storage.replaying import Replayed
from tests.stage import Stage

_WORKERS = 4


def _ledger(stage: Stage) -> OuterLedger:
    return OuterLedger(stage.parts.settings.ledger_of_erasures, stage.parts.ring)


def _erase(stage: Stage, persona: str) -> None:
    assert stage.http.delete("/v1/me", headers=stage.individual(persona)).status_code == 204


def _all_start(stage: Stage) -> list[Replayed]:
    """Each has opened the installation, and they recall the erasures at the same moment."""
    opened = [house.open_parts(stage.parts.settings, stage.parts.keys) for _ in range(_WORKERS)]
    gate = Barrier(_WORKERS)

    def start(parts: house.Parts) -> Replayed:
        gate.wait(20)
        return house.recall_erasures(parts)

    try:
        with ThreadPoolExecutor(_WORKERS) as pool:
            return list(pool.map(start, opened))
    finally:
        for parts in opened:
            parts.database.close()


def test_all_workers_start_at_once_where_the_database_is_a_line_ahead(stage: Stage) -> None:
    """One was killed between the commit of an erasure and the ledger; or it has a folder of its own on another machine."""
    for persona in ("bo", "rim"):
        _erase(stage, persona)
    path = _ledger(stage).path
    whole = path.read_bytes()
    for left in (whole.splitlines(keepends=True)[:1], []):
        for _ in range(3):
            path.write_bytes(b"".join(left))
            _all_start(stage)
            assert path.read_bytes() == whole


def test_all_workers_start_at_once_where_there_is_no_ledger_yet(stage: Stage) -> None:
    _erase(stage, "bo")
    path = _ledger(stage).path
    whole = path.read_bytes()
    for _ in range(3):
        path.unlink()
        _all_start(stage)
        assert path.read_bytes() == whole
        assert not list(path.parent.glob(f"{NAME}.aside-*"))


def test_a_command_looks_while_somebody_is_erased(stage: Stage, tmp_path: Path) -> None:
    """It read the ledger before the erasure, and agrees with the database after it: nothing stands in the file twice."""
    _erase(stage, "bo")
    outer, beside = _ledger(stage), house.open_parts(stage.parts.settings, stage.parts.keys)
    read = outer.lines

    def lines_then_an_erasure() -> object:
        found = read()
        if len(found) == 1:
            _erase(stage, "rim")
        return found

    outer.lines = lines_then_an_erasure  # type: ignore[method-assign, assignment]
    try:
        replaying.replay(beside.database.engine, beside.ring, outer, lambda work, individual: None)
    finally:
        beside.database.close()
    assert [line.number for line in _ledger(stage).lines()] == [1, 2]
    _erase(stage, "astrid")
    assert [line.number for line in _ledger(stage).lines()] == [1, 2, 3]
    assert _ledger(stage).path.stat().st_mode & 0o077 == 0
