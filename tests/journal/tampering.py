"""Somebody with the database in hand: past the triggers, and with the program that looks at what was done."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from profile_service.command_line.app import app
from tests import databases
from tests.invariants.rawfile import ask, opened
from tests.stage import BASE_URL, Stage

GUARDED = ("journal", "opening", "tree_leaves", "tree_node", "tree_checkpoint", "tree_cosignature")


@contextmanager
def unguarded(stage: Stage) -> Iterator[Any]:
    """A connection of whoever owns the tables, with the triggers out of the way."""
    with opened(stage) as connection:
        if databases.ON_POSTGRESQL:
            for table in GUARDED:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in found:
                connection.execute(f"DROP TRIGGER {name}")
        yield connection


@contextmanager
def harmed(stage: Stage) -> Iterator[Any]:
    """As `unguarded`; after the block everything stands as it stood, so that one stage serves many attacks."""
    with unguarded(stage) as connection:
        kept = {table: ask(stage, f"SELECT * FROM {table}") for table in GUARDED}  # noqa: S608
        try:
            yield connection
        finally:
            for table, rows in kept.items():
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def journal_of(stage: Stage, *words: str) -> Result:
    """Run `egenkarta journal` on the installation."""
    settings = {
        "DATABASE_URL": stage.parts.settings.database_url,
        "KEY_RING": str(stage.parts.settings.key_ring),
        "PUBLIC_URL": BASE_URL,
    }
    env = {f"EGENKARTA_{name}": value for name, value in settings.items()}
    return CliRunner().invoke(app, ["journal", *words], env=env)


def verified(stage: Stage, *words: str) -> tuple[int, dict[str, Any]]:
    """What `journal verify` ends with and says."""
    ended = journal_of(stage, "verify", "--json", *words)
    assert ended.stdout, ended.exception
    report: dict[str, Any] = json.loads(ended.stdout)
    return ended.exit_code, report


def told(report: dict[str, Any]) -> list[tuple[str, int, str]]:
    """What is wrong with which line."""
    return [(one["wrong"], one["seq"], one["event"]) for one in report["faults"]]


def grown(stage: Stage, readings: int = 6) -> list[tuple[int, str]]:
    """A journal with readings in it, taken up into the tree step by step: number and id of each line."""
    grant = stage.granted()
    for _ in range(readings):
        stage.read(grant)
        stage.rounds()
    return [(seq, event) for seq, event in ask(stage, "SELECT seq, id FROM journal ORDER BY seq")]
