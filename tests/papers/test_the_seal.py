"""A paper is sealed: other programs say that it is whole, and a byte that is changed shows."""

import io
import random
import re
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from profile_service.documents.pages import About, write_pdf
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.paper_keys import PaperKeys
from profile_service.signing.paper_seal import PaperSeal

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
KEYS = PaperKeys.generate()
_ENVELOPE = (48, 88)
"""Digits of the seal that name its kind and nothing else: which hash and which content type the container announces. Validators take
what the signed part says instead. The check at /verify sees them too, since it looks at the whole file."""


@cache
def plain() -> bytes:
    return write_pdf([[]], About("Kvitto", "Kvitto", "sv", AT))


@cache
def sealed() -> bytes:
    return PaperSeal(KEYS).seal(plain(), AT)


def status(pdf: bytes, keys: PaperKeys = KEYS) -> Any:
    root = x509.Certificate.load(keys.authority.certificate)
    trust = ValidationContext(trust_roots=[root], allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(pdf))
    (signature,) = reader.embedded_signatures
    return validate_pdf_signature(signature, trust)


def holds(pdf: bytes) -> bool:
    try:
        found = status(pdf)
        # A line after the end is in no revision: validators say that the seal is not over the whole file.
        return bool(found.bottom_line) and found.coverage.name == "ENTIRE_FILE"
    except Exception:  # whatever a broken file does to a validator: it is not valid
        return False


def contents(pdf: bytes) -> tuple[int, int]:
    """Where the digits of the seal are."""
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def test_a_sealed_paper_is_valid_whole_and_says_when() -> None:
    found = status(sealed())

    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"
    assert found.signer_reported_dt == AT
    assert sealed().startswith(plain())


def test_it_is_a_pades_seal_that_certifies() -> None:
    reader = PdfFileReader(io.BytesIO(sealed()))
    (signature,) = reader.embedded_signatures

    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level.value == 1  # nothing may be added
    assert reader.root["/Perms"]["/DocMDP"]["/Type"] == "/Sig"


def test_there_is_no_room_beside_the_seal_that_nobody_vouches_for() -> None:
    start, end = contents(sealed())
    _, first, second, rest = (
        int(one) for one in re.findall(rb"\d+", re.search(rb"/ByteRange \[(.*?)\]", sealed())[1])
    )  # type: ignore[index]

    assert (first, second, second + rest) == (start - 1, end + 1, len(sealed()))
    assert not sealed()[start:end].endswith(b"00000000")


def test_a_changed_byte_shows_wherever_it_is() -> None:
    start, end = contents(sealed())
    outside = [at for at in range(len(sealed())) if not start <= at < end]
    inside = [
        at for at in range(start, end) if not _ENVELOPE[0] <= at - start < _ENVELOPE[1] and at - start < 1_000
    ]
    chance = random.Random(6)
    for at in chance.sample(outside, 60) + chance.sample(inside, 20):
        changed = bytearray(sealed())
        changed[at] = ord("0") if changed[at] != ord("0") else ord("1")
        assert not holds(bytes(changed)), at


@pytest.mark.parametrize("added", [b"\n", b"%\n", b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"])
def test_nothing_can_be_added_and_nothing_left_off(added: bytes) -> None:
    assert not holds(sealed() + added)
    assert not holds(sealed()[:-2])


def test_another_installations_authority_does_not_vouch_for_it() -> None:
    assert not status(sealed(), PaperKeys.generate()).bottom_line


def test_whoever_trusts_the_authority_trusts_it_for_papers_alone() -> None:
    authority = x509.Certificate.load(KEYS.authority.certificate)
    assert authority.max_path_length == 0
    assert authority.extended_key_usage_value.native == ["1.3.6.1.5.5.7.3.36"]


def test_after_a_rotation_old_papers_hold_and_new_ones_have_another_key() -> None:
    later = KEYS.rotated()
    again = PaperSeal(later).seal(plain(), AT)

    assert later.authority == KEYS.authority
    assert KEYS.active in later.seals
    assert status(sealed(), later).bottom_line
    assert status(again, later).bottom_line
    assert status(again).signing_cert.serial_number != status(sealed()).signing_cert.serial_number


def test_a_ring_keeps_its_seals(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring = KeyRing.generate("operator").rotated()
    ring.save(path)

    assert KeyRing.load(path).papers == ring.papers
    assert len(ring.papers.seals) == 2


def test_a_sealed_paper_opens_as_any_other() -> None:
    reader = pypdf.PdfReader(io.BytesIO(sealed()))

    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Kvitto"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils has no pdfsig here")
def test_poppler_says_the_same(tmp_path: Path) -> None:
    def told(pdf: bytes) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        # Whom this machine trusts is its own affair: only the seal itself is looked at.
        return subprocess.run(
            ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
        ).stdout

    changed = bytearray(sealed())
    changed[40] ^= 1
    assert "Signature is Valid" in told(sealed())
    assert "Total document signed" in told(sealed())
    assert "Signature is Valid" not in told(bytes(changed))
