"""`egenkarta serve` refuses to start where that would be unsafe, and says what would be right."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from profile_service.command_line import serving
from profile_service.command_line.serving import UnsafeError, run_service
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing, SealError
from profile_service.signing.ring_file import KeyRingError
from profile_service.storage.database import DatabaseError, mark, open_engine, upgrade
from tests import databases
from tests.invariants.routes import routes_of
from tests.stage import START, Stage

_URL = "https://egenkarta.example"


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been served, in place of a server that listens."""
    served: list[Any] = []
    monkeypatch.setattr(serving, "bind", lambda *_, **__: None)
    monkeypatch.setattr(serving, "_listen", lambda app, *_: served.append(app))
    return served


def _settings(
    folder: Path, public_url: str = _URL, origin: str = "operator", database: str = "real"
) -> Settings:
    """A safe installation, but for what is named."""
    url = f"sqlite:///{folder / 'db.sqlite3'}"
    KeyRing.generate(origin).save(folder / "keys.json")
    if database != "none":
        upgrade(url)
        engine = open_engine(url)
        mark(engine, database, START)
        engine.dispose()
    return Settings(public_url=public_url, database_url=url, key_ring=folder / "keys.json")


def test_a_safe_installation_starts_and_has_no_way_in_without_proof(
    tmp_path: Path, listening: list[Any]
) -> None:
    run_service(_settings(tmp_path))
    (app,) = listening
    assert not [found.path for found in routes_of(app) if "demo" in found.path]
    assert app.state.house.cookie.name.startswith("__Host-")
    app.state.house.writer.close()
    app.state.house.reader.close()


@pytest.mark.parametrize(
    "public_url",
    [
        *("", "http://egenkarta.example", "HTTP://x", "ftp://x", "egenkarta.example", "//egenkarta.example"),
        *(
            "https://",
            "https://egenkarta.example/",
            "https://egenkarta.example/v2",
            "https://a@egenkarta.example",
        ),
        *("https://egenkarta.example?x", "https://egenkarta.example#x", " https://egenkarta.example"),
    ],
)
def test_it_does_not_start_where_people_would_reach_it_without_https(
    tmp_path: Path, listening: list[Any], public_url: str
) -> None:
    with pytest.raises(UnsafeError, match="https://"):
        run_service(_settings(tmp_path, public_url=public_url))
    assert listening == []


@pytest.mark.parametrize("origin", ["demo", "contract", "test", ""])
def test_it_does_not_start_with_keys_that_no_operator_made(
    tmp_path: Path, listening: list[Any], origin: str
) -> None:
    with pytest.raises(UnsafeError, match="keys init"):
        run_service(_settings(tmp_path, origin=origin))
    assert listening == []


def test_it_does_not_start_over_a_demo(tmp_path: Path, listening: list[Any]) -> None:
    with pytest.raises(DatabaseError, match="demo"):
        run_service(_settings(tmp_path, database="demo"))
    assert listening == []


def test_it_does_not_start_over_the_demos_own_folder(tmp_path: Path, listening: list[Any]) -> None:
    with Stage.open(tmp_path) as stage:
        url = stage.parts.settings.database_url
    KeyRing.generate("operator").save(tmp_path / "own.json")
    for ring in ("keys.json", "own.json"):
        with pytest.raises(DatabaseError):
            run_service(Settings(public_url=_URL, database_url=url, key_ring=tmp_path / ring))
    assert listening == []


def test_it_does_not_start_over_a_database_that_was_not_upgraded(
    tmp_path: Path, listening: list[Any]
) -> None:
    with pytest.raises(DatabaseError, match="db upgrade"):
        run_service(_settings(tmp_path, database="none"))
    settings = _settings(tmp_path)
    with sqlite3.connect(tmp_path / "db.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Exception, match=r"db upgrade|0000"):
        run_service(settings)
    assert listening == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o644, 0o755])
def test_it_does_not_start_with_keys_that_others_can_read(
    tmp_path: Path, listening: list[Any], mode: int
) -> None:
    settings = _settings(tmp_path)
    settings.key_ring.chmod(mode)
    with pytest.raises(KeyRingError, match="chmod 600"):
        run_service(settings)
    assert listening == []


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", "not json", '{"origin": "operator"}', '"operator"']
)
def test_it_does_not_start_with_a_broken_key_ring(tmp_path: Path, listening: list[Any], content: str) -> None:
    settings = _settings(tmp_path)
    settings.key_ring.write_text(content, encoding="utf-8")
    with pytest.raises(KeyRingError, match="key ring"):
        run_service(settings)
    settings.key_ring.unlink()
    with pytest.raises(KeyRingError, match="keys init"):
        run_service(settings)
    assert listening == []


def test_the_demo_does_not_open_a_real_installation(tmp_path: Path) -> None:
    if databases.ON_POSTGRESQL:
        databases.give_database(tmp_path)
    else:
        upgrade(databases.address_of_demo(tmp_path))
    engine = open_engine(databases.address_of_demo(tmp_path))
    mark(engine, "real", START)
    engine.dispose()
    with pytest.raises(DatabaseError, match="real"), Stage.open(tmp_path):
        pass


def test_keys_are_never_written_over_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from profile_service.command_line.app import app

    ring = tmp_path / "own" / "keys.json"
    assert CliRunner().invoke(app, ["keys", "init", "--key-ring", str(ring)]).exit_code == 0
    before = ring.read_bytes()
    assert ring.stat().st_mode & 0o077 == 0
    assert CliRunner().invoke(app, ["keys", "init", "--key-ring", str(ring)]).exit_code != 0
    assert ring.read_bytes() == before


def test_it_does_not_start_with_another_installations_keys(tmp_path: Path, listening: list[Any]) -> None:
    settings = _settings(tmp_path)
    first = KeyRing.load(settings.key_ring)
    with sqlite3.connect(tmp_path / "db.sqlite3") as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        version, wrapped = first.wrap(first.new_data_key(), "ind_1")
        raw.execute("INSERT INTO data_key VALUES (?, ?, ?)", ("ind_1", version, wrapped))
    KeyRing.generate("operator").save(settings.key_ring)
    with pytest.raises(SealError):
        run_service(settings)
    assert listening == []
    first.rotated().save(settings.key_ring)
    run_service(settings)
    (app,) = listening
    app.state.house.writer.close()
    app.state.house.reader.close()


@databases.only_on_sqlite("there a stage's database is gone with the stage")
def test_a_demo_whose_key_ring_was_lost_is_not_opened_with_a_new_one(tmp_path: Path) -> None:
    with Stage.open(tmp_path):
        pass
    (tmp_path / "keys.json").unlink()
    with pytest.raises(SealError), Stage.open(tmp_path):
        pass
