"""The commands about being told that have no answer to show, and the receiver."""

import json
import socket
from pathlib import Path

import pytest
from small_service import Reply
from typer.testing import CliRunner

from clients.command_line.app import app

SECRET = "whsec_" + "A" * 43 + "="


def run(cast, tmp_path: Path, *args: str):
    key = tmp_path / "key.json"
    key.write_text(json.dumps(cast.keys["EC"]))
    who = ["--base-url", cast.service.base_url, "--client-id", "norrsken-EC", "--key", str(key)]
    return CliRunner().invoke(app, [*args, *who], env={"LANG": "en_GB.UTF-8", "LC_ALL": None})


def test_an_address_is_closed_and_a_dead_letter_is_sent_again(cast, tmp_path):
    cast.service.answers("DELETE", "/v1/webhooks/whk_1", Reply(204))
    cast.service.answers("POST", "/v1/webhooks/dead-letters/dlv_1/redeliver", Reply(204))
    closed = run(cast, tmp_path, "webhook-close", "whk_1")
    again = run(cast, tmp_path, "redeliver", "dlv_1")
    assert (closed.exit_code, closed.stdout) == (0, "nothing is sent to whk_1 any more\n")
    assert (again.exit_code, again.stdout) == (0, "dlv_1 is tried again\n")


def test_a_receiver_needs_a_folder_and_a_free_port(cast, tmp_path):
    missing = run(cast, tmp_path, "receive", "--secret", SECRET, "--copies", str(tmp_path / "none"))
    assert missing.exit_code == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        busy = run(cast, tmp_path, "receive", "--secret", SECRET, "--copies", str(tmp_path), "--port", port)
    assert busy.exit_code == 2
    assert "free" in busy.stderr


@pytest.mark.parametrize("secret", ["", "whsec_", "word"])
def test_a_receiver_needs_a_secret(cast, tmp_path, secret: str):
    refused = run(cast, tmp_path, "receive", "--secret", secret, "--copies", str(tmp_path), "--port", "0")
    assert refused.exit_code == 2
