"""A file of notes is read however often its writer was cut off: what is whole is there, and what is torn is passed over."""

import pytest

from clients import ed25519
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.kept_notes import end_of_last, notes_of, read_notes
from schemas.proofs.notes import COSIGNATURE, ED25519, Note, NoteError, Signature, Verifier, cosignature
from schemas.proofs.tree import leaf_hash

_LOG = Verifier("log.example/journal", ED25519, ed25519.public_of(bytes(32)))
_OTHER = Verifier("other.example/a/log.example/journal", ED25519, ed25519.public_of(bytes(32)))
_WITNESS = Verifier("journal", COSIGNATURE, ed25519.public_of(bytes(32)))


def _note(size: int, log: Verifier = _LOG) -> Note:
    text = Checkpoint(log.name, size, leaf_hash(bytes([size]))).text
    plain = Signature(log.name, log.key_id, bytes([size]) * 64)
    return Note(text, (plain,)).adding([cosignature(_WITNESS, size, bytes([size]) * 64)])


def _written(note: Note) -> bytes:
    return note.encode() + b"\n"


@pytest.mark.parametrize("log", [_LOG, _OTHER])
def test_wherever_it_was_cut_off_the_others_are_read_and_no_whole_one_is_dropped(log: Verifier) -> None:
    first, torn, after, last = (_note(size, log) for size in (3, 5, 9, 12))
    whole = _written(torn)
    for cut in range(len(whole) + 1):
        content = _written(first) + whole[:cut] + _written(after) + _written(last)
        found = notes_of(content)
        assert [found[0], *found[-2:]] == [first, after, last], cut
        between = found[1:-2]
        if cut >= len(whole) - 1:
            assert between == [torn], cut
        # Of one that was cut off among its signatures what the log signed is still there.
        assert [one.text for one in between] in ([], [torn.text]), cut
        assert read_notes(content) == found


def test_one_that_was_cut_off_at_the_end_is_passed_over() -> None:
    first, torn = _note(3), _note(5)
    for cut in range(len(_written(torn))):
        found = notes_of(_written(first) + _written(torn)[:cut])
        assert found[0] == first
        assert [one.text for one in found[1:]] in ([], [torn.text])
    assert notes_of(_written(torn)[:-30]) == [Note(torn.text, torn.signatures[:1])]
    with pytest.raises(NoteError):
        read_notes(_written(torn)[:60])


def test_nothing_that_a_writer_who_fell_left_behind_hides_the_next_one() -> None:
    for rest in (bytes(40), b"\xe2\x80", b"\n\n\n", b"log.example", b"log.example/journal\n7\n"):
        content = _written(_note(3)) + rest + _written(_note(5))
        assert notes_of(content) == [_note(3), _note(5)], rest


def test_where_the_last_whole_one_ends() -> None:
    first, second = _written(_note(3)), _written(_note(5))
    assert end_of_last(b"") == end_of_last(first[:60]) == 0
    assert end_of_last(first + second) == len(first + second) - 1
    assert end_of_last(first + second[:60]) == len(first) - 1
    assert end_of_last(second[20:] + first + second[:60]) == len(second[20:] + first) - 1


def test_checkpoints_that_were_put_into_one_file_are_all_there() -> None:
    notes = [_note(3), _note(5), Note("log.example\n7\nno root\n", _note(7).signatures)]
    assert notes_of(b"".join(one.encode() for one in notes)) == notes
    extended = Note(_note(3).text + "— more\n3\n", _note(3).signatures)
    assert notes_of(_written(extended) + _written(_note(5))) == [extended, _note(5)]


def test_a_log_that_says_its_name_over_and_over_keeps_no_reader_busy() -> None:
    """Each line could begin a checkpoint: all of them are looked at once, and not all that follows each of them again."""
    name = f"{_LOG.name}\n"
    extended = Note(_note(3).text + name * 40_000, _note(3).signatures)
    assert notes_of(_written(extended) + _written(_note(5))) == [extended, _note(5)]
    assert notes_of(_written(Note(name * 40_000, _note(3).signatures)))[0].text == name * 40_000


@pytest.mark.parametrize(
    "memory", [b"{}", b'{"logs": []}', b'{"logs": ' + b"[" * 9_000, rb'{"logs":{"a":{"note":"\ud800"}}}']
)
def test_what_is_no_memory_is_refused(memory: bytes) -> None:
    with pytest.raises(NoteError):
        read_notes(memory)
