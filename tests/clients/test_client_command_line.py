"""Every command: in words, in JSON as it came, and with its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import assessment_samples
import coverage_samples
import evidence_samples
import helping_samples
import inquiry_samples
import journal_samples
import managing_samples
import mapping_samples
import paper_samples
import protection_samples
import purpose_samples
import pytest
import reach_samples
import session_samples
import share_samples
import telling_samples
import upkeep_samples
import way_in_samples
import wire_samples as wire
from small_service import JSON, Reply, problem
from typer.testing import CliRunner

from clients.command_line.app import app
from clients.command_line.words import printable

REQUESTS = "/v1/me/access-requests"
ITEM = "/v1/me/profile/skills/itm_1"
GRANTED = {"id": "req_1", "status": "granted", "grant_id": "gra_1"}
ASK = ["ask", "--code", "7K2MF", "--declaration", "dec_1", "--scope", wire.SCOPES[0], "--case", "A-1"]
READ = ["read", "gra_1", "--case", "A-1", "--reader", "Ann"]

ASTRID = [
    *protection_samples.ASTRID,
    (["profile"], "GET", "/v1/me/profile", Reply(content=wire.PROFILE), "skills itm_1 (version 3)"),
    (["profile", "skills"], "GET", "/v1/me/profile/skills", Reply(content={"items": [wire.ITEM]}), "said by: Astrid"),
    (["receipt", "gra_1"], "GET", "/v1/me/grants/gra_1/receipts", Reply(content=wire.RECEIPTS), "rcp_1: given 2026-03-01"),
    (["receipts"], "GET", "/v1/me/receipts", Reply(content=wire.RECEIPTS), "rcp_1: given 2026-03-01"),
    (["add", "skills", '{"level": 3}'], "POST", "/v1/me/profile/skills", Reply(201, wire.ITEM), "Welding"),
    (["change", "skills", "itm_1", '{"level": 3}', "--version", "3"], "PATCH", ITEM, Reply(content=wire.ITEM), "level: 3"),
    (["history", "skills", "itm_1"], "GET", ITEM + "/history", Reply(content=wire.HISTORY), "version 2: removed"),
    (["export"], "GET", "/v1/me/export", Reply(content=wire.EXPORT), '"revision": 7'),
    (["code"], "POST", "/v1/me/connection-codes", Reply(201, wire.CODE), "7K2MF-9Q4TX"),
    (["requests"], "GET", REQUESTS, Reply(content={"access_requests": [wire.REQUEST]}), "req_1 from Norrsken AB"),
    (["requests", "req_1"], "GET", REQUESTS + "/req_1", Reply(content=wire.REQUEST), "We look for work."),
    (["preview", "req_1", "--scope", "a"], "GET", REQUESTS + "/req_1/preview", Reply(content=wire.DISCLOSURE), "Welding"),
    (["grant", "req_1", "--scope", "a"], "POST", REQUESTS + "/req_1/grant", Reply(201, wire.GRANT), "may read"),
    (["grants"], "GET", "/v1/me/grants", Reply(content={"grants": [wire.GRANT]}), "gra_1 to Norrsken AB (active)"),
    (["grants", "gra_1"], "GET", "/v1/me/grants/gra_1", Reply(content=wire.GRANT), "reads: none yet"),
    (["withdraw", "gra_1"], "POST", "/v1/me/grants/gra_1/withdraw", Reply(content=wire.GRANT), "gra_1"),
    (["log", "--limit", "5"], "GET", "/v1/me/disclosures", Reply(content=wire.LOG), "There is more: --before 41"),
    *assessment_samples.ASTRID,
    *coverage_samples.ASTRID,
    *evidence_samples.ASTRID,
    *helping_samples.ASTRID,
    *mapping_samples.ASTRID,
    *inquiry_samples.ASTRID,
    *journal_samples.ASTRID,
    *purpose_samples.ASTRID,
    *reach_samples.ASTRID,
    *session_samples.ASTRID,
    *paper_samples.ASTRID,
    *way_in_samples.ASTRID,
    *share_samples.ASTRID,
    *telling_samples.HER_COMMANDS,
    *upkeep_samples.ASTRID,
]  # fmt: skip
NORRSKEN = [
    (["declarations"], "GET", "/v1/purpose-declarations", Reply(content={"purpose_declarations": [wire.DECLARATION]}), "dec_1"),
    (ASK, "POST", "/v1/access-requests", Reply(201, {"id": "req_1", "status": "sent"}), "request req_1 (sent)"),
    (["status", "req_1"], "GET", "/v1/access-requests/req_1", Reply(content=GRANTED), "grant: gra_1"),
    (["granted"], "GET", "/v1/grants", Reply(content={"grants": [wire.GRANTEE_GRANT]}), "gra_1"),
    (["terms", "gra_1"], "GET", "/v1/receipts/gra_1", Reply(content=wire.RECEIPT), "rcp_1: given 2026-03-01"),
    (READ, "POST", "/v1/disclosures", Reply(content=wire.DISCLOSURE), "Welding"),
    *assessment_samples.NORRSKEN,
    *coverage_samples.NORRSKEN,
    *inquiry_samples.NORRSKEN,
    *managing_samples.THEIR_COMMANDS,
    *mapping_samples.NORRSKEN,
    *purpose_samples.NORRSKEN,
    *telling_samples.THEIR_COMMANDS,
]  # fmt: skip


def run(*args: str, stdin: str | None = None):
    return CliRunner().invoke(app, list(args), input=stdin, env={"LANG": "en_GB.UTF-8", "LC_ALL": None})


@pytest.fixture
def astrid(demo) -> list[str]:
    return ["--demo", str(demo), "--persona", "Astrid"]


@pytest.fixture
def norrsken(demo) -> list[str]:
    return ["--demo", str(demo), "--organisation", "norrsken"]


@pytest.mark.parametrize(("command", "method", "path", "reply", "words"), ASTRID + NORRSKEN)
def test_answers_in_words_and_as_they_came(cast, astrid, norrsken, command, method, path, reply, words):
    cast.service.answers(method, path, reply)
    who = norrsken if command[0] in {one[0][0] for one in NORRSKEN} else astrid
    in_words, in_json = run(*command, *who), run(*command, *who, "--json")
    assert in_words.exit_code == in_json.exit_code == 0, in_words.stderr
    assert words in in_words.stdout
    assert in_json.stdout == json.dumps(reply.content) + "\n"
    assert in_words.stderr == in_json.stderr == ""


def test_every_command_has_json():
    commands = {one.name for one in app.registered_commands}
    tried = {one[0][0] for one in ASTRID + NORRSKEN} | {"remove", "refuse", "import", "pdf", "erase"}
    tried |= {"receipt-file", "receipt-keys", "verify-receipt"}
    tried |= (
        purpose_samples.WITHOUT_AN_ANSWER
        | telling_samples.WITHOUT_AN_ANSWER
        | inquiry_samples.WITHOUT_AN_ANSWER
        | managing_samples.WITHOUT_AN_ANSWER
        | helping_samples.WITHOUT_AN_ANSWER
        | mapping_samples.WITHOUT_AN_ANSWER
    )
    tried |= (
        upkeep_samples.WITHOUT_AN_ANSWER
        | session_samples.WITHOUT_AN_ANSWER
        | paper_samples.WITHOUT_AN_ANSWER
        | journal_samples.WITHOUT_AN_ANSWER
        | way_in_samples.WITHOUT_AN_ANSWER
        | evidence_samples.WITHOUT_AN_ANSWER
    )
    assert commands == tried
    for command in sorted(commands):
        assert "--json" in run(command, "--help").stdout


def test_sign_in_sends_the_persona(cast, astrid):
    cast.service.answers("GET", "/v1/me/grants", Reply(content={"grants": []}))
    assert run("grants", *astrid).stdout == "There are no grants.\n"
    (sent,) = cast.service.calls("/demo/sign-in")
    assert sent.body == b"persona=astrid"
    assert sent.headers["accept"] == JSON


def test_change_and_remove_look_up_the_version(cast, astrid):
    cast.service.answers("GET", ITEM, Reply(content=wire.ITEM))
    cast.service.answers("DELETE", ITEM, Reply(204))
    cast.service.answers("PATCH", ITEM, Reply(content=wire.ITEM))
    assert run("change", "skills", "itm_1", "-", *astrid, stdin='{"level": 1}').exit_code == 0
    assert "removed" in run("remove", "skills", "itm_1", *astrid).stdout
    assert run("remove", "skills", "itm_1", "--json", *astrid).stdout == ""
    assert [one.headers.get("if-match") for one in cast.service.calls(ITEM) if one.method != "GET"] == [
        '"3"'
    ] * 3


def test_refuse_says_that_nobody_is_told(cast, astrid):
    cast.service.answers("POST", REQUESTS + "/req_1/refuse", Reply(204))
    assert "not told" in run("refuse", "req_1", *astrid).stdout


def test_erasing_wants_to_be_meant(cast, astrid):
    cast.service.answers("DELETE", "/v1/me", Reply(204))
    assert run("erase", *astrid).exit_code == 2
    assert cast.service.calls("/v1/me") == []
    assert "everything is erased" in run("erase", "--yes", *astrid).stdout


def test_import_lists_what_has_no_place(cast, astrid, tmp_path):
    cast.service.answers("POST", "/v1/me/import", Reply(content=wire.REPORT))
    (tmp_path / "resume.json").write_bytes(b'{"basics":  {}}')
    shown = run("import", str(tmp_path / "resume.json"), *astrid).stdout
    assert "/basics/image: there is no place for a picture" in shown
    assert cast.service.calls("/v1/me/import")[0].body == b'{"basics":  {}}'


def test_files_are_written_for_their_owner_alone(cast, astrid, tmp_path):
    cast.service.answers("GET", "/v1/me/profile.pdf", Reply(content=b"%PDF", media_type="application/pdf"))
    out = tmp_path / "me.pdf"
    assert json.loads(run("pdf", str(out), "--json", *astrid).stdout) == {"file": str(out), "bytes": 4}
    assert out.read_bytes() == b"%PDF"
    assert out.stat().st_mode & 0o077 == 0


def test_grant_wants_to_be_told_what(cast, astrid):
    cast.service.answers("GET", REQUESTS + "/req_1", Reply(content=wire.REQUEST))
    cast.service.answers("POST", REQUESTS + "/req_1/grant", Reply(201, wire.GRANT))
    assert run("grant", "req_1", *astrid).exit_code == 2
    assert run("grant", "req_1", "--all", "--scope", "a", *astrid).exit_code == 2
    assert run("grant", "req_1", "--all", *astrid).exit_code == 0
    assert cast.service.calls(REQUESTS + "/req_1/grant")[0].json() == {"scopes": wire.SCOPES}


def test_asking_can_wait_for_the_answer(cast, norrsken):
    cast.service.answers("POST", "/v1/access-requests", Reply(201, {"id": "req_1", "status": "sent"}))
    cast.service.answers("GET", "/v1/access-requests/req_1", Reply(content=GRANTED))
    lines = run(*ASK, "--wait", "5", "--json", *norrsken).stdout.splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["sent", "granted"]


def test_no_grant_in_time_is_a_problem(norrsken):
    told = run("status", "req_1", "--wait", "0", *norrsken)
    assert told.exit_code == 1
    assert "may have said no" in told.stderr


def test_problem_is_one_line_and_code_1(cast, astrid):
    cast.service.answers("POST", "/v1/me/grants/gra_1/withdraw", problem("grant-ended"))
    told = run("withdraw", "gra_1", *astrid)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == "error: The grant has ended (409): A grant that has ended does not change.\n"
    as_json = run("withdraw", "gra_1", "--json", *astrid)
    assert (as_json.exit_code, as_json.stdout) == (1, "")
    assert json.loads(as_json.stderr)["type"] == "urn:egenkarta:problem:grant-ended"


def test_key_file_signs_an_organisation_in(cast, tmp_path):
    cast.service.answers("GET", "/v1/grants", Reply(content={"grants": []}))
    (tmp_path / "key.json").write_text(json.dumps(cast.keys["EC"]))
    where = ["--base-url", cast.service.base_url, "--client-id", "norrsken-EC", "--key"]
    assert run("granted", *where, str(tmp_path / "key.json")).exit_code == 0
    missing = run("granted", *where, str(tmp_path / "none.json"))
    assert missing.exit_code == 2
    assert "expected a file with a private JWK" in missing.stderr


def test_no_answer_is_code_3(astrid):
    told = run("grants", "--base-url", "http://127.0.0.1:9", "--token", "secret-token", "--json")
    assert told.exit_code == 3
    assert "no connection" in json.loads(told.stderr)["detail"]
    assert "secret-token" not in told.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["grants"], "expected --base-url and --token"),
        (["granted"], "--client-id and --key FILE"),
        (["grants", "--base-url", "http://egenkarta.example", "--token", "x"], "use https"),
        (["grants", "--demo", "/nowhere/demo.json"], "that `egenkarta demo` writes"),
        (
            ["add", "skills", "{", "--base-url", "http://127.0.0.1:9", "--token", "x"],
            "not JSON at line 1, column 2",
        ),
        (["add", "skills", "[]", "--base-url", "http://127.0.0.1:9", "--token", "x"], "no object"),
        (["add", "nothing", "{}"], "skills"),
        (["no-such-command"], "No such command"),
        (["read"], "Missing argument"),
    ],
)
def test_wrong_commands_say_what_would_be_right(command, words):
    told = run(*command)
    assert told.exit_code == 2
    assert words in told.stderr


def test_unknown_persona_names_those_there_are(demo):
    told = run("grants", "--demo", str(demo), "--persona", "Nobody")
    assert told.exit_code == 2
    assert "expected one of astrid, bo" in told.stderr
    assert "expected one of astrid, bo" in run("grants", "--demo", str(demo)).stderr
    assert "expected one of Norrsken AB" in run("granted", "--demo", str(demo), "--organisation", "x").stderr


def test_a_service_cannot_give_orders_to_the_terminal(cast, astrid):
    nasty = {**wire.ITEM, "content": {"skill": {"label": "\x1b]0;owned\x07[red]x[/red]"}}}
    cast.service.answers("GET", ITEM + "/history", Reply(content={"versions": [
        {"version": 1, "at": wire.WHEN, "source": wire.ITEM["source"], "change": "added", "content": nasty["content"]},
    ]}))  # fmt: skip
    shown = run("history", "skills", "itm_1", *astrid).stdout
    assert "\x1b" not in shown
    assert "[red]x[/red]" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u00a0b\tc\u2028d", "a b c d"),
        ("\u202etxt\x1b[2J\x9b", "\ufffdtxt\ufffd[2J\ufffd"),
    ],
)
def test_foreign_text_keeps_its_writing_and_loses_its_orders(text, shown):
    assert printable(text) == shown


def test_program_runs_by_its_name():
    program = Path(sys.executable).with_name("egenkarta-client")
    done = subprocess.run([program, "grants"], capture_output=True, text=True, check=False, env={"PATH": ""})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
