"""The commands about codes: anybody finds and looks, and nothing is sent that says who asks."""

import json

import concept_samples as samples
import pytest
from small_service import Reply
from typer.testing import CliRunner

from clients.command_line.app import app

ASKED = [
    (["search", "foto"], "/v1/concepts", {"concepts": [samples.FOUND]}, "fotograf"),
    (["show", "esco", "o1"], "/v1/concepts/one", samples.DETAILS, "Takes photographs."),
    (["taxonomies"], "/v1/taxonomies", {"taxonomies": [samples.TAXONOMY]}, "2011/833/EU"),
]


@pytest.mark.parametrize(("command", "path", "content", "words"), ASKED)
def test_anybody_asks_without_a_sign_in(cast, command, path, content, words):
    cast.service.answers("GET", path, Reply(content=content))
    where = ["--server", cast.service.base_url]
    runner, nobody = CliRunner(), {"EGENKARTA_URL": None}
    told = runner.invoke(app, ["concepts", *command, *where], env=nobody)
    assert (told.exit_code, words in told.stdout) == (0, True), told.stderr
    as_json = runner.invoke(app, ["concepts", *command, *where, "--json"], env=nobody)
    assert json.loads(as_json.stdout) == content
    assert all("authorization" not in sent.headers for sent in cast.service.calls(path))
    assert runner.invoke(app, ["concepts", *command], env=nobody).exit_code == 2
