"""The ring's file: a new one never takes the place of another, the next one belongs to whom the last one did, neighbours stay."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from profile_service.command_line.app import app
from profile_service.command_line.mistakes import explain
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError, write_new_ring, write_ring


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.json"
    monkeypatch.setenv("EGENKARTA_KEY_RING", str(path))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["keys", *words])


def refused(found: Result) -> str:
    assert isinstance(found.exception, Exception), found.output
    return explain(found.exception)


def files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def while_it_is_made(monkeypatch: pytest.MonkeyPatch, other: Path) -> None:
    """As soon as a ring is generated, somebody else has put one there."""
    generate = KeyRing.generate

    def late(origin: str) -> KeyRing:
        if not other.exists():
            generate("operator").save(other)
        return generate(origin)

    monkeypatch.setattr(KeyRing, "generate", late)


@pytest.mark.parametrize("option", [[], ["--output"]])
def test_of_two_who_make_a_ring_at_once_the_second_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, option: list[str]
) -> None:
    target = place.with_name("other.json") if option else place
    while_it_is_made(monkeypatch, target)
    found = run("init", *option, *[str(target) for _ in option])
    assert "is there already" in refused(found)
    assert files(place.parent) == {target.name}
    assert KeyRing.load(target)


def test_an_import_never_takes_the_place_of_a_ring_that_came_meanwhile(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source.json"
    KeyRing.generate("operator").save(source)
    first = KeyRing.generate("operator")
    from_json = KeyRing.from_json

    def late(ring: dict[str, str]) -> KeyRing:
        first.save(place)
        return from_json(ring)

    monkeypatch.setattr(KeyRing, "from_json", late)
    monkeypatch.setattr("profile_service.signing.providers.FileProvider.exists", lambda _: False)
    assert "is there already" in refused(run("import", str(source)))
    monkeypatch.undo()
    assert KeyRing.load(place) == first


def test_an_export_never_takes_the_place_of_anything(place: Path, tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    target, nowhere = tmp_path / "export.json", tmp_path / "nowhere"
    target.symlink_to(nowhere)
    for words in (["export", str(target)], ["rotate", "--output", str(target)]):
        assert "is there already" in refused(run(*words))
    assert not nowhere.exists()
    assert target.is_symlink()


@pytest.mark.parametrize("links", [True, False])
def test_of_many_at_once_one_has_its_ring_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", none)
    place, kept, together = tmp_path / "keys.json", [], threading.Barrier(6)

    def make(number: int) -> None:
        together.wait()
        try:
            write_new_ring(place, {"number": number})
        except KeyRingError:
            return
        kept.append(f'{{\n "number": {number}\n}}')

    threads = [threading.Thread(target=make, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [place.read_text()] == kept
    assert files(tmp_path) == {"keys.json"}
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_neighbour_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    neighbour = tmp_path / "keys.new"
    neighbour.write_text("an exported ring")
    write_ring(tmp_path / "keys.json", {"secret": "it"})
    assert neighbour.read_text() == "an exported ring"
    with pytest.raises(TypeError):
        write_ring(tmp_path / "keys.json", {"secret": b"cannot be written"})
    assert files(tmp_path) == {"keys.new", "keys.json"}
    assert "it" in (tmp_path / "keys.json").read_text()


def test_the_next_ring_belongs_to_whom_the_last_one_did(tmp_path: Path) -> None:
    place = tmp_path / "keys.json"
    write_ring(place, {"secret": "first"})
    place.chmod(0o400)
    owner = (4711, 4712) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(place, *owner)
    write_ring(place, {"secret": "second"})
    found = place.stat()
    assert (found.st_uid, found.st_gid) == owner
    assert stat.S_IMODE(found.st_mode) == 0o400
    place.chmod(0o644)
    write_ring(place, {"secret": "third"})
    assert stat.S_IMODE(place.stat().st_mode) == 0o600, "others than its owner never get in"
