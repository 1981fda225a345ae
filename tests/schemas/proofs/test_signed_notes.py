"""Signed notes, cosignatures and the texts around them, against notes that others signed, and against false ones."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteError,
    Signature,
    Verifier,
    cosignature,
    cosigned,
    signed_by,
)
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tree import EMPTY_ROOT, ProofError, leaf_hash, node_hash

# The key and the note that the Go implementation of signed notes is documented with.
_PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
# The checkpoint with a cosignature from the C2SP texts.
_SOFA = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_PUBLIC = _KEY.public_key().public_bytes_raw()
_LOG = Verifier("log.example/journal", ED25519, _PUBLIC)
_WITNESS = Verifier("witness.example", COSIGNATURE, _PUBLIC)
_TEXT = Checkpoint("log.example/journal", 1, leaf_hash(b"")).text


def _check(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _signed(text: str = _TEXT) -> Note:
    plain = Signature(_LOG.name, _LOG.key_id, _KEY.sign(text.encode()))
    return Note(text, (plain,)).adding([cosignature(_WITNESS, 1_700, _KEY.sign(cosigned(text, 1_700)))])


def test_a_note_of_the_go_implementation_verifies() -> None:
    note, peter = Note.parse(_NOTE.encode()), Verifier.parse(_PETER)
    assert signed_by(note, [peter], _check) == [(peter, None)]
    assert note.encode() == _NOTE.encode()
    assert str(peter) == _PETER


def test_the_checkpoint_of_the_standards_is_read_and_written_as_it_stands() -> None:
    note = Note.parse(_SOFA.encode())
    head = Checkpoint.parse(note.text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert head.text == note.text
    assert note.encode().decode() == _SOFA
    assert int.from_bytes(note.signatures[1].blob[:8], "big") == 1_679_315_147
    assert cosigned(note.text, 1_679_315_147).startswith(b"cosignature/v1\ntime 1679315147\nexample.com/")


def test_a_log_and_a_witness_sign_one_checkpoint() -> None:
    assert signed_by(_signed(), [_LOG, _WITNESS], _check) == [(_LOG, None), (_WITNESS, 1_700)]
    assert _LOG.key_id != _WITNESS.key_id
    again = _signed().adding([cosignature(_WITNESS, 1_800, _KEY.sign(cosigned(_TEXT, 1_800)))])
    assert signed_by(again, [_WITNESS], _check) == [(_WITNESS, 1_800)]
    assert len(again.signatures) == 2


def test_who_is_not_known_is_passed_over_and_proves_nothing() -> None:
    stranger = Verifier(_LOG.name, ED25519, bytes(32))
    with pytest.raises(NoteError, match="nobody who is known"):
        signed_by(_signed(), [stranger], _check)
    with pytest.raises(NoteError, match="nobody who is known"):
        signed_by(_signed(), [], _check)


@pytest.mark.parametrize("change", ["text", "second", "signature", "swapped"])
def test_a_false_signature_in_a_known_name_spoils_the_note(change: str) -> None:
    note = _signed()
    plain, dated = note.signatures
    changed = {
        "text": Note(note.text.replace("\n1\n", "\n2\n"), note.signatures),
        "second": Note(
            note.text, (plain, Signature(dated.name, dated.key_id, bytes([0] * 7 + [9]) + dated.blob[8:]))
        ),
        "signature": Note(note.text, (Signature(plain.name, plain.key_id, bytes(64)), dated)),
        # A signature of one kind is none of the other, though the key is the same.
        "swapped": Note(note.text, (plain, Signature(dated.name, dated.key_id, bytes(8) + plain.blob))),
    }[change]
    with pytest.raises(NoteError):
        signed_by(changed, [_LOG, _WITNESS], _check)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\n\n\xe2\x80\x94 a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=".encode(),
        "text\n\n— a AAAA\n".encode(),
        "text\n\n— a AAAAAAA\n".encode(),
        "text\n\n— a AAAAAAB=\n".encode(),
        "text\n\n— a+b AAAAAAA=\n".encode(),
        "text\n\n— a\u00a0b AAAAAAA=\n".encode(),
        "text\n\n—  AAAAAAA=\n".encode(),
        b"text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n".encode(),
        "te\txt\n\n— a AAAAAAA=\n".encode(),
        "text\r\n\n— a AAAAAAA=\n".encode(),
        b"text\xff\n\n\xe2\x80\x94 a AAAAAAA=\n",
        ("text\n\n" + "— a AAAAAAA=\n" * 65).encode(),
    ],
)
def test_what_is_no_note_is_refused(content: bytes) -> None:
    with pytest.raises(NoteError):
        Note.parse(content)


def test_a_text_may_have_empty_lines_and_a_note_sixteen_signatures() -> None:
    note = Note(
        "Ognuno sta solo\n\ned è subito sera.\n", tuple(Signature(f"a{n}", bytes(4), b"x") for n in range(16))
    )
    assert Note.parse(note.encode()) == note


@given(st.binary(max_size=300))
def test_anything_else_is_refused_and_never_breaks(content: bytes) -> None:
    for parse in (Note.parse, InclusionProof.parse):
        try:
            parsed = parse(content)
        except (NoteError, ProofError):
            continue
        assert parsed.encode() == content


@pytest.mark.parametrize(
    "written",
    [
        "",
        "a+b",
        _PETER.replace("c7", "c8"),
        _PETER.replace("Peter", "Petra"),
        _PETER[:-4],
        f"a+00000000+{base64.b64encode(bytes([2]) + bytes(32)).decode()}",
        "a b" + _PETER,
    ],
)
def test_what_is_no_verifier_key_is_refused(written: str) -> None:
    with pytest.raises(NoteError):
        Verifier.parse(written)


_P = 2**255 - 19
_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7


@pytest.mark.parametrize("kind", [ED25519, COSIGNATURE])
@pytest.mark.parametrize("sign", [0, 1 << 255])
@pytest.mark.parametrize("y", [0, 1, _P - 1, _P, _P + 1, _P + 18, _EIGHT, _P - _EIGHT])
def test_a_key_that_anybody_could_sign_for_is_refused(y: int, sign: int, kind: int) -> None:
    public = (y | sign).to_bytes(32, "little")
    with pytest.raises(NoteError, match="anybody could sign"):
        Verifier.parse(str(Verifier("a", kind, public)))


def test_that_anybody_could_sign_for_it_is_so() -> None:
    """Why such a key is refused: this signature is of no secret, and right for whatever is said."""
    neutral = bytes([1]) + bytes(31)
    for text in (_TEXT, "anything\n"):
        assert _check(neutral, neutral + bytes(32), text.encode())


@pytest.mark.parametrize("second", [253_402_300_800, 2**40, 2**62, 2**64 - 1])
def test_a_cosignature_of_no_time_is_refused(second: int) -> None:
    far = cosignature(_WITNESS, second, _KEY.sign(cosigned(_TEXT, second)))
    with pytest.raises(NoteError, match="of no time"):
        _WITNESS.check(_TEXT, far, _check)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n1\nCsUY\n",
        "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nb\n",
        "a\n" + "9" * 20 + "\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


def test_the_head_of_an_empty_tree() -> None:
    head = Checkpoint("a", 0, EMPTY_ROOT, ("more",))
    assert Checkpoint.parse(head.text) == head


def test_a_proof_file_is_verified_without_asking_anybody() -> None:
    leaves = [leaf_hash(b"one"), leaf_hash(b"two")]
    note = _signed(Checkpoint(_LOG.name, 2, node_hash(*leaves)).text)
    proof = InclusionProof(1, (leaves[0],), note, b"where from")
    kept = InclusionProof.parse(proof.encode())
    assert kept == proof
    assert kept.verify(leaves[1], [_LOG], _check).size == 2
    alone = InclusionProof(0, (), _signed())
    assert InclusionProof.parse(alone.encode()) == alone
    assert alone.verify(leaf_hash(b""), [_LOG], _check).size == 1
    with pytest.raises(ProofError):
        kept.verify(leaves[0], [_LOG], _check)
    other = Verifier("other", ED25519, _PUBLIC)
    with pytest.raises(NoteError):
        kept.verify(leaves[1], [other], _check)
    elsewhere = Note(note.text, (Signature(other.name, other.key_id, _KEY.sign(note.text.encode())),))
    with pytest.raises(NoteError, match="another log"):
        InclusionProof(1, (leaves[0],), elsewhere).verify(leaves[1], [_LOG, other], _check)


@pytest.mark.parametrize(
    "change",
    [
        (b"proof@v1", b"proof@v2"),
        (b"index 0", b"index 00"),
        (b"index 0", b"index -1"),
        (b"index 0\n", b""),
        (b"index 0\n", b"index 0\nAAAA\n"),
        (b"index 0\n", b"index 0\n" + base64.b64encode(bytes(32)) + b"\n" * 1 + b"x\n"),
        (b"index 0\n", b"extra \nindex 0\n"),
    ],
)
def test_what_is_no_proof_file_is_refused(change: tuple[bytes, bytes]) -> None:
    content = InclusionProof(0, (), _signed()).encode()
    assert change[0] in content
    with pytest.raises((NoteError, ProofError)):
        InclusionProof.parse(content.replace(*change, 1))
