"""The commands about instruments: anybody reads and checks, an organisation registers and retires."""

import json
from pathlib import Path

import instrument_samples as samples
from small_service import Reply
from typer.testing import CliRunner

from clients.command_line.app import app
from clients.instruments import mistakes_in


def run(*args: str, stdin: bytes | None = None):
    # Nobody signs in for reading and checking; a demo in the environment is not asked either.
    return CliRunner().invoke(app, ["instruments", *args], input=stdin, env={"EGENKARTA_URL": None})


def as_norrsken(cast, tmp_path: Path, *args: str):
    key = tmp_path / "key.json"
    key.write_text(json.dumps(cast.keys["EC"]))
    who = ["--base-url", cast.service.base_url, "--client-id", "norrsken-EC", "--key", str(key)]
    return run(*args, *who)


def test_anybody_lists_and_looks_without_a_sign_in(cast):
    base = cast.service.base_url
    cast.service.answers("GET", "/v1/instruments", Reply(content={"instruments": [samples.HEAD]}))
    cast.service.answers("GET", "/v1/instruments/org_1.first-talk", Reply(content=samples.WHOLE))
    listed = run("list", "--server", base)
    assert (listed.exit_code, "org_1.first-talk 1: First talk" in listed.stdout) == (0, True), listed.stderr
    shown = run("show", "org_1.first-talk", "--server", base, "--language", "en")
    assert "Which work? -> expectations: target" in shown.stdout
    (sent,) = cast.service.calls("/v1/instruments")
    assert "authorization" not in sent.headers
    assert run("list").exit_code == 2


def test_a_text_is_checked_without_asking_anybody(cast, tmp_path):
    right = tmp_path / "right.json"
    right.write_text(json.dumps(samples.TEXT))
    assert "the shape is right" in run("check", str(right)).stdout
    wrong = json.dumps({**samples.TEXT, "stage": "last", "sections": []})
    told = run("check", "-", "--json", stdin=wrong.encode())
    assert told.exit_code == 1
    assert [one["field"] for one in json.loads(told.stdout)["errors"]] == ["/stage", "/sections"]
    assert "/stage" in run("check", "-", stdin=wrong.encode()).stdout
    assert run("check", str(tmp_path / "none.json")).exit_code == 2
    assert cast.service.calls("/v1/instruments") == []


def test_what_is_no_json_is_told_by_its_line():
    assert mistakes_in(b'{\n "id": }')[0].problem == "this is not JSON at line 2, column 8"
    assert mistakes_in(b'{"id": 1, "id": 2}')[0].problem == "this is not JSON"
    assert mistakes_in(b"\xff")[0].problem == "this is not JSON"
    assert mistakes_in(b" " * 600_000)[0].problem == "the text is too large"


def test_an_organisation_registers_sees_and_retires(cast, tmp_path):
    file = tmp_path / "talk.json"
    file.write_bytes(b'{"id":  "first-talk"}')
    cast.service.answers("POST", "/v1/instruments", Reply(201, samples.HEAD))
    cast.service.answers("GET", "/v1/own-instruments", Reply(content={"instruments": [samples.HEAD]}))
    cast.service.answers("DELETE", "/v1/instruments/org_1.first-talk/versions/1", Reply(204))
    made = as_norrsken(cast, tmp_path, "register", str(file))
    assert "org_1.first-talk 1: First talk" in made.stdout, made.stderr
    assert cast.service.calls("/v1/instruments")[0].body == b'{"id":  "first-talk"}', "byte for byte"
    assert "org_1.first-talk" in as_norrsken(cast, tmp_path, "own", "--json").stdout
    assert "retired" in as_norrsken(cast, tmp_path, "retire", "org_1.first-talk", "1").stdout
