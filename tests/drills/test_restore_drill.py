"""deploy/restore-drill.md works as it stands there, line by line: the short form of `make drill-restore`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from profile_service.command_line.app import app
from profile_service.command_line.mistakes import FORESEEN, explain
from profile_service.demo.cast import INDIVIDUALS
from tests import databases
from tests.drills.restore import Drill, moved, seeded, steps
from tests.postgresql import OWNER

_PEOPLE = 40
pytestmark = databases.only_on_sqlite("it runs on both, whatever the others run on")


def _here(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """In this very process: a start of the program takes longer than all that it does."""
    try:
        told = CliRunner().invoke(app, list(words), env=dict(environment), catch_exceptions=False)
    except FORESEEN as error:
        return 1, explain(error)
    return told.exit_code, told.output


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_command_of_the_restore_drill_does_what_the_page_says(tmp_path: Path, kind: str) -> None:
    url, spare = seeded(tmp_path / "place", _PEOPLE), f"sqlite:///{tmp_path / 'spare.sqlite3'}"
    if kind == "postgresql":
        server = databases.run_server()
        url, _ = moved(url, server, "drill_moved")
        server.new_database("drill_spare")
        spare = server.address("drill_spare", OWNER)
    drill = Drill(url, spare, tmp_path / "place")
    said = drill.run(_here)
    assert len(said) == len([step for step in steps() if step.line]) >= 6
    assert drill.compare() == _PEOPLE + len(INDIVIDUALS) - 20
    assert "Erased again: 20, by 20 lines" in said[2]
    assert "already" in said[-1]
    if kind == "postgresql":
        databases.drop(url)
        databases.drop(spare)
