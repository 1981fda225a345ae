"""What strace writes of a call in two parts is one call."""

from pathlib import Path

import pytest

from tests.drills.tracing import calls


@pytest.mark.parametrize("breaks", [False, True])
def test_a_call_that_another_thread_broke_in_upon_is_read_whole(tmp_path: Path, breaks: bool) -> None:
    head, rest = "7 read(5<TCP:[127.0.0.1:1->127.0.0.1:2]>, ", '"\\x68\\x69", 100) = 2\n'
    other = "8 fdatasync(6<\\x2f\\x61>)        = 0\n"
    broken = f"{head} <unfinished ...>\n{other}7 <... read resumed>{rest}"
    (tmp_path / "trace").write_text(broken if breaks else f"{head}{rest}{other}", encoding="ascii")
    first, second = calls(tmp_path / "trace")
    assert (first.name, first.content, first.result) == ("read", b"hi", 2)
    assert (first.begun, first.ended) == ((0, 2) if breaks else (0, 0))
    assert (second.name, second.target, second.result) == ("fdatasync", "/a", 0)
