"""What is left of somebody who was erased, in the files themselves: read past the service, by somebody who has the key ring.

SQLite keeps nothing. PostgreSQL's heap and write-ahead log keep her wrapped key for some time, older key files for as long as
they are kept; all of those are worth nothing once the sealing key that they are wrapped under is retired.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from consent.vocabulary import IndividualId
from profile_service.actions.enrolling import enrol, erase
from profile_service.actions.own_profile import add_item
from profile_service.actions.ports import Desk, Work
from profile_service.clock import SystemClock
from profile_service.parts import house_from
from profile_service.signing.key_ring import KeyRing, SealError
from profile_service.storage.backups.key_file import keys_in
from profile_service.storage.backups.making import back_up, back_up_keys
from profile_service.storage.database import upgrade
from profile_service.storage.moving.closing import close
from profile_service.storage.moving.copying import copy, end_of, open_target
from profile_service.storage.rewrapping import rewrap_data_keys, versions_in_use
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import used_demo
from tests.postgresql import OWNER, Server, running
from tests.stage import START, Stage

pytestmark = databases.only_on_sqlite("this makes a server of its own, and a file")
_CANARY = "KANARIEFAGEL-7f3a"
_WRAPPED = 12 + 32 + 16
"""Nonce, key and tag: so long is a wrapped key."""


def _files(*places: Path) -> Iterator[tuple[Path, bytes]]:
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.name != "keys.json":
                yield path, path.read_bytes()


def _holding(what: bytes, *places: Path) -> set[str]:
    return {path.name for path, content in _files(*places) if what in content}


def _opening(ring: KeyRing, individual: str, content: bytes) -> int:
    """An attack: every run of bytes that could be her key, tried under every sealing key of the ring."""
    found = 0
    for part in re.split(rb"\0{8,}", content):
        for at in range(len(part) - _WRAPPED + 1):
            for version in ring.sealing_keys:
                try:
                    ring.unwrap(version, part[at : at + _WRAPPED], individual)
                except SealError:
                    continue
                found += 1
    return found


def _somebody(work: Work, desk: Desk) -> IndividualId:
    her = enrol(work, desk, "sv").id
    for number in range(3):
        skill = {"skill": {"label": f"{_CANARY}-{number}"}, "level": 2}
        add_item(work, desk, her, "skills", skill)
    return her


def _wrapped(url: str, her: str) -> bytes:
    with end_of(url, reads_only=True).connect() as connection, connection.begin():
        found = connection.execute(
            text("SELECT wrapped FROM data_key WHERE individual_id = :id"), {"id": her}
        )
        return bytes(found.scalar_one())


def test_on_sqlite_no_file_holds_her_key_or_a_word_of_hers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, after = tmp_path / "demo", tmp_path / "before", tmp_path / "after"
    with Stage.open(folder) as stage:
        run, ring, url = stage.parts.database.writer.run, stage.parts.keys, stage.parts.settings.database_url
        her = run(lambda work: _somebody(work, stage.house.desk))
        wrapped = _wrapped(url, her)
        assert _holding(wrapped, folder) & {"egenkarta.sqlite3", "egenkarta.sqlite3-wal"}
        raw = b"".join(content for path, content in _files(folder) if path.name.startswith("egenkarta"))
        at = raw.index(wrapped)
        assert _opening(ring, her, raw[at - 500 : at + 500]) == 1  # the attack works where there is something
        back_up(url, before / "content", before / "keys", START, ring)
        run(lambda work: erase(work, stage.house.desk, her))
        stage.code("astrid")
        assert _holding(wrapped, folder) == set()
        assert sum(_opening(ring, her, content) for _, content in _files(folder / "egenkarta.sqlite3")) == 0
        back_up(url, after / "content", after / "keys", START, ring)
    assert _holding(wrapped, folder, after) == set()
    assert _holding(wrapped, before / "content") == set()
    assert her not in (after / "keys").read_text()
    assert _holding(_CANARY.encode(), folder, before, after) == set()
    assert _holding(b"Norrsken AB", folder, before, after) >= {"egenkarta.sqlite3", "content.sqlite3"}
    assert _CANARY not in capsys.readouterr().out
    assert her in (before / "keys").read_text()  # as the next test says, that file must not be kept for long


def test_what_was_wrapped_before_opens_nothing_once_its_sealing_key_is_retired(tmp_path: Path) -> None:
    """Rotate, rewrap, retire: then every older file of keys is worth nothing, and everybody else's profile opens as ever."""
    with Stage.open(tmp_path / "demo") as stage:
        run, ring, url = stage.parts.database.writer.run, stage.parts.keys, stage.parts.settings.database_url
        her = run(lambda work: _somebody(work, stage.house.desk))
        back_up_keys(url, tmp_path / "old", START, ring)
        run(lambda work: erase(work, stage.house.desk, her))
    wrapped = next(one["wrapped"] for one in _rows(tmp_path / "old") if one["individual_id"] == her)
    assert ring.unwrap(1, wrapped, her)
    fresh = _retired(url, ring)
    with pytest.raises(SealError):
        fresh.unwrap(1, wrapped, her)
    back_up_keys(url, tmp_path / "new", START + timedelta(days=1), fresh)
    for one in _rows(tmp_path / "new"):
        assert fresh.unwrap(one["sealing_version"], one["wrapped"], one["individual_id"])


def test_on_postgresql_what_heap_and_log_still_hold_opens_nothing_once_its_sealing_key_is_retired(
    tmp_path: Path,
) -> None:
    with running() as server:
        url = _on(server, tmp_path / "demo")
        installation = Installation(url, tmp_path / "demo", KeyRing.load(tmp_path / "demo" / "keys.json"))
        parts, ring = installation.parts(), installation.ring
        desk = house_from(parts).desk
        her = parts.database.writer.run(lambda work: _somebody(work, desk))
        wrapped = _wrapped(url, her)
        _settle(server)
        assert _holding(wrapped, server.files)
        parts.database.writer.run(lambda work: erase(work, desk, her))
        parts.database.close()
        _settle(server)
        # Nothing was promised of these files alone: the log keeps what it was told until it is written over.
        left = _holding(wrapped, server.files)
        assert any(re.fullmatch("[0-9A-F]{24}", name) for name in left)
        assert ring.unwrap(1, wrapped, her)
        fresh = _retired(url, ring)
        _settle(server)
        heap = _heap(server, url)
        assert sum(_opening(fresh, her, content) for _, content in _files(heap)) == 0
        assert _holding(_CANARY.encode(), server.files) == set()
        assert _holding(b"Norrsken AB", server.files)
        back_up(url, tmp_path / "after", tmp_path / "keys", START, fresh)
        assert _holding(wrapped, tmp_path / "after", tmp_path / "keys") == set()
        with pytest.raises(SealError):
            fresh.unwrap(1, wrapped, her)


def _on(server: Server, folder: Path) -> str:
    source, name = used_demo(folder), "left_behind"
    server.new_database(name)
    there = server.address(name, OWNER)
    upgrade(there)
    move = close(end_of(source), "one")
    list(copy(end_of(source, reads_only=True), end_of(there), move, 500))
    open_target(end_of(there), move.kind)
    return there


def _settle(server: Server) -> None:
    """What an administrator could do at once: clear dead rows away, and bring everything to the files."""
    with server.connect("left_behind") as connection:
        connection.execute("VACUUM data_key")
        connection.execute("CHECKPOINT")


def _heap(server: Server, url: str) -> Path:
    with server.connect(databases.name_in(url)) as connection:
        found: Any = connection.execute("SELECT pg_relation_filepath('data_key')").fetchone()
    return server.files / found[0]


def _retired(url: str, ring: KeyRing) -> KeyRing:
    """A ring without the first sealing key, once nothing is wrapped under it."""
    fresh = ring.rotated()
    list(rewrap_data_keys(url, fresh, fresh.newest))
    assert versions_in_use(url, SystemClock().now()) <= {fresh.newest}
    return fresh.without_sealing_key(1)


def _rows(keys: Path) -> list[dict[str, Any]]:
    return list(keys_in(keys))
