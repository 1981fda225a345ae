"""How fast concepts are found and taken in: over everything in the shared data, on SQLite and on PostgreSQL."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import func, insert, select

from profile_service.domain.concept import ConceptQuery
from profile_service.storage.concepts import ConceptStore, open_store, tables
from profile_service.storage.concepts.word_index import token
from profile_service.taxonomy.importing import Wish, files_of, print_sheaf, read_files
from tests.bench.questions import Question, questions
from tests.concepts import postgresql

SHARED = Path(os.environ.get("EGENKARTA_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
_EVERYTHING: tuple[tuple[tuple[str, ...], str], ...] = (
    (("esco-1.2.0-en", "esco-1.2.0-en-rebuilt"), ""),
    (("esco-1.0.8-en-labels", "esco-occupations-multilang/v1.0.3", "esco-occupations-multilang/v1.0.8"), ""),
    (("elm-controlled-vocabularies",), "1"),
    (("jobtech-taxonomy",), "30"),
)
"""Folders that are taken in together, and their version where they do not say it. The last one is what importing is measured with."""
_TIMES = 3
_BARE = {
    "sqlite": "SELECT l.text FROM concept_text t JOIN concept_label l ON l.id = t.rowid WHERE t.concept_text MATCH '\"{}\"*' LIMIT 20",
    "postgresql": "SELECT text FROM concept_label WHERE tokens @@ CAST('''{}'':*' AS tsquery) LIMIT 20",
}
"""The plainest question for a beginning that the same index can be asked."""


@dataclass(frozen=True, slots=True)
class Searching:
    """Searches in one store, in milliseconds; `bare` is a query for the same beginnings without ranking, slips or labels."""

    database: str
    questions: int
    first: float
    p50: float
    p95: float
    p99: float
    bare_p50: float
    rows_a_second: float
    """Labels and relations that were taken in, of all that JobTech has."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """What was searched, and how it went; `missing` says what kept it from being measured."""

    concepts: int = 0
    labels: int = 0
    relations: int = 0
    searching: tuple[Searching, ...] = ()
    missing: str = ""


def measure(folder: Path) -> Concepts:
    """Take everything in, copy it over to a PostgreSQL of its own, and ask both."""
    if not SHARED.is_dir():
        return Concepts(missing="concepts: there is no shared data to take in")
    shutil.rmtree(folder, ignore_errors=True)
    store = open_store(f"sqlite:///{folder.absolute()}/taxonomy.sqlite3")
    took = _take_everything_in(store)
    counted = {name: _count(store, name) for name in ("concept", "label", "relation")}
    found = [_search(store, "sqlite", took)]
    missing = ""
    try:
        with postgresql.running(
            fsync="on", synchronous_commit="on", full_page_writes="on", shared_buffers="256MB"
        ) as server:
            found.append(_search_copied(store, server))
    except RuntimeError as error:
        missing = f"concepts on PostgreSQL: {error}"
    store.close()
    return Concepts(counted["concept"], counted["label"], counted["relation"], tuple(found), missing)


def _take_everything_in(store: ConceptStore) -> float:
    rates = [_take_in(store, names, version) for names, version in _EVERYTHING]
    return rates[-1]


def _take_in(store: ConceptStore, names: tuple[str, ...], version: str) -> float:
    """Labels and relations a second, of what is written; reading and checking the files is not counted."""
    files, _ = files_of([SHARED / name for name in names])
    checked = read_files(files, Wish("", version, ""), store, lambda _: None)
    before, begun = _count(store, "label") + _count(store, "relation"), time.perf_counter()
    for sheaf in checked.sheaves:
        print_sheaf(store, sheaf, datetime.now(UTC))
    took = time.perf_counter() - begun
    return (_count(store, "label") + _count(store, "relation") - before) / took


def _search_copied(store: ConceptStore, server: postgresql.Server) -> Searching:
    fresh = open_store(server.url())
    rate = _take_in(fresh, *_EVERYTHING[-1])
    fresh.close()
    copied = open_store(server.url())
    _copy(store, copied)
    found = _search(copied, "postgresql", rate)
    copied.close()
    return found


def _search(store: ConceptStore, database: str, rate: float) -> Searching:
    asked = questions()
    first = _milliseconds(lambda: store.search(ConceptQuery("fotgraf", "sv")))
    # One round before it counts, as a service that runs has had.
    rounds = [[_asking(store, one) for one in asked] for _ in range(_TIMES + 1)][1:]
    cuts = quantiles([took for one in rounds for took in one], n=100, method="inclusive")
    bare = list(_bare(store, database, asked))
    return Searching(database, len(asked), first, cuts[49], cuts[94], cuts[98], quantiles(bare, n=2)[0], rate)


def _asking(store: ConceptStore, question: Question) -> float:
    language, text = question
    return _milliseconds(lambda: store.search(ConceptQuery(text, language)))


def _bare(store: ConceptStore, database: str, asked: list[Question]) -> Iterator[float]:
    with _connected(store) as connection:
        for _ in range(_TIMES):
            for language, text in asked:
                word = "".join(sign for sign in text.lower().partition(" ")[0] if sign.isalnum())
                statement = _BARE[database].format(token(language, word))
                yield _milliseconds(lambda said=statement: connection.exec_driver_sql(said).all())


def _copy(source: ConceptStore, target: ConceptStore) -> None:
    """Every row as it is, by the tables' own order, so that what a row points to is there before it."""
    target.editions()  # makes the tables
    with _connected(source) as reading, target._alone() as writing:
        for table in tables.metadata.sorted_tables:
            if table is tables.store:
                continue
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if table is tables.label:
                target._index.add(writing, rows)
            elif table is tables.edition:
                writing.execute(insert(table), rows)
            else:
                _fill(writing, table.name, rows)
        target._index.settle(writing, 0)


def _fill(connection: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    with connection.connection.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _count(store: ConceptStore, table: str) -> int:
    with _connected(store) as connection:
        return int(connection.execute(select(func.count()).select_from(getattr(tables, table))).scalar_one())


@contextmanager
def _connected(store: ConceptStore) -> Iterator[Any]:
    with store._reading() as connection:
        yield connection


def _milliseconds(act: Any) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
