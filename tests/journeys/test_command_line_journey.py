"""The main job with `egenkarta-client`: once for programs (`--json`), once in words, with the exit codes of both."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.journeys.demo_process import DemoProcess
from tests.live import free_port
from tests.warm import CLIENT, warm

ASTRID: Final = ("--persona", "astrid")
NORRSKEN: Final = ("--organisation", "norrsken")
SKILLS: Final = "profile:skills:read"
NARROW: Final = "profile:skills:read?fields=level,skill"
QUESTION: Final = (
    "--declaration",
    "dcl_norrsken_mapping",
    "--scope",
    "profile:languages:read",
    "--scope",
    SKILLS,
)
READING: Final = ("--case", "FALL-RAD-1", "--reader", "Nils Berg")


@dataclass(frozen=True)
class Terminal:
    """Where the program is run: it finds the demo by an environment variable."""

    environment: Mapping[str, str]

    def run(self, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
        """Run a command that ends with this exit code."""
        done = warm().run(CLIENT, words, self.environment)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    def json(self, *words: str) -> Any:
        """Run a command and read its answer."""
        return json.loads(self.run(*words, "--json").stdout)

    def say(self, *words: str) -> str:
        """Run a command and return its words."""
        return self.run(*words).stdout


@pytest.fixture(scope="module")
def terminal(demo: DemoProcess) -> Terminal:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EGENKARTA_")}
    return Terminal({**kept, "EGENKARTA_DEMO": str(demo.demo_file), "LC_ALL": "C.UTF-8"})


def test_the_main_job_in_json(terminal: Terminal) -> None:
    code = terminal.json("code", *ASTRID)["code"]
    asked = terminal.json("ask", *NORRSKEN, "--code", code, "--case", "FALL-RAD", *QUESTION)
    request_id = asked["id"]
    preview = terminal.run("preview", *ASTRID, request_id, "--scope", NARROW, "--json").stdout
    grant_id = terminal.json("grant", *ASTRID, request_id, "--scope", NARROW)["id"]
    assert terminal.json("status", *NORRSKEN, request_id, "--wait", "5")["grant_id"] == grant_id
    read = terminal.run("read", *NORRSKEN, grant_id, *READING, "--json").stdout
    assert read == preview
    assert set(json.loads(read)["profile"]) == {"skills"}
    line = terminal.json("log", *ASTRID, "--limit", "1")["disclosures"][0]
    assert (line["outcome"], line["reader"], line["case_reference"]) == (
        "disclosed",
        "Nils Berg",
        "FALL-RAD-1",
    )
    assert terminal.json("withdraw", *ASTRID, grant_id)["state"] == "withdrawn"
    gone = terminal.run("read", *NORRSKEN, grant_id, *READING, "--json", code=1)
    never = terminal.run("read", *NORRSKEN, "gra_never", *READING, "--json", code=1)
    assert gone.stdout == ""
    assert gone.stderr == never.stderr
    assert json.loads(gone.stderr)["type"] == "urn:egenkarta:problem:not-available"
    assert terminal.json("log", *ASTRID, "--limit", "1")["disclosures"][0]["outcome"] == "refused"


@pytest.mark.long
def test_the_main_job_in_words(terminal: Terminal) -> None:
    code = terminal.say("code", *ASTRID).split()[0]
    asked = terminal.say("ask", *NORRSKEN, "--code", code, "--case", "FALL-ORD", *QUESTION)
    request_id = next(word for word in asked.split() if word.startswith("req_"))
    question = terminal.say("requests", *ASTRID, request_id)
    assert "Norrsken AB" in question
    assert "We want to plan the way to a job with you" in question
    preview = terminal.say("preview", *ASTRID, request_id, "--scope", NARROW)
    assert "Ge omvårdnad till äldre" in preview
    assert "Engelska" not in preview
    granted = terminal.say("grant", *ASTRID, request_id, "--scope", NARROW)
    grant_id = next(word for word in granted.split() if word.startswith("gra_"))
    assert terminal.say("read", *NORRSKEN, grant_id, *READING) == preview
    assert "Nils Berg" in terminal.say("log", *ASTRID, "--limit", "1")
    assert "withdrawn" in terminal.say("withdraw", *ASTRID, grant_id)
    gone = terminal.run("read", *NORRSKEN, grant_id, *READING, code=1)
    assert gone.stdout == ""
    assert gone.stderr.startswith("error: ")
    assert len(gone.stderr.strip().splitlines()) == 1
    assert "tried to read your profile and got nothing" in terminal.say("log", *ASTRID, "--limit", "1")


def test_a_wrong_command_ends_with_two_and_no_answer_with_three(terminal: Terminal) -> None:
    terminal.run("grant", *ASTRID, "req_1", code=2)
    assert "rim" in terminal.run("code", "--persona", "nobody", code=2).stderr
    silent = f"http://127.0.0.1:{free_port()}"
    terminal.run("code", *ASTRID, "--base-url", silent, code=3)
