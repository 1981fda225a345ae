"""The journal over HTTP and a witness as a process of its own: what it sees, and what it does not let pass.

The last attack is the one that nothing inside of the installation can see: whoever has database and key ring rewrites lines, tree and
checkpoints so that they fit each other. The control is `journal verify` without the witness's memory, which finds all in order.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from clients.line_proofs import read_journal_keys, verify_line
from clients.receipts import read_keys, verify
from clients.witness.memory import Memory
from profile_service.proving import Prover
from profile_service.signing.journal_signer import JournalSigner
from profile_service.signing.live_journal import LiveJournal
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from schemas.proofs.notes import Note, Verifier
from schemas.proofs.tree import leaf_hash, root_of
from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, journal_of, unguarded, verified
from tests.live import free_port, listening
from tests.stage import Stage
from tests.warm import WITNESS, warm


class Follower:
    """A witness with a folder of its own, run as its keeper would."""

    def __init__(self, folder: Path, stage: Stage, prefix: str) -> None:
        self.folder, self.prefix = folder, prefix
        self.memory = Memory.create(folder, "witness.example/w")
        self.watch(stage)

    def watch(self, stage: Stage) -> None:
        """Tell it the journal's keys."""
        keys = [Verifier.parse(one) for one in journal_of(stage, "keys").stdout.split()]
        with self.memory.held() as held:
            held.watch(keys[0].name, tuple(keys))

    def look(self) -> "subprocess.CompletedProcess[str]":
        """Look once, in a process of its own."""
        words = ["follow", self.prefix, "--folder", str(self.folder)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("EGENKARTA_")}
        return warm().run(WITNESS, words, clean)


@pytest.fixture
def follower(stage: Stage, tmp_path: Path) -> Iterator[Follower]:
    port = free_port()
    made = Follower(tmp_path / "witness", stage, f"http://127.0.0.1:{port}/journal")
    own = made.memory.pen.verifier
    log = LiveJournal(stage.parts.ring, stage.parts.settings.journal_origin, (own,))
    stage.app.state.house = replace(stage.house, log=log)
    with listening(stage.app, port):
        yield made


def test_a_witness_cosigns_and_the_line_that_it_has_seen_is_proved_offline(
    stage: Stage, follower: Follower
) -> None:
    grown(stage, 3)
    ended = follower.look()
    assert ended.returncode == 0, ended.stderr
    shown = Note.parse(stage.http.get("/journal/checkpoint").content)
    assert len(shown.signatures) == 2
    assert follower.look().returncode == 0
    astrid = stage.individual("astrid")
    [event, *_] = stage.http.get("/v1/me/disclosures", headers=astrid).json()["disclosures"]
    proof = stage.http.get(f"/v1/me/journal/{event['id']}/proof", headers=astrid)
    assert proof.status_code == 200
    keys = read_journal_keys(stage.http.get("/journal/keys").content)
    proved = verify_line(proof.content, keys)
    assert proved.line["id"] == event["id"]
    assert [name for name, _ in proved.cosigned] == ["witness.example/w"]
    [receipt, *_] = stage.http.get("/v1/me/receipts", headers=astrid).json()["receipts"]
    jwks = read_keys(stage.http.get("/.well-known/egenkarta-record-keys.json").content)
    checked = verify(orjson.dumps(receipt), jwks, journal=keys)
    assert checked.proved is not None
    assert checked.proved.cosigned
    grown(stage, 2)
    assert follower.look().returncode == 0
    assert verified(stage, "--against", str(follower.folder / "memory.json"))[0] == 0
    assert verified(stage, "--against", str(follower.folder / "history.notes"))[0] == 0


def test_a_rotated_key_stops_no_witness(stage: Stage, follower: Follower) -> None:
    grown(stage, 1)
    assert follower.look().returncode == 0
    ring = stage.parts.ring.current
    ring.rotated().save(stage.parts.settings.key_ring)
    stage.move(seconds=5)
    grown(stage, 1)
    assert follower.look().returncode == 0
    assert verified(stage)[0] == 0


def test_what_fits_in_itself_and_was_rewritten_is_seen_by_the_witness_alone(
    stage: Stage, follower: Follower
) -> None:
    lines = grown(stage, 3)
    assert follower.look().returncode == 0
    _rewrite(stage, lines[4][0])
    OuterCheckpoint(stage.parts.settings.ledger_of_erasures).set_aside()  # it lies where the keys lie
    stage.app.state.rounds.prover = Prover(stage.house)  # the service stood still meanwhile
    grown(stage, 1)
    assert verified(stage)[0] == 0
    code, report = verified(stage, "--against", str(follower.folder / "memory.json"))
    assert code == 3
    assert [one["wrong"] for one in report["faults"]] == ["rewritten"]
    ended = follower.look()
    assert ended.returncode == 1
    assert "ALARM" in ended.stderr
    assert "was rewritten" in ended.stderr
    assert follower.memory.evidence()


def test_a_journal_that_went_back_is_seen_by_the_witness(stage: Stage, follower: Follower) -> None:
    grown(stage, 2)
    assert follower.look().returncode == 0
    [(size,)] = ask(stage, "SELECT max(size) FROM tree_checkpoint")
    with unguarded(stage) as connection:
        connection.execute("DELETE FROM tree_checkpoint WHERE size = ?", (size,))
    ended = follower.look()
    assert ended.returncode == 1
    assert f"shrank: it had {size} entries" in ended.stderr


def _rewrite(stage: Stage, seq: int) -> None:
    """Take a line away and make the rest fit: the leaves, and every checkpoint, signed anew with the true key."""
    signer = JournalSigner(stage.parts.ring.current.journal, stage.parts.settings.journal_origin)
    with unguarded(stage) as connection:
        connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
        rows = ask(stage, "SELECT seq, id, commitment FROM journal ORDER BY seq")
        hashes = [leaf_hash(bytes(commitment)) for _, _, commitment in rows]
        told = orjson.dumps([[number, event] for number, event, _ in rows]).decode()
        connection.execute("DELETE FROM tree_leaves")
        connection.execute(
            "INSERT INTO tree_leaves (first, count, last_seq, hashes, lines) VALUES (0, ?, ?, ?, ?)",
            (len(rows), rows[-1][0], b"".join(hashes), told),
        )
        for table in ("tree_checkpoint", "tree_cosignature"):
            connection.execute(f"DELETE FROM {table} WHERE size > ?", (len(rows),))  # noqa: S608
        for (size,) in ask(stage, "SELECT size FROM tree_checkpoint"):
            root = root_of(hashes[:size])
            note = signer.sign_checkpoint(size, root)
            connection.execute(
                "UPDATE tree_checkpoint SET root = ?, note = ?, last_seq = ? WHERE size = ?",
                (root, note, rows[size - 1][0], size),
            )
