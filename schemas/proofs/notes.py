"""Signed notes (C2SP signed-note) and cosignatures (C2SP tlog-cosignature, Ed25519).

Nothing here computes a signature: whoever verifies hands in the function that does.
"""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from schemas.proofs.public_keys import KEY_BYTES, can_be_a_key

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04

_KEY_ID_BYTES: Final = 4
_STAMP: Final = struct.Struct(">Q")
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999: what is later than any calendar here is of no time, and the standard's bound is later."""
_DASH: Final = "\u2014 "
_LARGEST: Final = 1_000_000
_MOST: Final = 64
_NAME: Final = re.compile(r"[^\s+\x00-\x1f]+")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")

CheckSignature = Callable[[bytes, bytes, bytes], bool]
"""Whether, with this public key, this is an Ed25519 signature of this message (RFC 8032)."""


class NoteError(ValueError):
    """This is no signed note, or nobody who is known signed it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. `blob` is what its kind makes of a signature."""

    name: str
    key_id: bytes
    blob: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, with its end."""
        return f"{_DASH}{self.name} {encode_hash(self.key_id + self.blob)}\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """The signature of a line without its end. Raises NoteError for anything else."""
        name, _, written = line.removeprefix(_DASH).partition(" ")
        blob = decode_base64(written)
        if not line.startswith(_DASH) or _NAME.fullmatch(name) is None or len(blob) <= _KEY_ID_BYTES:
            raise NoteError("this is no signature line")
        return cls(name, blob[:_KEY_ID_BYTES], blob[_KEY_ID_BYTES:])

    @classmethod
    def parse_all(cls, text: str) -> tuple[Self, ...]:
        """The signatures of one or more whole lines. Raises NoteError for anything else."""
        if not text.endswith("\n") or text.count("\n") > _MOST:
            raise NoteError(f"expected between one and {_MOST} signature lines, each ended by a line feed")
        return tuple(cls.parse(line) for line in text[:-1].split("\n"))


@dataclass(frozen=True, slots=True)
class Note:
    """A text, and who signed it. The text ends with a line feed."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read a note. Raises NoteError for anything else."""
        if len(content) > _LARGEST:
            raise NoteError("this is far larger than a signed note")
        try:
            whole = content.decode("utf-8")
        except UnicodeDecodeError:
            raise NoteError("a signed note is UTF-8") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not text or _CONTROL.search(whole):
            raise NoteError("this is no signed note: a text, an empty line and signature lines")
        return cls(text + "\n", Signature.parse_all(lines))

    def encode(self) -> bytes:
        """The note as it is sent and kept."""
        return (self.text + "\n" + "".join(one.line for one in self.signatures)).encode()

    def adding(self, signatures: Iterable[Signature]) -> Self:
        """The note with more signatures, each once; a newer one takes the place of one by the same key."""
        fresh = {(one.name, one.key_id): one for one in signatures}
        kept = [one for one in self.signatures if (one.name, one.key_id) not in fresh]
        return replace(self, signatures=(*kept, *fresh.values()))


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who can have signed: a name, what kind of signature it makes, and its public Ed25519 key."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """What tells its signatures from those of others with the name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[
            :_KEY_ID_BYTES
        ]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode_hash(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a verifier key: name, key id in hexadecimal and key, with plus between. Raises NoteError."""
        name, _, rest = written.partition("+")
        key_id, _, key = rest.partition("+")
        blob = decode_base64(key)
        if _NAME.fullmatch(name) is None or len(blob) != 1 + KEY_BYTES:
            raise NoteError("this is no verifier key: expected name+hash+key")
        if blob[0] not in (ED25519, COSIGNATURE):
            raise NoteError("this verifier key is of a kind that is not known here")
        if not can_be_a_key(blob[1:]):
            raise NoteError("anybody could sign for this verifier key: it is a point of small order, or none")
        found = cls(name, blob[0], blob[1:])
        if found.key_id.hex() != key_id:
            raise NoteError(
                "the hash in this verifier key is not that of its name and key: a part is missing"
            )
        return found

    def check(self, text: str, signature: Signature, check: CheckSignature) -> int | None:
        """Hold its signature against a text; the second that a cosignature is of, None for a plain signature.

        Raises:
            NoteError: it is another's, or not of this text.
        """
        if (signature.name, signature.key_id) != (self.name, self.key_id):
            raise NoteError(f"this is no signature by {self.name}")
        second, plain, message = None, signature.blob, text.encode()
        if self.kind == COSIGNATURE:
            second, plain = _stamped(signature.blob)
            message = cosigned(text, second)
        if not check(self.public, plain, message):
            raise NoteError(f"the signature by {self.name} is not of this text")
        return second


def cosigned(text: str, second: int) -> bytes:
    """What a witness signs of a checkpoint's text (tlog-cosignature, cosignature/v1)."""
    return f"cosignature/v1\ntime {second}\n{text}".encode()


def cosignature(verifier: Verifier, second: int, signature: bytes) -> Signature:
    """The line of a cosignature that was made at this second."""
    return Signature(verifier.name, verifier.key_id, _STAMP.pack(second) + signature)


def signed_by(
    note: Note, verifiers: Sequence[Verifier], check: CheckSignature
) -> list[tuple[Verifier, int | None]]:
    """Who of these signed a note, and when if that is said. Signatures by others are passed over.

    Raises:
        NoteError: none of them did, or a signature in the name of one of them is false.
    """
    known = {(one.name, one.key_id): one for one in verifiers}
    found = []
    for signature in note.signatures:
        verifier = known.get((signature.name, signature.key_id))
        if verifier is not None:
            found.append((verifier, verifier.check(note.text, signature, check)))
    if not found:
        raise NoteError("nobody who is known here signed this note")
    return found


def encode_hash(content: bytes) -> str:
    """Base 64 as notes write it (RFC 4648, section 4)."""
    return base64.b64encode(content).decode()


def decode_base64(written: str) -> bytes:
    """The reverse, in the one spelling that `encode_hash` gives. Raises NoteError."""
    try:
        content = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content or encode_hash(content) != written:
        raise NoteError("this is not written as base 64")
    return content


def _stamped(blob: bytes) -> tuple[int, bytes]:
    if len(blob) <= _STAMP.size:
        raise NoteError("this cosignature is too short")
    second: int = _STAMP.unpack(blob[: _STAMP.size])[0]
    if second > _LATEST:
        raise NoteError("this cosignature is of no time")
    return second, blob[_STAMP.size :]
