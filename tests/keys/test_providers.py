"""Where the key ring comes from: a file, the environment, a security module. What none of them tells, and what each says when it is wrong.

The security module is SoftHSM (Debian's softhsm2), which speaks PKCS#11 as a real one does; the key on it is sensitive and not extractable.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from profile_service.command_line.app import app
from profile_service.command_line.mistakes import explain
from profile_service.key_source import provider_of, ring_of
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.providers import read_from

_LIBRARIES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    *Path("/usr/lib").glob("*-linux-gnu/softhsm/libsofthsm2.so"),
)
_PIN = "4711-08"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["keys", *words])


def done(*words: str) -> str:
    found = run(*words)
    assert found.exit_code == 0, (words, found.output, found.exception)
    return found.output


def refused(*words: str) -> str:
    found = run(*words)
    assert isinstance(found.exception, Exception), found.output
    line = explain(found.exception)
    assert "\n" not in line
    assert _PIN not in line
    return line


@pytest.fixture
def module(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A security module with one token, and the settings for it; SoftHSM reads its own settings once in a process."""
    library = next((one for one in _LIBRARIES if one.exists()), None)
    assert library is not None, "the tests need Debian's softhsm2: 'make debian-packages' installs it"
    folder = Path(os.environ.get("SOFTHSM2_CONF", tmp_path_factory.getbasetemp() / "hsm" / "conf")).parent
    if not (folder / "conf").exists():
        (folder / "tokens").mkdir(parents=True)
        (folder / "conf").write_text(
            f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(folder / "conf")
        program = shutil.which("softhsm2-util")
        assert program is not None
        for label in ("egenkarta", "another"):
            subprocess.run(
                [program, "--init-token", "--free", "--label", label, "--pin", _PIN, "--so-pin", "1234"],
                check=True,
                capture_output=True,
            )
    pin = folder / "pin"
    pin.write_text(f"{_PIN}\n")
    pin.chmod(0o600)
    monkeypatch.setenv("EGENKARTA_PKCS11_MODULE", str(library))
    monkeypatch.setenv("EGENKARTA_PKCS11_PIN_FILE", str(pin))
    return library


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.json"
    monkeypatch.setenv("EGENKARTA_KEY_RING", str(path))
    return path


def test_a_ring_in_a_security_module_is_a_ring_like_any_other(module: Path, place: Path) -> None:
    assert "was made" in done("init")
    first = ring_of(Settings())
    on_disk = place.read_text(encoding="utf-8")
    written = json.loads(on_disk)
    assert set(written) == {"sealed_under", "wrapped", "ring"}
    plain = json.dumps(first.to_json())
    for secret in (first.to_json()["index_key"], first.to_json()["sealing_keys"]["1"], '"d"'):
        assert secret in plain
        assert secret not in on_disk
    assert place.stat().st_mode & 0o077 == 0
    assert "from: pkcs11" in done("show")
    assert "used now" in done("rotate", "--now")
    second = ring_of(Settings())
    assert (second.newest, second.index_key) == (2, first.index_key)
    before = place.read_text(encoding="utf-8")
    done("reseal")
    resealed = json.loads(place.read_text(encoding="utf-8"))
    assert resealed["sealed_under"]["id"] != written["sealed_under"]["id"]
    assert ring_of(Settings()) == second
    place.write_text(before, encoding="utf-8")
    assert ring_of(Settings()) == second, (
        "a backup of the ring from before opens under the key that stayed there"
    )


def test_the_key_never_leaves_the_module(module: Path, place: Path) -> None:
    import pkcs11

    done("init")
    token = pkcs11.lib(str(module)).get_token(token_label="egenkarta")
    with token.open(user_pin=_PIN) as session:
        keys = list(session.get_objects({pkcs11.Attribute.LABEL: "egenkarta"}))
        assert keys
        for key in keys:
            assert key[pkcs11.Attribute.NEVER_EXTRACTABLE]
            assert key[pkcs11.Attribute.ALWAYS_SENSITIVE]
            with pytest.raises(pkcs11.AttributeSensitive):
                key[pkcs11.Attribute.VALUE]


def test_a_ring_moves_into_a_module_and_out_again(
    module: Path, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, back = tmp_path / "plain.json", tmp_path / "back.json"
    KeyRing.generate("operator").save(plain)
    done("import", str(plain))
    assert ring_of(Settings()) == KeyRing.load(plain)
    assert "is there already" in refused("import", str(plain))
    done("export", str(back))
    assert KeyRing.load(back) == KeyRing.load(plain)
    assert "is there already" in refused("export", str(back))
    monkeypatch.delenv("EGENKARTA_PKCS11_MODULE")
    assert "sealed under a security module" in refused("show")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PKCS11_MODULE", "/nowhere/lib.so", "cannot be loaded"),
        ("PKCS11_TOKEN", "nobody", "EGENKARTA_PKCS11_TOKEN"),
        ("PKCS11_TOKEN", "another", "has no key egenkarta"),
        ("PKCS11_KEY", "nobody", "has no key nobody"),
        ("PKCS11_PIN_FILE", "/nowhere/pin", "a path that is there"),
        ("KEY_RING_JSON", "{}", "are both set"),
    ],
)
def test_what_is_wrong_with_a_module_is_one_line(
    module: Path, place: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    done("init")
    monkeypatch.setenv(f"EGENKARTA_{name}", value)
    assert says in refused("show")


def test_a_wrong_pin_and_a_changed_file_are_one_line(
    module: Path, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("init")
    (tmp_path / "wrong").write_text("0000")
    (tmp_path / "wrong").chmod(0o600)
    whole = json.loads(place.read_text(encoding="utf-8"))
    for part in ("wrapped", "ring"):
        changed = whole[part][:20] + ("A" if whole[part][20] != "A" else "B") + whole[part][21:]
        place.write_text(json.dumps({**whole, part: changed}), encoding="utf-8")
        assert "restore it" in refused("show") or "does not open" in refused("show")
    place.write_text(json.dumps(whole), encoding="utf-8")
    monkeypatch.setenv("EGENKARTA_PKCS11_PIN_FILE", str(tmp_path / "wrong"))
    assert "does not take this PIN" in refused("show")


def test_a_ring_from_the_environment_is_read_and_is_changed_into_a_file(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, next_one = tmp_path / "made.json", tmp_path / "next.json"
    KeyRing.generate("operator").save(made)
    monkeypatch.setenv("EGENKARTA_KEY_RING_JSON", made.read_text(encoding="utf-8"))
    assert ring_of(Settings()) == KeyRing.load(made)
    assert "from: environment" in done("show")
    assert "is there already" in refused("init")
    assert "--output FILE" in refused("rotate")
    done("rotate", "--output", str(next_one))
    ring = KeyRing.load(next_one)
    assert ring.newest == 2
    assert ring.switch is not None, "each process has the new keys before one of them uses them"
    assert ring.at(ring.switch.at - 1).newest == 1
    assert not place.exists()
    for broken in ("{", "[]", "{}"):
        monkeypatch.setenv("EGENKARTA_KEY_RING_JSON", broken)
        assert "EGENKARTA_KEY_RING_JSON is not a key ring" in refused("show")


def test_a_rotation_begins_when_it_was_said_and_a_second_one_waits_for_that(place: Path) -> None:
    done("init")
    assert "in 10 min" in done("rotate")
    whole = read_from(provider_of(Settings()))
    assert whole.switch is not None
    early, late = whole.at(whole.switch.at - 1), whole.at(whole.switch.at)
    assert (early.newest, late.newest) == (1, 2)
    assert early.record_kid != late.record_kid
    assert early.papers.active != late.papers.active
    assert early.papers.seals == late.papers.seals
    assert "from" in done("show")
    assert "has not begun" in refused("rotate")
    assert "run this again then" in refused("rewrap")
    done("retire")


def test_two_commands_do_not_change_a_ring_at_once(place: Path) -> None:
    import fcntl

    done("init")
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert "being changed by another command" in refused("rotate")
    finally:
        os.close(handle)
    done("rotate")
