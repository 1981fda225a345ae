"""What the operator's console shows is the same whatever people write, give and ask; and its code has no way to a profile."""

import ast
import inspect
import re
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI

import profile_service
from profile_service.actions import running
from profile_service.actions.ports.oversight import Oversight
from profile_service.domain.running import FEWEST, Amount
from tests import databases
from tests.invariants.rawfile import opened
from tests.invariants.routes import routes_of
from tests.sharing.links import make
from tests.stage import SKILLS, Stage

_CANARY: Final = "Kanariefågel"
_PAGES: Final = (
    "/operator",
    "/operator/health",
    "/operator/journal",
    "/operator/organisations",
    "/operator/alarms",
)
_CALLS: Final = (
    "/v1/operator/health", "/v1/operator/journal", "/v1/operator/organisations", "/v1/operator/purpose-declarations",
)  # fmt: skip
_CHANGES: Final = re.compile(
    # Form tokens, moments, and numbers: what is counted may change, and nothing else.
    r'value="[^"]{20,}"|\d+\.\d [kMGT]B|\d+'
)
_TO_A_PROFILE: Final = (
    "vault",
    "Vault",
    "decide",
    "Permit",
    "IndividualId",
    "Grantee",
    "OwnReading",
    "PreviewReading",
)
_CONSOLE: Final = (
    "actions/running.py", "actions/ports/oversight.py", "storage/oversight.py", "domain/running.py", "doors/pulse.py",
    "web/running_pages.py", "web/operator_pages.py", "web/alarm_pages.py", "api/running_routes.py", "wire/running.py",
    "command_line/running_commands.py",
)  # fmt: skip
_OPERATORS: Final = {"as_operator", "at_operator", "fresh_operator"}


def _shown(stage: Stage) -> dict[str, str]:
    stage.http.cookies.clear()
    system = stage.organisation("egenkarta")
    found = {path: stage.http.get(path, headers=system).text for path in _CALLS}
    stage.http.post("/demo/sign-in", data={"persona": "olle"})
    for path in _PAGES:
        answer = stage.http.get(path)
        assert answer.status_code == 200, path
        found[path] = answer.text.split("<main")[1]
    stage.http.cookies.clear()
    return found


def _live(stage: Stage) -> None:
    """A life full of canaries: a profile, a question, a yes, a reading, a link, a question about it, and an export."""
    astrid = stage.individual("astrid")
    body = {"skill": {"label": f"{_CANARY} dressyr"}, "level": 4}
    assert stage.http.post("/v1/me/profile/skills", json=body, headers=astrid).status_code == 201
    grant = stage.granted((SKILLS,), case_reference=f"{_CANARY}-17", message=f"{_CANARY} hälsar")
    read = {"grant_id": grant, "case_reference": f"{_CANARY}-17", "reader": f"{_CANARY} Berg"}
    opened = stage.http.post("/v1/disclosures", json=read, headers=stage.organisation("norrsken"))
    make(stage, vacancy=f"{_CANARY}vakt", employer=f"{_CANARY} AB")
    asked, event = {"words": f"Varför {_CANARY}?"}, opened.headers["Egenkarta-Disclosure"]
    inquired = stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json=asked, headers=astrid)
    assert inquired.status_code == 201
    stage.http.get("/v1/me/export", headers=astrid)


def test_no_page_and_no_answer_changes_by_what_people_write(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _shown(stage)
    capsys.readouterr()
    _live(stage)
    after = _shown(stage)
    for place, told in after.items():
        assert _CANARY not in told, place
        assert "Lindqvist" not in told, place
        assert "ind_" not in told and "gra_" not in told and "shr_" not in told, place
        if place not in ("/operator/journal", "/v1/operator/journal"):
            assert _CHANGES.sub("#", told) == _CHANGES.sub("#", before[place]), place
    logged = capsys.readouterr()
    assert _CANARY not in logged.out + logged.err


def test_a_journal_of_few_rows_does_not_say_how_many(stage: Stage) -> None:
    stage.granted((SKILLS,))
    stage.move(days=2)
    told = stage.http.get("/v1/operator/journal", headers=stage.organisation("egenkarta")).json()
    assert told["whole"] is True
    assert {one["rows"] for one in told["by_kind"]} == {None}
    assert [Amount.of(n).told for n in (0, 1, FEWEST - 1, FEWEST, 29)] == [0, None, None, 10, 20]


def test_a_journal_without_its_guards_is_not_whole(stage: Stage) -> None:
    with opened(stage) as raw:
        raw.execute(
            "ALTER TABLE journal DISABLE TRIGGER journal_no_update"
            if databases.ON_POSTGRESQL
            else "DROP TRIGGER journal_no_update"
        )
    told = stage.http.get("/v1/operator/journal", headers=stage.organisation("egenkarta")).json()
    assert (told["whole"], told["guards"]["journal_no_update"]) == (False, False)
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "olle"})
    assert "journal_no" not in stage.http.get("/operator/journal").text


@pytest.mark.parametrize("file", _CONSOLE)
def test_the_console_names_nothing_that_leads_to_a_profile(file: str) -> None:
    text = (Path(str(profile_service.__file__)).parent / file).read_text(encoding="utf-8")
    named = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    named |= {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    named |= {
        one.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    assert not named & set(_TO_A_PROFILE)


def test_what_is_counted_takes_no_id_and_gives_none() -> None:
    for name, method in inspect.getmembers(Oversight, inspect.isfunction):
        if not name.startswith("_"):
            said = str(inspect.signature(method))
            assert "Id" not in said and "str," not in said.partition("->")[0], name


def test_no_route_of_the_operator_has_a_door_of_hers_or_of_a_reader(stage: Stage) -> None:
    found = [one for one in routes_of(stage.app) if one.path.startswith(("/operator", "/v1/operator"))]
    assert len(found) > 20
    for one in found:
        assert set(one.doors) <= _OPERATORS and one.doors, one.path
        _takes_no_reader(stage.app, one.route)


def _takes_no_reader(_app: FastAPI, route: Any) -> None:
    hints = inspect.signature(route.endpoint).parameters.values()
    told = " ".join(str(one.annotation) for one in hints)
    assert "PortalVisit" not in told and "StaffVisit" not in told
    assert "IndividualId" not in told and "Grantee" not in told


def test_what_waits_is_counted_without_looking_at_anybody() -> None:
    tree = ast.parse(inspect.getsource(running))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "work"
    }
    assert used == {"oversight", "accounts", "tree"}
    # Of the journal's tree what anybody may fetch: how large it is, and who signed it.
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "work.tree"
    }
    assert asked == {"head", "decided", "checkpoint", "cosigned", "cosignatures"}
