"""Who a command asks for, where it is said in more than one place."""

import json

import pytest
from small_service import Reply
from typer.testing import CliRunner

from clients.command_line.app import app


@pytest.mark.parametrize("where", ["by hand", "in the environment"])
def test_who_is_named_by_hand_counts_more_than_an_exported_demo(cast, demo, tmp_path, where):
    cast.service.answers("GET", "/v1/me/grants", Reply(content={"grants": []}))
    cast.service.answers("GET", "/v1/grants", Reply(content={"grants": []}))
    (tmp_path / "key.json").write_text(json.dumps(cast.keys["EC"]))
    environment = {"EGENKARTA_DEMO": str(demo), "EGENKARTA_PERSONA": "bo"}
    address = ["--base-url", cast.service.base_url] if where == "by hand" else []
    if not address:
        environment["EGENKARTA_URL"] = cast.service.base_url

    def run_with(*words: str):
        return CliRunner().invoke(app, list(words), env=environment)

    told = run_with("grants", *address, "--token", "a-persons-token")
    assert told.exit_code == 0, told.output
    assert cast.service.calls("/demo/sign-in") == []
    proof = ["--client-id", "norrsken-EC", "--key", str(tmp_path / "key.json")]
    assert run_with("granted", *address, *proof).exit_code == 0
    # Without a name of one's own the exported demo still says who asks.
    assert run_with("grants").exit_code == 0
    assert len(cast.service.calls("/demo/sign-in")) == 1
