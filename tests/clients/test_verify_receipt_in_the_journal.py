"""`verify-receipt --journal-keys`: the journal names this very receipt, and no other proof will do."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from journal_samples import KEYS, line_proof
from signed_records import RecordSigner, receipt, record
from typer.testing import CliRunner

from clients.command_line.app import app
from clients.line_proofs import read_journal_keys
from clients.receipts import InvalidReceiptError, read_keys, verify

OURS = RecordSigner()
_SIGNED = OURS.sign(record())
_RECORD_KEYS = read_keys(OURS.jwks())
_JOURNAL_KEYS = read_journal_keys(json.dumps(KEYS).encode())


def _naming(**changed: Any) -> dict[str, Any]:
    named = {"receipt": "rcp_1", "receipt_sha256": hashlib.sha256(_SIGNED).hexdigest(), **changed}
    return line_proof(sealed=json.dumps(named))


def _receipt(proof: dict[str, Any] | None) -> bytes:
    return json.dumps(receipt(_SIGNED, record(), notice=None, journal=proof)).encode()


def test_the_line_that_names_it_is_told() -> None:
    checked = verify(_receipt(_naming()), _RECORD_KEYS, journal=_JOURNAL_KEYS)
    assert checked.proved is not None
    assert checked.proved.position == 1
    assert verify(_receipt(_naming()), _RECORD_KEYS).proved is None


@pytest.mark.parametrize(
    "content",
    [
        _SIGNED,
        _receipt(None),
        _receipt(_naming(receipt="rcp_2")),
        _receipt(_naming(receipt_sha256="0" * 64)),
        _receipt({**_naming(), "sealed": None}),
        _receipt({**_naming(), "sealed": line_proof()["sealed"]}),
        _receipt(line_proof()),
        _receipt({**_naming(), "row_key": "A" * 42 + "E="}),
    ],
)
def test_any_other_proof_is_refused(content: bytes) -> None:
    verify(content, _RECORD_KEYS)  # the control: the receipt itself is right
    with pytest.raises(InvalidReceiptError):
        verify(content, _RECORD_KEYS, journal=_JOURNAL_KEYS)


def test_by_command(tmp_path: Path) -> None:
    for name, content in (
        ("receipt.json", _receipt(_naming())),
        ("keys.json", OURS.jwks()),
        ("journal.json", json.dumps(KEYS).encode()),
    ):
        (tmp_path / name).write_bytes(content)
    words = [str(tmp_path / "receipt.json"), "--keys", str(tmp_path / "keys.json")]
    words += ["--journal-keys", str(tmp_path / "journal.json")]
    env = {"LANG": "en_GB.UTF-8", "LC_ALL": None}
    told = CliRunner().invoke(app, ["verify-receipt", *words], env=env)
    assert told.exit_code == 0, told.stderr
    assert "place: 1 of 2" in told.stdout
    as_json = json.loads(CliRunner().invoke(app, ["verify-receipt", *words, "--json"], env=env).stdout)
    assert as_json["journal"]["cosigned"][0]["witness"] == "witness.example/w"
