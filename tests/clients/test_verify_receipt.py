"""`verify-receipt`: what the service signed is right, and nothing else is, by whatever trick."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from signed_records import HEADER, TEXT, WHEN, RecordSigner, encode, receipt, record
from small_service import Reply
from typer.testing import CliRunner

from clients.command_line.app import app
from clients.errors import InvalidArgumentError
from clients.receipts import InvalidReceiptError, read_keys, verify

OURS = RecordSigner()
KEYS = read_keys(OURS.jwks())


def _refused(content: bytes, words: str, text: bytes | None = None) -> None:
    with pytest.raises(InvalidReceiptError, match=words):
        verify(content, KEYS, text)


def test_a_receipt_is_right() -> None:
    checked = verify(OURS.sign(record()), KEYS)
    assert checked.record.identifier == "rcp_1"
    assert checked.key == OURS.public["kid"]
    assert checked.payload == record()
    assert not checked.text_checked


def test_an_old_key_that_is_still_published_checks_what_it_signed() -> None:
    new = RecordSigner()
    assert verify(OURS.sign(record()), read_keys(new.jwks(OURS))).key == OURS.public["kid"]


def test_a_changed_payload_is_refused() -> None:
    head, body, tail = OURS.sign(record()).split(b".")
    said = record()
    said["dpv:hasProcess"][0]["egk:grant"] = "gra_2"
    _refused(b".".join([head, encode(json.dumps(said).encode()).encode(), tail]), "signature does not fit")
    _refused(b".".join([head, body[:-4] + b"AAAA", tail]), "signature does not fit")


@pytest.mark.parametrize(
    "header",
    [
        {**HEADER, "alg": "none"},
        {**HEADER, "alg": "HS256"},
        {**HEADER, "alg": "ES384"},
        {**HEADER, "alg": ["ES256"]},
        {**HEADER, "typ": "at+jwt"},
        {**HEADER, "typ": "JWT"},
        {**HEADER, "cty": "json"},
        {**HEADER, "crit": ["exp"]},
        {**HEADER, "b64": False, "crit": ["b64"]},
        {**HEADER, "jwk": OURS.public},
        {**HEADER, "jku": "https://evil.example/keys"},
        {"alg": "ES256"},
    ],
    ids=lambda header: "-".join(map(str, header.values()))[:40],
)
def test_another_header_is_refused(header: dict[str, Any]) -> None:
    _refused(OURS.sign(record(), {**header, "kid": OURS.public["kid"]}), "header is not that of a receipt")


def test_no_key_id_and_an_odd_one_are_refused() -> None:
    _refused(OURS.sign(record(), dict(HEADER)), "header is not that of a receipt")
    _refused(OURS.sign(record(), {**HEADER, "kid": None}), "header is not that of a receipt")
    _refused(OURS.sign(record(), {**HEADER, "kid": 7}), "header is not that of a receipt")


def test_an_unsigned_receipt_is_refused() -> None:
    head, body, _ = OURS.sign(record(), {"alg": "none", "kid": OURS.public["kid"]}).split(b".")
    _refused(head + b"." + body + b".", "not a receipt file")
    _refused(head + b"." + body + b".AA", "header is not that of a receipt")


def test_a_key_that_was_never_published_is_refused() -> None:
    _refused(RecordSigner().sign(record()), "not among these")


def test_another_key_under_our_key_id_is_refused() -> None:
    _refused(RecordSigner().sign(record(), {**HEADER, "kid": OURS.public["kid"]}), "signature does not fit")


def test_another_curve_is_refused() -> None:
    longer = RecordSigner(ec.SECP384R1())
    _refused(longer.sign(record(), {**HEADER, "kid": OURS.public["kid"]}), "signature does not fit")
    with pytest.raises(InvalidArgumentError):
        read_keys(longer.jwks())


def test_a_signature_of_nothing_is_refused() -> None:
    head, body, _ = OURS.sign(record()).split(b".")
    _refused(b".".join([head, body, encode(bytes(64)).encode()]), "signature does not fit")
    _refused(b".".join([head, body, encode(bytes(32)).encode()]), "signature does not fit")


@pytest.mark.parametrize("change", [b"\n", b" ", b"=", b".", b".AA", b"\0", b"A"])
def test_nothing_stands_after_a_receipt(change: bytes) -> None:
    signed = OURS.sign(record())
    with pytest.raises(InvalidReceiptError):
        verify(signed + change, KEYS)


@pytest.mark.parametrize("before", [b"\n", b" ", b"\xef\xbb\xbf", b"."])
def test_nothing_stands_before_a_receipt(before: bytes) -> None:
    with pytest.raises(InvalidReceiptError):
        verify(before + OURS.sign(record()), KEYS)


def test_a_second_spelling_of_the_same_signature_is_refused() -> None:
    signed = OURS.sign(record())
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(signed[-1])
    assert last % 16 == 0, "64 bytes leave four bits that must be zero"
    _refused(signed[:-1] + alphabet[last + 1 : last + 2], "base64url")


def test_a_name_that_stands_twice_is_refused_in_header_record_and_keys() -> None:
    twice = json.dumps(record()).encode()[:-1] + b',"dpv:hasIdentifier":"rcp_2"}'
    _refused(OURS.sign(twice), "every name stands once")
    kid = OURS.public["kid"]
    header = f'{{"alg":"none","alg":"ES256","typ":"consent-record+jws","cty":"ld+json","kid":"{kid}"}}'
    _refused(OURS.sign(record(), header.encode()), "every name stands once")
    with pytest.raises(InvalidArgumentError):
        read_keys(OURS.jwks()[:-1] + b',"keys":[]}')


@pytest.mark.parametrize(
    "payload",
    [b"[]", b"null", b"\xff", b"{", b'{"@context":NaN}', b"[" * 100_000],
    ids=["list", "null", "bytes", "cut", "nan", "deep"],
)
def test_what_is_signed_but_is_no_record_is_refused(payload: bytes) -> None:
    with pytest.raises(InvalidReceiptError):
        verify(OURS.sign(payload), KEYS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("@context", "https://evil.example/context"),
        ("@context", {"@vocab": "https://evil.example/"}),
        ("dct:conformsTo", "dpv-27560:record"),
        ("dct:created", "2026-03-01"),
        ("dct:created", "2027-03-01T08:00:00Z"),
        ("dpv:hasProcess", []),
        ("dpv:hasEntity", {"urn:x:y": {"@type": ["dpv:Entity"]}}),
        ("dpv:hasSurprise", 1),
    ],
)
def test_a_record_of_another_shape_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InvalidReceiptError, match="it is signed, but"):
        verify(OURS.sign({**record(), name: value}), KEYS)


def test_the_text_that_was_shown_fits_its_hash_and_no_other_does() -> None:
    signed = OURS.sign(record())
    assert verify(signed, KEYS, TEXT.encode()).text_checked
    _refused(signed, "hash is another", TEXT.encode() + b"\n")
    said = record()
    said["dpv:hasNotice"] = []
    _refused(OURS.sign(said), "no text was recorded", TEXT.encode())


def test_the_receipt_of_the_api_is_checked_with_everything_beside_it() -> None:
    signed = OURS.sign(record())
    notice = {"text": TEXT, "language": "sv", "screen": "request.html#sha256-00"}
    whole = receipt(signed, record(), notice=notice)
    assert verify(json.dumps(whole).encode(), KEYS).text_checked
    other = record()
    other["dpv:hasProcess"][0]["egk:grant"] = "gra_2"
    for wrong in (
        {"record": other},
        {"grant_id": "gra_2"},
        {"id": "rcp_2"},
        {"at": "2026-03-01T08:00:01Z"},
        {"access_request": "req_2"},
        {"kind": "withdrawn"},
        {"kind": "surprise"},
        {"notice": {**notice, "language": "ar"}},
        {"notice": {**notice, "screen": "request.html#sha256-11"}},
    ):
        _refused(json.dumps({**whole, **wrong}).encode(), "beside the signed record")
    _refused(json.dumps({**whole, "notice": {**notice, "text": "Other"}}).encode(), "hash is another")
    _refused(
        json.dumps({**whole, "notice": {**notice, "text": "Other"}}).encode(),
        "hash is another",
        TEXT.encode(),
    )
    _refused(json.dumps({**whole, "surprise": 1}).encode(), "not a receipt of the API")
    _refused(json.dumps(whole).encode()[:-1] + b',"id":"rcp_1"}', "every name stands once")


@pytest.mark.parametrize(
    "change",
    [{"d": "AAAA"}, {"crv": "P-384"}, {"kty": "RSA"}, {"kid": "A" * 43}, {"use": "enc"}, {"alg": "none"}],
    ids=lambda change: next(iter(change)),
)
def test_keys_that_are_not_published_keys_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(InvalidArgumentError):
        read_keys(json.dumps({"keys": [{**OURS.public, **change}]}).encode())
    with pytest.raises(InvalidArgumentError):
        read_keys(json.dumps({"keys": [OURS.public, OURS.public]}).encode())


# --- the program ---


def _run(*args: str) -> Any:
    return CliRunner().invoke(app, list(args), env={"EGENKARTA_URL": None})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "keys.json").write_bytes(OURS.jwks())
    (tmp_path / "receipt.jws").write_bytes(OURS.sign(record()))
    (tmp_path / "shown.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_the_program_says_what_is_right(kept: Path) -> None:
    done = _run(
        "verify-receipt", f"{kept}/receipt.jws", "--keys", f"{kept}/keys.json", "--text", f"{kept}/shown.txt"
    )
    assert done.exit_code == 0, done.stderr
    assert "the receipt is right: rcp_1" in done.stdout
    assert "Norrsken AB (5560000035)" in done.stdout
    assert "it is the one that was shown" in done.stdout
    as_json = _run("verify-receipt", f"{kept}/receipt.jws", "--keys", f"{kept}/keys.json", "--json")
    told = json.loads(as_json.stdout)
    assert told["valid"] is True
    assert told["record"]["dct:created"] == WHEN
    assert told["text_checked"] is False


def test_the_program_ends_with_1_for_a_false_receipt(kept: Path) -> None:
    (kept / "receipt.jws").write_bytes(RecordSigner().sign(record()))
    done = _run("verify-receipt", f"{kept}/receipt.jws", "--keys", f"{kept}/keys.json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: it was signed with a key that is not among these")


def test_the_program_ends_with_1_for_another_text(kept: Path) -> None:
    (kept / "shown.txt").write_text("Something else", encoding="utf-8")
    done = _run(
        "verify-receipt", f"{kept}/receipt.jws", "--keys", f"{kept}/keys.json", "--text", f"{kept}/shown.txt"
    )
    assert done.exit_code == 1
    assert "the text is not the one that was shown" in done.stderr


def test_the_program_ends_with_2_where_it_is_told_too_little(kept: Path) -> None:
    assert _run("verify-receipt", f"{kept}/receipt.jws").exit_code == 2
    assert _run("verify-receipt", f"{kept}/none.jws", "--keys", f"{kept}/keys.json").exit_code == 2
    assert _run("verify-receipt", f"{kept}/receipt.jws", "--keys", f"{kept}/receipt.jws").exit_code == 2
    assert _run("receipt-keys").exit_code == 2


def test_the_keys_are_fetched_without_signing_in(cast: Any, kept: Path) -> None:
    published = json.loads(OURS.jwks())
    cast.service.answers("GET", "/.well-known/egenkarta-record-keys.json", Reply(content=published))
    done = _run("receipt-keys", "--server", cast.service.base_url)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout) == published
    checked = _run("verify-receipt", f"{kept}/receipt.jws", "--server", cast.service.base_url)
    assert checked.exit_code == 0, checked.stderr
    sent = cast.service.calls("/.well-known/egenkarta-record-keys.json")
    assert all("authorization" not in one.headers for one in sent)


def test_no_answer_ends_with_3() -> None:
    assert _run("receipt-keys", "--server", "http://127.0.0.1:9").exit_code == 3
