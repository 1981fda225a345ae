"""What a witness keeps: its history is readable whatever fell, and its memory is never less than its history."""

import json
from pathlib import Path

import pytest

from clients.errors import InvalidArgumentError
from clients.witness import memory as files_of
from clients.witness.history import ForgottenError
from clients.witness.judging import Finding, Judgement, Witness
from clients.witness.memory import Memory
from schemas.proofs.kept_notes import read_notes
from schemas.proofs.tiles import consistency_proof
from tests.witness.a_log import ORIGIN, Log, entries

_NAME = "witness.example/w"


class Keeper:
    """A witness whose clock goes on by a minute and more with each look."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log, self.second = folder, Log(entries(300)), 1_700_000_000
        memory = Memory.create(folder, _NAME)
        with memory.held() as held:
            held.watch(ORIGIN, (self.log.verifier,))
        self.witness = Witness(memory, lambda: self.second)

    def look(self, size: int, old: int, change: str = "", wait: int = 100) -> Judgement:
        self.second += wait
        self.log.leaves = entries(size, change)
        proof = consistency_proof(old, size, self.log.tile) if old else ()
        return self.witness.judge(self.log.note(), old, proof)

    def sizes(self) -> list[int]:
        """What its history says."""
        notes = read_notes((self.folder / "history.notes").read_bytes())
        return [int(one.text.split("\n")[1]) for one in notes]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "own")


def test_what_was_cut_short_in_its_history_is_cut_off_before_the_next_note(keeper: Keeper) -> None:
    keeper.look(3, 0)
    history = keeper.folder / "history.notes"
    first = history.read_bytes()
    keeper.look(5, 3)
    second = history.read_bytes()[len(first) :]
    (before, memory) = 5, (keeper.folder / "memory.json").read_bytes()
    for cut in (1, 2, 40, len(second) - 60, len(second) - 1):
        (keeper.folder / "memory.json").write_bytes(memory)
        history.write_bytes(first + second[:-cut])
        assert keeper.look(9, before).finding is Finding.COSIGNED
        assert keeper.sizes()[0] == 3
        assert keeper.sizes()[-1] == 9
        assert keeper.sizes() == [3, 5, 9] or cut > 1
        left = history.read_bytes()
        assert left.endswith(b"=\n\n")
        assert b"\n\n\n" not in left


def test_a_history_of_torn_bytes_alone_begins_again(keeper: Keeper) -> None:
    (keeper.folder / "history.notes").write_bytes(bytes(50))
    keeper.look(3, 0)
    assert (keeper.folder / "history.notes").read_bytes().startswith(ORIGIN.encode())
    assert keeper.sizes() == [3]


@pytest.mark.parametrize("harm", ["its note is gone", "the log is gone", "it is an older one"])
def test_a_memory_that_knows_less_than_the_history_signs_nothing(keeper: Keeper, harm: str) -> None:
    path = keeper.folder / "memory.json"
    keeper.look(3, 0)
    older = path.read_text(encoding="utf-8")
    keeper.look(9, 3)
    told = json.loads(path.read_text(encoding="utf-8"))
    if harm == "its note is gone":
        told["logs"][ORIGIN]["note"] = None
    elif harm == "the log is gone":
        told["logs"] = {}
    else:
        told = json.loads(older)
    path.write_text(json.dumps(told), encoding="utf-8")
    if harm == "the log is gone":
        with keeper.witness.memory.held() as held:
            held.watch(ORIGIN, (keeper.log.verifier,))
    old = keeper.witness.memory.logs()[ORIGIN].size
    for _ in range(2):
        with pytest.raises(ForgottenError, match="begin-anew"):
            keeper.look(5, old)
    with keeper.witness.memory.held() as held:
        held.begin_anew(ORIGIN)
    assert keeper.look(4, 0, "other ").finding is Finding.COSIGNED
    assert keeper.look(6, 4, "other ").finding is Finding.COSIGNED


def test_without_its_note_a_memory_signs_nothing_within_the_same_minute_either(keeper: Keeper) -> None:
    path = keeper.folder / "memory.json"
    keeper.look(9, 0)
    told = json.loads(path.read_text(encoding="utf-8"))
    told["logs"][ORIGIN]["note"] = None
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ForgottenError):
        keeper.look(4, 0, "other ", wait=1)


def test_a_disk_that_is_full_for_the_history_stops_no_witness(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.look(3, 0)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("clients.witness.history.History.append", full)
        with pytest.raises(OSError, match="No space"):
            keeper.look(5, 3)
    assert keeper.look(9, keeper.witness.memory.logs()[ORIGIN].size).finding is Finding.COSIGNED


@pytest.mark.parametrize("fallen", ["memory.json", "key.json"])
def test_one_that_fell_while_it_was_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fallen: str
) -> None:
    put = files_of.put_json

    def fall(path: Path, content: dict[str, object]) -> None:
        if path.name == fallen:
            raise KeyboardInterrupt
        put(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(files_of, "put_json", fall)
        with pytest.raises(KeyboardInterrupt):
            Memory.create(tmp_path, _NAME)
    with pytest.raises(InvalidArgumentError, match="init"):
        Memory(tmp_path)
    assert Memory.create(tmp_path, _NAME).logs() == {}
    with pytest.raises(InvalidArgumentError, match="holds a witness already"):
        Memory.create(tmp_path, _NAME)


def test_none_is_made_over_a_memory_whose_key_is_gone(keeper: Keeper) -> None:
    keeper.look(3, 0)
    (keeper.folder / "key.json").unlink()
    with pytest.raises(InvalidArgumentError, match="what is left of one"):
        Memory.create(keeper.folder, _NAME)


@pytest.mark.parametrize(
    "change", [{"seed": "00" * 31}, {"seed": "00" * 33}, {"name": "two words"}, {"name": 7}]
)
def test_a_key_that_is_none_is_said_to_be(keeper: Keeper, change: dict[str, object]) -> None:
    path = keeper.folder / "key.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    with pytest.raises(ForgottenError, match=r"is not a witness's key"):
        Memory(keeper.folder)


def test_what_an_earlier_attempt_left_opens_its_memory_to_nobody(keeper: Keeper, tmp_path: Path) -> None:
    left, elsewhere = keeper.folder / "memory.json.new", tmp_path / "elsewhere"
    left.write_text("", encoding="utf-8")
    left.chmod(0o666)
    keeper.look(3, 0)
    assert (keeper.folder / "memory.json").stat().st_mode & 0o777 == 0o600
    elsewhere.write_text("mine", encoding="utf-8")
    left.symlink_to(elsewhere)
    keeper.look(5, 3)
    assert elsewhere.read_text(encoding="utf-8") == "mine"
    assert not (keeper.folder / "memory.json").is_symlink()
