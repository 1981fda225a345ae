"""`egenkarta` at the keyboard of whoever runs the service, while the service runs."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clients import Organisation
from profile_service.clock import SystemClock
from profile_service.command_line.app import app
from profile_service.command_line.keyboard import RefusedError
from profile_service.command_line.mistakes import explain
from profile_service.signing.jwk import new_signing_jwk, public_part
from tests import databases
from tests.declared import RULE, body
from tests.journeys.demo_process import DemoProcess


@pytest.fixture(scope="module")
def desk(demo: DemoProcess) -> Mapping[str, str]:
    """The environment of a command that works on the running demo's own database."""
    folder = demo.demo_file.parent.resolve()
    return {
        "EGENKARTA_DATABASE_URL": databases.address_of_demo(folder),
        "EGENKARTA_KEY_RING": str(folder / "keys.json"),
    }


def _run(desk: Mapping[str, str], *words: str) -> str:
    """A command in this process, while the service runs in another; what it prints."""
    done = CliRunner().invoke(app, words, env=dict(desk))
    assert done.exit_code == 0, (words, done.exit_code, done.output, done.exception)
    return done.stdout.strip()


def _refused(desk: Mapping[str, str], *words: str) -> str:
    """The line with which a command that cannot be done ends."""
    done = CliRunner().invoke(app, words, env=dict(desk))
    assert isinstance(done.exception, RefusedError), (words, done.output, done.exception)
    return explain(done.exception)


def test_an_organisation_comes_in_declares_and_is_approved_beside_the_running_service(
    demo: DemoProcess, desk: Mapping[str, str], tmp_path: Path
) -> None:
    organisation = _run(desk, "organisations", "add", "Söderhamns kommun", "556000-0050", "--role", "agency")
    assert organisation in _run(desk, "organisations", "list")
    key = new_signing_jwk()
    (tmp_path / "public.json").write_text(json.dumps(public_part(key)), encoding="utf-8")
    _run(desk, "clients", "add", organisation, "kommun-system", "--key", str(tmp_path / "public.json"))
    with Organisation(demo.base_url, "kommun-system", key, dpop=True) as agency:
        made = agency.declare(body())
        assert f"{made.id} 1" in _run(desk, "declarations", "list")
        assert "We plan with you. (sv)" in _run(desk, "declarations", "show", made.id, "1")
        assert agency.purpose_declarations().purpose_declarations == ()
        _run(desk, "declarations", "approve", made.id, "1")
        assert [one.id for one in agency.purpose_declarations().purpose_declarations] == [made.id]
        assert "decided" in _refused(desk, "declarations", "reject", made.id, "1", "--remark", "No.")
        _run(desk, "declarations", "withdraw", made.id, "--remark", "Their task has ended.")
        (last,) = agency.declaration_versions(made.id).purpose_declarations
        assert (last.status, last.remark) == ("withdrawn", "Their task has ended.")


def test_a_duty_is_registered_and_ended_beside_the_running_service(
    demo: DemoProcess, desk: Mapping[str, str]
) -> None:
    texts = [part for tag, words in RULE.items() for part in ("--text", f"{tag}={words}")]
    made = _run(
        desk, "duties", "add", "--organisation", "org_demo_norrsken", "--individual", "ind_demo_bo", "--reference", "DEMAND-1",
        "--citation", "SFS 2010:197, 7 §", *texts, "--scope", "profile:languages:read", "--until", _next_month(),
    )  # fmt: skip
    norrsken = demo.company("Norrsken")
    with Organisation(demo.base_url, norrsken["client_id"], norrsken["private_key_jwk"]) as agency:
        assert [one.id for one in agency.duties().duties] == [made]
        read = agency.read(made, case_reference="L-1", reader="Nils Berg")
        assert read.grant is None
        assert read.duty is not None
        assert read.duty.citation == "SFS 2010:197, 7 §"
        assert made in _run(desk, "duties", "list")
        _run(desk, "duties", "end", made)
        assert agency.duties().duties == ()


def test_a_mistake_is_told_in_one_line(desk: Mapping[str, str], tmp_path: Path) -> None:
    told = _refused(desk, "organisations", "add", "Ingen", "5560000051")
    assert "organisationsnummer" in told
    assert "already" in _refused(desk, "organisations", "add", "Norrsken igen", "5560000035")
    key = tmp_path / "private.json"
    key.write_text(json.dumps(new_signing_jwk()), encoding="utf-8")
    private = _refused(desk, "clients", "add", "org_demo_norrsken", "x", "--key", str(key))
    assert "private key" in private
    key.write_text("{}", encoding="utf-8")
    assert "JWK" in _refused(desk, "clients", "add", "org_demo_norrsken", "x", "--key", str(key))
    assert "none" in _refused(desk, "declarations", "approve", "dcl_nothing", "1")
    for line in (told, private):
        assert "\n" not in line


def _next_month() -> str:
    """A day that is to come for the running service."""
    return (SystemClock().now() + timedelta(days=30)).date().isoformat()


def test_an_organisation_gets_its_people_and_keys_and_is_closed(
    demo: DemoProcess, desk: Mapping[str, str], tmp_path: Path
) -> None:
    made = _run(desk, "organisations", "add", "Nordby kommun", "556036-0793")
    assert "number" in _refused(desk, "organisations", "add", "Anna Ask", "811218-9876")
    _run(desk, "organisations", "add-unit", made, "Vux")
    assert _run(desk, "staff", "invite", made, "Anna Ask", "Vux").count("-") == 3
    (line,) = _run(desk, "staff", "list", made).splitlines()
    assert "Vux: administrator, data_protection_officer  (invited)" in line
    staff = line.split()[0]
    assert _run(desk, "staff", "code", made, staff).count("-") == 3
    old, new = new_signing_jwk(), new_signing_jwk()
    files = []
    for key in (old, new):
        files.append(str(tmp_path / f"{key['kid']}.json"))
        Path(files[-1]).write_text(json.dumps(public_part(key)), encoding="utf-8")
    _run(desk, "clients", "add", made, "nordby", "--key", files[0], "--redirect-uri", "https://n.example/b")
    _run(desk, "clients", "add-key", made, "nordby", "--key", files[1])
    assert _run(desk, "clients", "list", made) == f"nordby  dpop    {old['kid']} {new['kid']}"
    # A key's id may begin with a hyphen.
    _run(desk, "clients", "remove-key", "--", made, "nordby", old["kid"])
    with Organisation(demo.base_url, "nordby", new, dpop=True) as agency:
        assert agency.grants().grants == ()
    _run(desk, "staff", "remove", made, staff)
    _run(desk, "clients", "remove", made, "nordby")
    _run(desk, "organisations", "close", made, "--remark", "It has merged.")
    assert made not in _run(desk, "organisations", "list")
    assert "there is none" in _refused(desk, "organisations", "close", made, "--remark", "Again.")


def test_the_state_is_told_in_numbers_of_nobody(desk: Mapping[str, str]) -> None:
    assert _run(desk, "state", "database").startswith(("sqlite, ", "postgresql, "))
    told = _run(desk, "state", "journal")
    assert "\nwhole, as a table\n" in told
    assert "journal_no_delete: stands" in told
