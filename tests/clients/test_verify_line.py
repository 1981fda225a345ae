"""`verify-line`: a line that stands in the journal is proved, and nothing else is, by whatever trick."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journal_samples import KEYS, LOG, ORIGIN, SEALED, WITNESS, line, line_proof
from small_service import Reply
from typer.testing import CliRunner

from clients import ed25519
from clients.command_line.app import app
from clients.errors import InvalidArgumentError
from clients.line_proofs import InvalidProofError, read_journal_keys, verify_line
from clients.public import Public
from schemas.proofs.notes import COSIGNATURE, ED25519, Verifier

_KEYS = read_journal_keys(json.dumps(KEYS).encode())


def _bytes(proof: dict[str, Any]) -> bytes:
    return json.dumps(proof).encode()


def test_a_line_is_proved_and_who_has_seen_it_is_told() -> None:
    proved = verify_line(_bytes(line_proof()), _KEYS)
    assert proved.line["organisation"] == "org_norrsken"
    assert proved.sealed == {"reader": "Ann", "case": "A-1"}
    assert (proved.position, proved.tree_size, proved.origin) == (1, 2, ORIGIN)
    [(name, at)] = proved.cosigned
    assert name == WITNESS.name
    assert at.isoformat() == "2026-03-01T08:00:00+00:00"


def test_without_a_witness_nobody_has_seen_it() -> None:
    assert verify_line(_bytes(line_proof(witness=None)), _KEYS).cosigned == ()
    assert verify_line(_bytes({**line_proof(), "sealed": None}), _KEYS).sealed == {}


def test_a_line_from_before_there_were_imprints_is_proved() -> None:
    assert verify_line(_bytes(line_proof(imprint=b"")), _KEYS).position == 1


_TRICKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "another organisation": lambda one: {**one, "row": line(organisation="org_other")},
    "another id": lambda one: {**one, "row": line(id="evt_2")},
    "another id beside it": lambda one: {**one, "event_id": "evt_2"},
    "another key": lambda one: {**one, "row_key": "A" * 42 + "E="},
    "another imprint": lambda one: {**one, "imprint": "A" * 21 + "Q=="},
    "no imprint": lambda one: {**one, "imprint": ""},
    "what was sealed": lambda one: {**one, "sealed": SEALED.replace("Ann", "Eve")},
    "what was sealed is no object": lambda one: {**one, "sealed": "[]"},
    "another place": lambda one: {**one, "proof": one["proof"].replace("index 1", "index 0")},
    "another place beside it": lambda one: {**one, "leaf_index": 0},
    "another size beside it": lambda one: {**one, "tree_size": 3},
    "no way up": lambda one: {
        **one,
        "proof": "\n".join(x for at, x in enumerate(one["proof"].split("\n")) if at != 2),
    },
    "another size in the note": lambda one: {**one, "proof": one["proof"].replace("\n2\n", "\n3\n")},
    "a note of another's": lambda one: {**one, "proof": line_proof(seed=bytes(32))["proof"]},
    "a cosignature of another's in its name": lambda one: {
        **one,
        "proof": "\n".join(
            [*one["proof"].split("\n")[:-2], one["proof"].split("\n")[-2][:-8] + "AAAAAAA=", ""]
        ),
    },
    "signed by it for another log": lambda one: {
        **one,
        "proof": line_proof(origin="another.example/log")["proof"],
    },
    "cosigned far after any calendar": lambda one: {**one, "proof": line_proof(second=2**40)["proof"]},
    "cosigned after any time": lambda one: {**one, "proof": line_proof(second=2**62)["proof"]},
    "a line of brackets": lambda one: {**one, "row": "[" * 3_900},
    "what was sealed is of brackets": lambda one: line_proof(sealed="[" * 100_000),
    "no proof": lambda one: {**one, "proof": "nothing"},
    "no line": lambda one: {**one, "row": "nothing"},
}


@pytest.mark.parametrize("trick", _TRICKS)
def test_a_trick_proves_nothing(trick: str) -> None:
    changed = _TRICKS[trick](line_proof())
    assert changed != line_proof()
    with pytest.raises(InvalidProofError):
        verify_line(_bytes(changed), _KEYS)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"event_id": 7}', b"\xff"])
def test_what_is_no_proof_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidProofError):
        verify_line(content, _KEYS)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {**KEYS, "keys": ["nonsense"]},
        {**KEYS, "keys": KEYS["witnesses"]},
        {**KEYS, "witnesses": KEYS["keys"]},
        {**KEYS, "origin": "another.example/log"},
        {**KEYS, "keys": [str(Verifier(ORIGIN, ED25519, b"\x01" + bytes(31)))]},
    ],
)
def test_what_are_no_keys_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError):
        read_journal_keys(json.dumps(keys).encode())


def test_a_proof_from_a_former_address_is_right_with_the_keys_from_there() -> None:
    former = "former.example/journal"
    name = Verifier(former, ED25519, LOG.public)
    then = read_journal_keys(json.dumps({**KEYS, "origin": former, "keys": [str(name)]}).encode())
    made = _bytes(line_proof(origin=former, name=former))
    assert verify_line(made, then).origin == former
    with pytest.raises(InvalidProofError):
        verify_line(made, _KEYS)


@pytest.mark.parametrize("part", ["row", "sealed", "proof", "event_id"])
def test_half_a_character_proves_nothing(part: str) -> None:
    with pytest.raises(InvalidProofError):
        verify_line(_bytes({**line_proof(), part: "\ud800"}), _KEYS)


def test_the_last_second_of_the_calendar_is_told() -> None:
    [(_, at)] = verify_line(_bytes(line_proof(second=253_402_300_799)), _KEYS).cosigned
    assert at.isoformat() == "9999-12-31T23:59:59+00:00"


def _run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words), env={"LANG": "en_GB.UTF-8", "LC_ALL": None})


def test_by_command_without_asking_anybody(tmp_path: Path) -> None:
    proof, keys = tmp_path / "proof.json", tmp_path / "keys.json"
    proof.write_bytes(_bytes(line_proof()))
    keys.write_text(json.dumps(KEYS), encoding="utf-8")
    words = ("verify-line", str(proof), "--keys", str(keys))
    told = _run(*words)
    assert told.exit_code == 0
    assert "seen by: witness.example/w 2026-03-01 08:00 UTC" in told.stdout
    assert json.loads(_run(*words, "--json", "--witness", str(WITNESS)).stdout)["valid"] is True
    other = Verifier("witness.example/other", COSIGNATURE, ed25519.public_of(bytes(32)))
    unseen = _run(*words, "--witness", str(other))
    assert unseen.exit_code == 1
    assert "witness.example/other has not seen the tree" in unseen.stderr
    assert _run(*words, "--witness", str(LOG)).exit_code == 2
    proof.write_bytes(_bytes({**line_proof(), "row": line(outcome="refused")}))
    assert _run(*words).exit_code == 1


def test_keys_and_checkpoint_are_fetched_to_be_kept(cast: Any) -> None:
    cast.service.answers("GET", "/journal/keys", Reply(content=KEYS))
    fetched = _run("journal-keys", "--server", cast.service.base_url)
    assert json.loads(fetched.stdout) == KEYS
    assert _run("journal-keys").exit_code == 2
    note = line_proof()["proof"].partition("\n\n")[2].encode()
    cast.service.answers("GET", "/journal/checkpoint", Reply(content=note, media_type="text/plain"))
    assert _run("journal-checkpoint", "--server", cast.service.base_url).stdout.encode() == note
    grown = {"old_size": 1, "new_size": 2, "hashes": []}
    cast.service.answers("GET", "/journal/consistency", Reply(content=grown))
    with Public(cast.service.base_url) as public:
        assert public.journal_consistency(1, 2).new_size == 2
        assert public.journal_checkpoint() == note
        assert public.journal_keys().origin == ORIGIN
