"""The witness as a process of its own, against a log on loopback that shrinks, forks and rewrites."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from clients import ed25519
from clients.witness import program
from clients.witness.following import Follower
from clients.witness.judging import Witness
from clients.witness.memory import Memory
from clients.witness.program import app
from schemas.proofs.notes import COSIGNATURE, Note, NoteError, Signature, Verifier, signed_by
from tests.witness.a_log import ORIGIN, Log, entries

_PROGRAM = [sys.executable, "-c", "from clients.witness.program import main; main()"]


class Keeper:
    """Whoever keeps the witness, at a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str) -> Result:
        """In this process, since starting one takes longer than the test."""
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            return CliRunner().invoke(app, [*words, "--folder", str(self.folder)])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*_PROGRAM, *words, "--folder", str(self.folder)], stderr=subprocess.PIPE, text=True
        )


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log(entries(300))
    with log.listening():
        yield log


@pytest.fixture
def keeper(tmp_path: Path, log: Log) -> Keeper:
    memory = Memory.create(tmp_path / "witness", "witness.example/w")
    with memory.held() as held:
        held.watch(ORIGIN, (log.verifier,))
    return Keeper(tmp_path / "witness")


def test_a_witness_is_made_watches_and_hands_in_its_cosignature(tmp_path: Path, log: Log) -> None:
    keeper = Keeper(tmp_path / "own")
    made = keeper.run("init", "witness.example/w")
    own = Verifier.parse(made.stdout.strip())
    assert own.kind == COSIGNATURE
    assert keeper.run("init", "witness.example/w").exit_code == 2
    early = keeper.run("follow", log.address)
    assert early.exit_code == 3
    assert "not watched here" in early.stderr
    assert keeper.run("watch", str(log.verifier)).exit_code == 0
    assert keeper.run("follow", log.address).exit_code == 0
    line = Signature.parse_all(log.handed_in[0].decode())
    [(who, second)] = signed_by(log.note().adding(line), [own], ed25519.check)
    assert who == own
    assert second is not None
    assert abs(second - time.time()) < 60
    shown = keeper.run("show")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{ORIGIN}: 300 entries")


def test_what_it_has_signed_already_is_left_alone(keeper: Keeper, log: Log) -> None:
    assert keeper.run("follow", log.address).exit_code == 0
    log.served = log.note().adding(Signature.parse_all(log.handed_in[0].decode())).encode()
    assert keeper.run("follow", log.address).exit_code == 0
    assert len(log.handed_in) == 1


def test_it_follows_a_growing_log_and_stops_loudly_when_it_was_rewritten(keeper: Keeper, log: Log) -> None:
    process = keeper.start("follow", log.address, "--every", "0.05")
    try:
        for size in (300, 301, 700):
            log.leaves = entries(size)
            _wait(lambda size=size: Memory(keeper.folder).logs()[ORIGIN].size == size)
        log.leaves = [*entries(100), *entries(800, "other ")[100:]]
        said = process.communicate(timeout=30)[1]
    finally:
        process.kill()
    assert process.returncode == 1
    assert "ALARM" in said
    assert "was rewritten: its 800 entries are not proved to begin with the 700 that were witnessed" in said
    shown = keeper.run("show")
    assert shown.exit_code == 1
    assert "EVIDENCE" in shown.stdout


@pytest.mark.parametrize("lie", ["shrank", "forked", "a fork that shows an honest tree"])
def test_a_log_that_lies_gets_no_cosignature(keeper: Keeper, log: Log, lie: str) -> None:
    assert keeper.run("follow", log.address).exit_code == 0
    fork = Log(entries(300, "other "), log.seed)
    if lie == "shrank":
        log.leaves = entries(299)
    elif lie == "forked":
        log.leaves = fork.leaves
    else:
        # The tree below is the true one and longer; what is signed is another's.
        log.leaves = entries(400)
        log.served = Log(entries(400, "other "), log.seed).note().encode()
    ended = keeper.run("follow", log.address)
    assert ended.exit_code == 1
    assert "ALARM" in ended.stderr
    assert len(log.handed_in) == 1
    (evidence,) = Memory(keeper.folder).evidence()
    told = evidence.read_text(encoding="utf-8")
    assert "What was witnessed before:" in told
    assert (log.served or log.note().encode()).decode().strip() in told
    # The lie ended, and the witness goes on where it was.
    log.leaves, log.served = entries(500), None
    assert keeper.run("follow", log.address).exit_code == 0
    assert Memory(keeper.folder).logs()[ORIGIN].size == 500


def test_a_stale_answer_that_is_gone_at_the_next_look_is_no_alarm(keeper: Keeper, log: Log) -> None:
    assert keeper.run("follow", log.address).exit_code == 0
    true, asked = log.answer, []

    def stale_at_first(path: str) -> bytes:
        asked.append(path)
        return Log(entries(200), log.seed).note().encode() if len(asked) == 1 else true(path)

    log.answer = stale_at_first  # type: ignore[method-assign]
    log.leaves = entries(301)
    assert keeper.run("follow", log.address).exit_code == 0
    assert Memory(keeper.folder).logs()[ORIGIN].size == 301
    assert Memory(keeper.folder).evidence() == []


def test_a_log_that_is_down_is_no_liar(keeper: Keeper) -> None:
    ended = keeper.run("follow", "http://127.0.0.1:9/journal")
    assert ended.exit_code == 3
    assert "no answer" in ended.stderr
    assert Memory(keeper.folder).evidence() == []


def test_a_log_that_is_silent_for_long_is_an_alarm_and_ends_nothing(
    keeper: Keeper, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    down = Follower(Witness(Memory(keeper.folder), time.time), "http://127.0.0.1:9/journal", True, time.sleep)
    assert not program._look(down, True, goes_on=True, silence=599)
    assert not program._look(down, True, goes_on=True, silence=601)
    down.close()
    early, late = capsys.readouterr().err.splitlines()
    assert " error: no answer" in early
    assert " ALARM: nothing was heard for 10 minutes: no answer" in late
    up = Follower(Witness(Memory(keeper.folder), time.time), log.address, True, time.sleep)
    assert program._look(up, True, goes_on=True, silence=601)
    up.close()


def test_it_ends_when_it_is_told_to(keeper: Keeper, log: Log) -> None:
    process = keeper.start("follow", log.address, "--every", "60")
    try:
        _wait(lambda: bool(log.handed_in))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_it_keeps_what_it_signed(keeper: Keeper, log: Log) -> None:
    """Whatever was handed in was remembered before; the control is that something was handed in each time."""
    for round_ in range(2):
        log.handed_in.clear()
        log.leaves = entries(301 + round_ * 50)
        process = keeper.start("follow", log.address, "--every", "0.001")
        try:
            for extra in range(1, 8):
                log.leaves = entries(301 + round_ * 50 + extra)
                _wait(lambda extra=extra: len(log.handed_in) >= extra)
            os.kill(process.pid, signal.SIGKILL)
        finally:
            process.kill()
            process.communicate()
        own = Memory(keeper.folder)
        note = own.logs()[ORIGIN].note
        assert note is not None
        sizes = [
            size
            for size in range(300, 600)
            if _is_of(log.handed_in[-1], log.note(entries(size)), own.pen.verifier)
        ]
        assert sizes
        assert own.logs()[ORIGIN].size >= sizes[0]


@pytest.mark.parametrize(
    "words", [["follow", "http://log.example/journal"], ["follow", "nonsense"], ["watch", "x"]]
)
def test_a_wrong_command_is_one_line(keeper: Keeper, words: list[str]) -> None:
    ended = keeper.run(*words)
    assert ended.exit_code == 2
    assert len(ended.stderr.strip().splitlines()) == 1


def _is_of(line: bytes, note: Note, verifier: Verifier) -> bool:
    try:
        return bool(signed_by(note.adding(Signature.parse_all(line.decode())), [verifier], ed25519.check))
    except NoteError:
        return False


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
