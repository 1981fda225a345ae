"""Whatever stands in a file of the journal, it is read or said to be none; nothing else comes of it."""

import json
from pathlib import Path

import pytest

from profile_service.portability.journal_file import FORMAT, JournalFile, JournalFileError

_HEAD = json.dumps({"format": FORMAT, "origin": "log.example/journal", "keys": []}).encode()
_LEAF = f'["leaf",0,1,"evt","{"ab" * 32}"]'.encode()
_GOOD = [_HEAD, b'["line",1,"evt",null]', _LEAF, '["checkpoint",1,"é\\n\\u00e9"]'.encode(), b'["end",1,1]']


def _read(path: Path, lines: list[bytes]) -> list[bytes]:
    path.write_bytes(b"\n".join(lines) + b"\n")
    found = JournalFile(path)
    for each in (found.all_lines(), found.all_leaves()):
        list(each)
    notes = [one.note for one in found.all_notes()]
    found.check_end()
    return notes


def test_the_control_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path / "journal", _GOOD) == ["é\né".encode()]


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (0, rb'{"format":"egenkarta-journal 1","origin":"\ud800","keys":[]}'),
        (1, rb'["line",1,"\udfff",null]'),
        (2, rb'["leaf",0,1,"\ud800 ","' + b"ab" * 32 + b'"]'),
        (3, rb'["checkpoint",1,"\ud800"]'),
        (3, b'["checkpoint",1,"\xed\xa0\x80"]'),
        (3, b'["checkpoint",1,"\xff"]'),
        (3, b'["checkpoint",' + b"[" * 9_000),
    ],
)
def test_half_a_character_and_other_harm_is_said_in_one_line(tmp_path: Path, at: int, line: bytes) -> None:
    with pytest.raises(JournalFileError):
        _read(tmp_path / "journal", [*_GOOD[:at], line, *_GOOD[at + 1 :]])
