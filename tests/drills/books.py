"""What the database holds, seen with SQL past everything that the service does: nothing lost, nothing half done.

The statements are the same on both databases.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from tests.drills.notebook import ERASED, GIVEN, ITEM, READ, WITHDRAWN, Notebook

Ask = Callable[[str], Sequence[Sequence[Any]]]

_HALF_DONE: Final = {
    "a grant without its receipt": """
        SELECT g.id FROM consent_grant g WHERE NOT EXISTS (
            SELECT 1 FROM receipt r WHERE r.individual_id = g.individual_id AND r.grant_id = g.id AND r.kind = 'given')""",
    "a grant without its line": """
        SELECT g.id FROM consent_grant g WHERE NOT EXISTS (
            SELECT 1 FROM journal j WHERE j.grant_id = g.id AND j.kind = 'grant')""",
    "a line of a grant without the grant": """
        SELECT j.grant_id FROM journal j JOIN individual i ON i.id = j.individual_id WHERE j.kind = 'grant'
            AND NOT EXISTS (SELECT 1 FROM consent_grant g WHERE g.id = j.grant_id)""",
    "a grant whose question is not answered": """
        SELECT g.id FROM consent_grant g WHERE NOT EXISTS (
            SELECT 1 FROM access_request a WHERE a.grant_id = g.id AND a.answered_at IS NOT NULL)""",
    "a withdrawn grant without its receipt": """
        SELECT g.id FROM consent_grant g WHERE g.state = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM receipt r WHERE r.individual_id = g.individual_id AND r.grant_id = g.id
                AND r.kind = 'withdrawn')""",
    "a withdrawn grant and its line that do not match": """
        SELECT g.id FROM consent_grant g WHERE (g.state = 'withdrawn') <> (EXISTS (
            SELECT 1 FROM journal j WHERE j.grant_id = g.id AND j.kind = 'withdrawal'))""",
    "somebody without a key": """
        SELECT i.id FROM individual i WHERE NOT EXISTS (SELECT 1 FROM data_key k WHERE k.individual_id = i.id)""",
    "a key of nobody": """
        SELECT k.individual_id FROM data_key k WHERE NOT EXISTS (
            SELECT 1 FROM individual i WHERE i.id = k.individual_id)""",
    "a section of nobody": """
        SELECT s.individual_id FROM section s WHERE NOT EXISTS (
            SELECT 1 FROM individual i WHERE i.id = s.individual_id)""",
    "a grant of nobody": """
        SELECT g.id FROM consent_grant g WHERE NOT EXISTS (SELECT 1 FROM individual i WHERE i.id = g.individual_id)""",
    "somebody erased who is there": """
        SELECT i.id FROM individual i JOIN journal j ON j.individual_id = i.id WHERE j.kind = 'erasure'""",
    "a line that stands twice": "SELECT id FROM journal GROUP BY id HAVING COUNT(*) > 1",
}
_SECOND_BOOK: Final = {
    "a disclosure without its second book": """
        SELECT j.id FROM journal j WHERE j.outcome = 'disclosed'
            AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.event_id = j.id)""",
    "an opening without its line": """
        SELECT o.event_id FROM opening o WHERE o.event_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM journal j WHERE j.id = o.event_id)""",
}


def faults(ask: Ask, notebook: Notebook, *, second_book: bool) -> list[str]:
    """What was acknowledged and is not in the books, and what is there by halves. Entries are sealed: the service is asked for them."""
    return [*_lost(ask, notebook), *half_done(ask, second_book=second_book)]


def half_done(ask: Ask, *, second_book: bool) -> Iterator[str]:
    """What is there without what belongs to it."""
    for what, statement in {**_HALF_DONE, **(_SECOND_BOOK if second_book else {})}.items():
        for row in ask(statement):
            yield f"{what}: {row[0]}"


def _lost(ask: Ask, notebook: Notebook) -> Iterator[str]:
    states = dict(ask("SELECT id, state FROM consent_grant"))  # type: ignore[arg-type]
    lines: dict[str, int] = dict(
        ask("SELECT id, COUNT(*) FROM journal WHERE outcome = 'disclosed' GROUP BY id")
    )  # type: ignore[arg-type]
    people = {row[0] for row in ask("SELECT id FROM individual")}
    erased = {row[0] for row in ask("SELECT individual_id FROM journal WHERE kind = 'erasure'")}
    withdrawn = notebook.ids(WITHDRAWN)
    for fact in notebook:
        if fact.kind == GIVEN and notebook.staying(fact.person) and fact.id not in states:
            yield f"a grant is gone: {fact.id}"
        if fact.kind == WITHDRAWN and notebook.staying(fact.person) and states.get(fact.id) != "withdrawn":
            yield f"a withdrawn grant is {states.get(fact.id, 'gone')}: {fact.id}"
        if fact.kind == READ and lines.get(fact.id) != 1:
            yield f"a disclosure has {lines.get(fact.id, 0)} lines: {fact.id}"
        if fact.kind == ERASED and (fact.person in people or fact.person not in erased):
            yield f"somebody erased is there: {fact.person}"
        if fact.kind == ITEM and fact.person not in people:
            yield f"somebody is gone: {fact.person}"
    for grant in notebook.standing() - withdrawn:
        if states.get(grant) not in ("active", None):
            yield f"a standing grant is {states[grant]}: {grant}"


def left_behind(database: Path, aside: Path) -> Path:
    """A copy of an SQLite file and its log just as they were left, so that looking at them repairs nothing."""
    aside.mkdir(exist_ok=True)
    for suffix in ("", "-wal"):
        target = aside / (database.name + suffix)
        target.unlink(missing_ok=True)
        source = database.with_name(database.name + suffix)
        if source.exists():
            shutil.copy(source, target)
    (aside / (database.name + "-shm")).unlink(missing_ok=True)
    return aside / database.name


def sqlite_faults(database: Path, notebook: Notebook) -> list[str]:
    """All of it for an SQLite file."""
    with _opened(database) as ask:
        return [*_lost(ask, notebook), *_sqlite_half_done(ask)]


def sqlite_half_done(database: Path) -> list[str]:
    """What is there by halves in an SQLite file, with SQLite's own check, and gaps in the journal's numbers."""
    with _opened(database) as ask:
        return _sqlite_half_done(ask)


def _sqlite_half_done(ask: Ask) -> list[str]:
    found = [f"integrity: {row[0]}" for row in ask("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"a row refers to nothing: {row[0]}" for row in ask("PRAGMA foreign_key_check")]
    first, last, rows = ask("SELECT MIN(seq), MAX(seq), COUNT(*) FROM journal")[0]
    if last - first + 1 != rows:
        found.append(f"{last - first + 1 - rows} lines are missing from the journal")
    return found + list(half_done(ask, second_book=_has_second_book(ask)))


@contextmanager
def _opened(database: Path) -> Iterator[Ask]:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        yield lambda statement: connection.execute(statement).fetchall()


def _has_second_book(ask: Ask) -> bool:
    return bool(ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'opening'"))


def wrapped_keys(database: Path) -> dict[str, bytes]:
    """Each person's data key as it is kept: what must be in no file once she is erased."""
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute("SELECT individual_id, wrapped FROM data_key"))
