"""The command line's way with a link: make, look, give a new word, answer, end."""

import json

import pytest

from tests.journeys.demo_process import DemoProcess
from tests.warm import CLIENT, warm


def _run(demo: DemoProcess, *words: str) -> dict[str, object]:
    done = warm().run(
        CLIENT, [*words, "--json", "--demo", str(demo.folder / "demo.json"), "--persona", "astrid"]
    )
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
