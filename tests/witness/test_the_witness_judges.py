"""A witness signs what grew out of what it saw, remembers before it answers, and keeps what proves a lie."""

import json
import threading
from pathlib import Path

import httpx
import pytest

from clients import ed25519
from clients.errors import InvalidArgumentError
from clients.witness.history import ForgottenError
from clients.witness.judging import Finding, Witness
from clients.witness.memory import Memory
from clients.witness.serving import listening, reply_to
from schemas.proofs.notes import Note, Signature, signed_by
from schemas.proofs.tiles import consistency_proof
from tests.witness.a_log import ORIGIN, Log, entries, request

_NOW = 1_700_000_000


@pytest.fixture
def log() -> Log:
    return Log(entries(300))


@pytest.fixture
def witness(tmp_path: Path, log: Log) -> Witness:
    memory = Memory.create(tmp_path / "witness", "witness.example/w")
    with memory.held() as held:
        held.watch(ORIGIN, (log.verifier,))
    return Witness(memory, lambda: _NOW)


def _grown(log: Log, old: int) -> bytes:
    return request(old, consistency_proof(old, len(log.leaves), log.tile), log.note())


def test_it_signs_the_first_checkpoint_and_each_that_grew_out_of_it(witness: Witness, log: Log) -> None:
    assert witness.take(_grown(log, 0)).size == 300
    log.leaves = entries(1000)
    judgement = witness.take(_grown(log, 300))
    assert judgement.finding is Finding.COSIGNED
    assert judgement.cosignature is not None
    signed = log.note().adding([judgement.cosignature])
    own = witness.memory.pen.verifier
    assert signed_by(signed, [own], ed25519.check) == [(own, _NOW)]
    assert witness.memory.logs()[ORIGIN].size == 1000
    assert Memory(_folder(witness)).logs()[ORIGIN].size == 1000
    assert witness.take(_grown(log, 1000)).finding is Finding.COSIGNED


def test_the_answers_are_those_of_the_standard(witness: Witness, log: Log) -> None:
    assert reply_to(witness.take(_grown(log, 0)))[0] == 200
    log.leaves = entries(400)
    stranger = Log(log.leaves)
    fork = Log(entries(300, "other "), log.seed)
    rewritten = Log(entries(400, "other "), log.seed)
    good = _grown(log, 300)
    wanted = {
        404: request(0, (), Log(log.leaves, log.seed).note(origin="other.example")),
        403: request(0, (), stranger.note()),
        422: _grown(rewritten, 300),
        409: request(300, (), fork.note()),
    }
    for status, body in wanted.items():
        assert reply_to(witness.take(body))[0] == status
    for body in (
        b"",
        b"old 300\n",
        good.replace(b"old 300", b"old 0300"),
        good.replace(b"old 300", b"new 300"),
        good.replace(b"\n\n", b"\nAAAA\n\n", 1),
        good.replace(b"\n\n", b"\n" + b"A" * 43 + b"=\n" * 64 + b"\n", 1),
        request(401, (), log.note()),
        good[:-1],
    ):
        assert reply_to(witness.take(body))[0] == 400, body
    for old in (0, 1, 299, 400):
        status, kind, told = reply_to(witness.take(_grown(log, old)))
        assert (status, kind, told) == (409, "text/x.tlog.size", b"300\n")
    assert witness.memory.logs()[ORIGIN].size == 300
    assert reply_to(witness.take(good))[0] == 200


def test_two_trees_of_one_size_are_kept_as_evidence(witness: Witness, log: Log) -> None:
    witness.take(_grown(log, 0))
    fork = Log(entries(300, "other "), log.seed)
    judgement = witness.take(request(300, (), fork.note()))
    assert judgement.finding is Finding.FORKED
    assert judgement.evidence is not None
    told = judgement.evidence.read_text(encoding="utf-8")
    assert log.note().encode().decode().strip() in told
    assert fork.note().encode().decode().strip() in told
    witness.take(request(300, (), fork.note()))
    assert witness.memory.evidence() == [judgement.evidence]


def test_a_signature_by_a_stranger_is_no_evidence(witness: Witness, log: Log) -> None:
    witness.take(_grown(log, 0))
    forged = Note(
        Log(entries(300, "other ")).note().text,
        (Signature(log.verifier.name, log.verifier.key_id, bytes(64)),),
    )
    assert witness.take(request(300, (), forged)).finding is Finding.UNSIGNED
    assert witness.memory.evidence() == []


def test_of_many_at_once_none_takes_the_memory_back(witness: Witness, log: Log) -> None:
    """Two threads and two memories of one folder, as two processes would have."""
    sizes = [*range(301, 341)]
    witness.take(_grown(log, 0))
    findings: list[Finding] = []

    def push() -> None:
        mine = Witness(Memory(_folder(witness)), lambda: _NOW)
        for size in sizes:
            leaves = entries(size)
            before = mine.memory.logs()[ORIGIN].size
            if before > size:
                continue
            proof = consistency_proof(before, size, Log(leaves, log.seed).tile)
            findings.append(mine.judge(log.note(leaves), before, proof).finding)

    threads = [threading.Thread(target=push) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert witness.memory.logs()[ORIGIN].checkpoint is not None
    assert witness.memory.logs()[ORIGIN].size == 340
    assert set(findings) <= {Finding.COSIGNED, Finding.OUT_OF_STEP, Finding.UNREADABLE}


@pytest.mark.parametrize("harm", ["gone", "emptied", "older", "another's"])
def test_a_memory_that_was_touched_signs_nothing(witness: Witness, log: Log, harm: str) -> None:
    witness.take(_grown(log, 0))
    path = _folder(witness) / "memory.json"
    if harm == "gone":
        path.unlink()
    elif harm == "emptied":
        path.write_text("{}", encoding="utf-8")
    else:
        written = json.loads(path.read_text(encoding="utf-8"))
        note = written["logs"][ORIGIN]["note"]
        other = Log(entries(200), log.seed).note().encode().decode()
        written["logs"][ORIGIN]["note"] = other if harm == "older" else note.replace("\n300\n", "\n200\n")
        path.write_text(json.dumps(written), encoding="utf-8")
    log.leaves = entries(400)
    with pytest.raises(ForgottenError):
        witness.take(_grown(log, 300))
    with pytest.raises(InvalidArgumentError):
        Memory.create(_folder(witness), "witness.example/w")


def test_no_log_makes_the_memory_unreadable_by_what_it_signs(witness: Witness, log: Log) -> None:
    plain = log.note()
    often = Note(plain.text, plain.signatures * 64)
    assert witness.take(request(0, (), often)).finding is Finding.COSIGNED
    assert witness.memory.logs()[ORIGIN].size == 300
    text = plain.text + "more\n" * 199_950
    long = Note(text, (Signature(ORIGIN, log.verifier.key_id, ed25519.sign(log.seed, text.encode())),))
    assert Note.parse(long.encode()) == long
    assert witness.judge(long, 300, ()).finding is Finding.UNREADABLE
    assert witness.take(request(300, (), plain)).finding is Finding.COSIGNED


def test_a_witness_that_begins_anew_keeps_what_it_saw(witness: Witness, log: Log) -> None:
    witness.take(_grown(log, 0))
    witness.take(request(300, (), Log(entries(300, "other "), log.seed).note()))
    assert witness.memory.evidence()
    with witness.memory.held() as held:
        held.begin_anew(ORIGIN)
    assert witness.memory.evidence() == []
    assert list((_folder(witness) / "evidence").glob("*.settled"))
    log.leaves = entries(10)
    assert witness.take(_grown(log, 0)).finding is Finding.COSIGNED
    assert b"\n300\n" in (_folder(witness) / "history.notes").read_bytes()


def test_new_keys_of_a_log_leave_what_was_witnessed(witness: Witness, log: Log) -> None:
    witness.take(_grown(log, 0))
    newer = Log(entries(350))
    assert witness.take(_grown(newer, 300)).finding is Finding.UNSIGNED
    with witness.memory.held() as held:
        held.watch(ORIGIN, (newer.verifier, log.verifier))
    assert witness.take(_grown(newer, 300)).finding is Finding.COSIGNED


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_name_that_no_note_could_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidArgumentError):
        Memory.create(tmp_path, name)
    assert not (tmp_path / "key.json").exists()


def test_nobody_else_reads_its_key(witness: Witness) -> None:
    for name in ("key.json", "memory.json"):
        assert (_folder(witness) / name).stat().st_mode & 0o077 == 0


def test_over_http(witness: Witness, log: Log) -> None:
    said: list[str] = []
    fork = Log(entries(300, "other "), log.seed)
    with listening(witness, "127.0.0.1", 0, said.append) as port, httpx.Client(trust_env=False) as http:
        address = f"http://127.0.0.1:{port}/add-checkpoint"
        first = http.post(address, content=_grown(log, 0))
        assert (first.status_code, first.text[:2]) == (200, "— ")
        again = http.post(address, content=_grown(log, 0))
        assert (again.status_code, again.headers["Content-Type"], again.text) == (
            409,
            "text/x.tlog.size",
            "300\n",
        )
        assert http.post(address, content=request(300, (), fork.note())).status_code == 409
        assert http.post(address, content=b"x" * 70_000).status_code == 413
        assert http.post(address + "s", content=b"x").status_code == 404
        assert http.get(address).status_code == 501
        (_folder(witness) / "memory.json").unlink()
        assert http.post(address, content=_grown(log, 300)).status_code == 503
    assert [line.partition(":")[0] for line in said] == ["ALARM", "ALARM"]
    assert "two different trees" in said[0]


def _folder(witness: Witness) -> Path:
    return witness.memory._folder
