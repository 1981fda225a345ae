"""Checking a receipt without asking anybody: who signed it, that nothing in it was changed, and which text was shown.

Nothing here talks to the service; the keys are those that it has published.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import jwt
from pydantic import ValidationError

from clients.errors import EgenkartaError, InvalidArgumentError
from clients.line_proofs import InvalidProofError, Keys, ProvedLine, verify_proof
from schemas.access import ConsentRecord, Receipt, RecordKey, RecordKeys, ShownNotice
from schemas.access.record_context import STATES
from schemas.field_errors import field_errors

HEADER: Final = {"alg": "ES256", "typ": "consent-record+jws", "cty": "ld+json"}
"""What the header says beside the key's id, and nothing else: no other algorithm, no key of its own, no extensions."""

_COMPACT: Final = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_LARGEST: Final = 2_000_000
_SIGNATURE_BYTES: Final = 64


class InvalidReceiptError(EgenkartaError):
    """This is not a receipt that the service signed, or not with this text: what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt that is right.

    `payload` is the record as it was signed. `text_checked` says whether a text was held against its hash, and `proved` is the
    line of the journal that names it, where that was asked for.
    """

    record: ConsentRecord
    payload: Mapping[str, Any]
    key: str
    sha256: str
    text_checked: bool
    proved: ProvedLine | None = None


def read_keys(content: bytes) -> RecordKeys:
    """The published keys, from a file. Raises InvalidArgumentError for anything else, or a key under a false id."""
    try:
        keys = RecordKeys.model_validate(_object(content, "the keys"))
    except InvalidReceiptError as error:
        raise InvalidArgumentError(f"{error}; expected what 'egenkarta-client receipt-keys' writes") from None
    except ValidationError:
        raise InvalidArgumentError(
            "these are not a service's record keys; expected what 'egenkarta-client receipt-keys' writes"
        ) from None
    names = [one.kid for one in keys.keys]
    if len(set(names)) < len(names) or any(one.kid != thumbprint(one) for one in keys.keys):
        raise InvalidArgumentError("a key in the file has the id of another one; fetch the keys again")
    return keys


def verify(
    content: bytes, keys: RecordKeys, text: bytes | None = None, journal: Keys | None = None
) -> Checked:
    """Check a receipt: the file itself (JWS), or the JSON object that the API returns.

    Args:
        text: the text that was shown, to be held against its hash.
        journal: the journal's keys, where the proof that it stands there is to be checked as well. Only the JSON has one.

    Raises:
        InvalidReceiptError: it is not signed by one of these keys, was changed, or is no consent record.
    """
    if len(content) > _LARGEST:
        raise InvalidReceiptError("this is far larger than a receipt")
    outer = _receipt(content) if content.lstrip()[:1] == b"{" else None
    signed = content if outer is None else outer.signed.encode()
    key, payload = _open(signed, keys)
    record = _record(payload)
    if outer is not None:
        _compare(outer, content, record, payload)
    texts = [] if outer is None or outer.notice is None else [outer.notice.text.encode()]
    texts += [] if text is None else [text]
    for one in texts:
        _hold_against(one, record)
    sha256 = hashlib.sha256(signed).hexdigest()
    proved = None if journal is None else _proved(outer, record, sha256, journal)
    return Checked(record, payload, key, sha256, bool(texts), proved)


def thumbprint(key: RecordKey) -> str:
    """The id that a key must have: its thumbprint (RFC 7638)."""
    members = {"crv": key.crv, "kty": key.kty, "x": key.x, "y": key.y}
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _open(signed: bytes, keys: RecordKeys) -> tuple[str, Mapping[str, Any]]:
    if _COMPACT.fullmatch(signed) is None:
        raise InvalidReceiptError(
            "this is not a receipt file; expected three parts with dots between, and nothing before or after"
        )
    head, body, tail = signed.split(b".")
    header = _object(_decoded(head), "the header")
    kid = header.get("kid")
    if header != {**HEADER, "kid": kid} or not isinstance(kid, str):
        raise InvalidReceiptError(
            f"the header is not that of a receipt; expected {_said(HEADER)} and kid alone"
        )
    key = next((one for one in keys.keys if one.kid == kid), None)
    if key is None:
        raise InvalidReceiptError(
            "it was signed with a key that is not among these; fetch the keys anew, or refuse it"
        )
    signature = _decoded(tail)
    if len(signature) != _SIGNATURE_BYTES or not _is_signed(head + b"." + body, signature, key):
        raise InvalidReceiptError(
            "the signature does not fit: the receipt was changed, or was not signed by this key"
        )
    return kid, _object(_decoded(body), "the record")


def _is_signed(message: bytes, signature: bytes, key: RecordKey) -> bool:
    try:
        known = jwt.PyJWK.from_dict(key.model_dump(), algorithm="ES256")
        return known.Algorithm.verify(message, known.key, signature)
    except (jwt.PyJWTError, ValueError):  # the coordinates are those of no point on the curve
        return False


def _record(payload: Mapping[str, Any]) -> ConsentRecord:
    try:
        record = ConsentRecord.model_validate(payload)
    except ValidationError as error:
        first = field_errors(error)[0]
        raise InvalidReceiptError(
            f"it is signed, but is no consent record: {first.field or '/'}: {first.problem}"
        ) from None
    last = record.processes[0].states[-1]
    if record.created != last.at or not set(record.processes[0].controller) <= record.entities.keys():
        raise InvalidReceiptError("it is signed, but its parts do not fit each other")
    return record


def _receipt(content: bytes) -> Receipt:
    try:
        return Receipt.model_validate(_object(content, "the receipt"))
    except ValidationError:
        raise InvalidReceiptError(
            "this is JSON, but not a receipt of the API; expected the object of one receipt"
        ) from None


def _compare(outer: Receipt, content: bytes, record: ConsentRecord, payload: Mapping[str, Any]) -> None:
    beside = _object(content, "the receipt")["record"]
    process = record.processes[0]
    said = (outer.id, outer.access_request, outer.grant_id, outer.at, STATES.get(outer.kind))
    signed = (
        record.identifier,
        record.subject.identifier,
        process.grant,
        record.created,
        process.states[-1].type,
    )
    if beside != payload or said != signed or not _same_screen(outer.notice, record):
        raise InvalidReceiptError("what stands beside the signed record is not what was signed")


def _proved(outer: Receipt | None, record: ConsentRecord, sha256: str, journal: Keys) -> ProvedLine:
    """The line of the journal that names this very receipt."""
    if outer is None or outer.journal is None:
        raise InvalidReceiptError(
            "it came without a proof of the journal; fetch it as JSON, and again in a second"
        )
    try:
        proved = verify_proof(outer.journal, journal)
    except InvalidProofError as error:
        raise InvalidReceiptError(str(error)) from None
    named = (proved.sealed.get("receipt"), proved.sealed.get("receipt_sha256"))
    if named != (record.identifier, sha256):
        raise InvalidReceiptError("the line of the journal beside it names another receipt")
    return proved


def _same_screen(beside: ShownNotice | None, record: ConsentRecord) -> bool:
    """Whether a text that stands beside is said to be of the signed language and screen. Its hash is looked at elsewhere."""
    if beside is None or not record.notice:
        return True
    signed = record.notice[0]
    return (beside.language, beside.screen) == (signed.language, signed.identifier)


def _hold_against(text: bytes, record: ConsentRecord) -> None:
    if not record.notice:
        raise InvalidReceiptError("no text was recorded with this receipt, so none can be held against it")
    if hashlib.sha256(text).hexdigest() != record.notice[0].sha256:
        raise InvalidReceiptError("the text is not the one that was shown: its hash is another")


def _object(content: bytes, what: str) -> dict[str, Any]:
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise InvalidReceiptError(f"{what} cannot be read as JSON in which every name stands once") from None
    if not isinstance(found, dict):
        raise InvalidReceiptError(f"{what} is no JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(_word: str) -> NoReturn:
    raise ValueError("this is no JSON number")


def _decoded(part: bytes) -> bytes:
    """Base64url without padding, in its one spelling (RFC 4648, section 3.5: unused bits are zero)."""
    try:
        plain = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except binascii.Error:
        plain = b""
    if not plain or base64.urlsafe_b64encode(plain).rstrip(b"=") != part:
        raise InvalidReceiptError("a part of it is not written as base64url")
    return plain


def _said(members: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in members.items())
