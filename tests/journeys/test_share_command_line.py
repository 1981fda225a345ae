"""The command line's way with a link: make, look, give a new word, answer, end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.demo_process import DemoProcess

_PROGRAM = Path(sys.executable).with_name("egenkarta-client")


def _run(demo: DemoProcess, *words: str) -> dict[str, object]:
    done = subprocess.run(
        [_PROGRAM, *words, "--json", "--demo", str(demo.folder / "demo.json"), "--persona", "astrid"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.long
def test_a_link_from_the_command_line(demo: DemoProcess) -> None:
    offer = ("--vacancy", "Kock", "--employer", "Krogen", "--scope", "profile:skills:read")
    assert "skills" in _run(demo, "share", *offer, "--preview")["sections"]  # type: ignore[operator]
    assert _run(demo, "shares") == {"shares": []}
    made = _run(demo, "share", *offer, "--word")
    share = made["share"]["id"]  # type: ignore[index]
    assert made["word"] != _run(demo, "share-word", share)["word"]
    assert _run(demo, "share-shown", share)["vacancy"] == "Kock"
    assert _run(demo, "share-contact", share, "--field", "name")["contact"] == "given"
    assert _run(demo, "share-withdraw", share)["state"] == "ended"
    assert _run(demo, "shares", share)["state"] == "ended"
