"""Every foreseen mistake of whoever starts the program is told in one line that says what would be right."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from profile_service.command_line.app import main
from profile_service.command_line.mistakes import explain
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import DatabaseError, upgrade

_URL = "https://egenkarta.example"
_UPGRADE = ("db", "upgrade")


def _run(folder: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """The program in that folder, with these settings over those of a safe start."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EGENKARTA_")}
    given = {"PUBLIC_URL": _URL, **settings}
    return subprocess.run(
        [sys.executable, "-c", "from profile_service.command_line.app import main; main()", *words],
        env={
            **clean,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            **{f"EGENKARTA_{name}": value for name, value in given.items()},
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _set_the_scene(patch: pytest.MonkeyPatch, folder: Path, *words: str, **settings: str) -> None:
    """What a shell would: a program is started once below, since most of its time goes to the start."""
    for name in os.environ:
        if name.startswith("EGENKARTA_"):
            patch.delenv(name)
    for name, value in {"PUBLIC_URL": _URL, **settings}.items():
        patch.setenv(f"EGENKARTA_{name}", value)
    patch.chdir(folder)
    patch.setattr(sys, "argv", ["egenkarta", *words])


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (("serve",), {"PUBLIC_URL": "http://egenkarta.example"}, "https://"),
        *((("serve",), {"PORT": port}, "EGENKARTA_PORT must be a number from 1 to 65535") for port in
          ("abc", "", "0", "-1", "99999", "80.5")),
        *((("serve",), {"TIME_ZONE": zone}, "EGENKARTA_TIME_ZONE must be") for zone in
          ("Mars/X", "", "Europe", "../../etc/passwd")),
        *((("serve",), {"DATABASE_URL": url}, "EGENKARTA_DATABASE_URL must be sqlite:///FILE") for url in
          ("nonsense", "", "postgresql://a:secret@b", "mysql://a:secret@b/c", "sqlite://", "sqlite:///",
           "sqlite:///:memory:", "sqlite:///a?mode=memory")),
        *(((*_UPGRADE, "--url", url), {}, "--url must be sqlite:///FILE") for url in
          ("nonsense", "", "postgresql://a:secret@b", "mysql://a:secret@b/c")),
        ((*_UPGRADE, "--url", "sqlite:///text"), {}, "text cannot be used: file is not a database"),
        ((*_UPGRADE, "--url", "sqlite:///folder"), {}, "folder: is a directory; right would be a file"),
        ((*_UPGRADE, "--url", "sqlite:///text/db"), {}, "text: file exists; right would be a folder"),
        ((*_UPGRADE, "--url", "sqlite:////proc/nowhere/db"), {}, "/proc/nowhere: no such file"),
        ((*_UPGRADE, "--url", "sqlite:///newer"), {}, "newer was made by another version"),
        (("serve",), {"KEY_RING": "none"}, "keys init"),
        (("serve",), {"KEY_RING": "folder"}, "folder is not a file"),
        (("serve",), {"KEY_RING": "text"}, "text is not a key ring"),
        (("serve",), {"KEY_RING": "text/ring"}, "text/ring: not a directory"),
        (("serve",), {"KEY_RING": "own", "DATABASE_URL": "sqlite:///text"}, "file is not a database"),
        (("serve",), {"KEY_RING": "own", "DATABASE_URL": "sqlite:///none"}, "there is no database at none: right would"),
        (("journal", "verify"), {"KEY_RING": "own", "DATABASE_URL": "sqlite:///far/none"}, "no database at far/none"),
        (("serve",), {"KEY_RING": "own", "DATABASE_URL": "sqlite:///ready", "ERASURES": "text/erasures"},
         "text/erasures cannot be written (Not a directory)"),
        *((("serve",), {name: ""}, f"EGENKARTA_{name} must be a path, or be left out") for name in
          ("ERASURES", "PROVIDERS", "PKCS11_PIN_FILE", "PKCS11_MODULE", "KEY_RING")),
        (("serve",), {"READ_DATABASE_URL": "postgresql://reader@h/d"}, "EGENKARTA_READ_DATABASE_URL names standbys of"),
        (("keys", "init", "--key-ring", "text/ring"), {}, "text: file exists"),
        (("keys", "init", "--key-ring", "/proc/nowhere/ring"), {}, "/proc/nowhere: no such file"),
        (("keys", "init", "--key-ring", "folder"), {}, "folder is there already"),
        (("keys", "rewrap", "--key-ring", "own"), {"DATABASE_URL": "sqlite:///none"}, "db upgrade"),
        (("keys", "rewrap", "--key-ring", "own"), {"DATABASE_URL": "sqlite:///empty"}, "db upgrade"),
        (("keys", "rewrap", "--key-ring", "own"), {"DATABASE_URL": "sqlite:///text"}, "not a database"),
        (("keys", "rewrap", "--key-ring", "own"), {"DATABASE_URL": "sqlite:///others"}, "does not open this"),
        (("seed", "text", "--data-dir", "text"), {}, "text: file exists; right would be a folder"),
        (("seed", "text", "--data-dir", "folder"), {}, "not a gzip file; right would be profiles.jsonl.gz"),
    ],
)  # fmt: skip
def test_the_program_says_in_one_line_what_is_wrong_and_ends_with_one(
    tmp_path: Path,
    words: tuple[str, ...],
    settings: dict[str, str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("This is a text and nothing else." * 100, encoding="utf-8")
    (tmp_path / "text").chmod(0o600)
    KeyRing.generate("operator").save(tmp_path / "own")
    (tmp_path / "empty").touch(0o600)
    if "newer" in str(words) or "others" in str(settings):
        _make_databases(tmp_path)
    if "ready" in str(settings):
        upgrade(f"sqlite:///{tmp_path / 'ready'}")
    _set_the_scene(monkeypatch, tmp_path, *words, **settings)
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 1, told
    assert said in told
    assert "secret" not in told
    (line,) = (one for one in told.splitlines() if one.startswith("egenkarta: "))
    assert told.rstrip().endswith(line)
    assert not (tmp_path / "none").exists()


def _make_databases(folder: Path) -> None:
    """`newer` has a schema from the future, `others` a data key under another ring, wrapped by a key since rotated."""
    for name in ("newer", "others"):
        upgrade(f"sqlite:///{folder / name}")
    with sqlite3.connect(folder / "newer") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    ring = KeyRing.generate("operator").rotated()
    version, wrapped = ring.wrap(ring.new_data_key(), "ind_1")
    with sqlite3.connect(folder / "others") as raw:
        raw.execute("INSERT INTO data_key VALUES (?, ?, ?)", ("ind_1", version, wrapped))


def test_a_port_that_is_taken_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = _run(tmp_path, "demo", "--port", str(port), "--data-dir", str(tmp_path / "demo"))
    assert ran.returncode == 1
    assert ran.stderr.startswith(
        f"egenkarta: port {port} is taken: choose another, for example make run PORT="
    )
    assert len(ran.stderr.splitlines()) == 1
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            PermissionError(13, "Permission denied", "/a/b"),
            "/a/b: permission denied; right would be a place that whoever runs this may read and write",
        ),
        (OSError(28, "No space left on device", "/a"), "/a: no space left on device"),
        (OSError(28, "No space left on device"), "no space left on device"),
        (DatabaseError("two\nlines"), "two lines"),
    ],
)
def test_an_error_becomes_one_line(error: Exception, line: str) -> None:
    assert explain(error) == line


def test_the_program_says_which_version_it_is(tmp_path: Path) -> None:
    ran = _run(tmp_path, "--version")
    assert (ran.returncode, ran.stdout) == (0, "egenkarta 0.1.0\n")
