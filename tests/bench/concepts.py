"""How fast concepts are found and taken in: ESCO in English and in all languages and JobTech, on SQLite and on PostgreSQL.

What was taken in is kept for the next time, for as long as the shared data and how they are kept are the same.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import func, insert, select

from profile_service.actions.errors import BusyError
from profile_service.domain.concept import ConceptQuery
from profile_service.storage.concepts import ConceptStore, open_store, tables
from profile_service.storage.concepts.word_index import token
from profile_service.taxonomy.importing import Wish, files_of, print_sheaf, read_files
from tests import postgresql
from tests.bench.questions import Question, questions

SHARED = Path(os.environ.get("EGENKARTA_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
_EVERYTHING: tuple[tuple[tuple[str, ...], str], ...] = (
    (("esco-1.2.0-en", "esco-1.2.0-en-rebuilt"), ""),
    (("esco-occupations-multilang/v1.0.3", "esco-occupations-multilang/v1.0.8"), ""),
    (("jobtech-taxonomy",), "30"),
)
"""Folders that are taken in together, and their version where they do not say it. The last one is what importing is measured with."""
_SHAPED_BY = ("edges", "folding", "leaves", "tables", "word_index")
"""Modules that say how concepts are kept."""
_RATES = "rows_a_second.json"
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
    """Labels and relations that were taken in, of all that JobTech has, when the kept store was made."""


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
    kept = folder / _key()
    store = _kept_or_taken_in(kept)
    counted = {name: _count(store, name) for name in ("concept", "label", "relation")}
    found = [_search(store, "sqlite", _rates(kept)["sqlite"])]
    missing = ""
    try:
        with postgresql.running(
            fsync="on", synchronous_commit="on", full_page_writes="on", shared_buffers="256MB"
        ) as server:
            found.append(_search_copied(store, server, kept))
    except RuntimeError as error:
        missing = f"concepts on PostgreSQL: {error}"
    store.close()
    return Concepts(counted["concept"], counted["label"], counted["relation"], tuple(found), missing)


def _key() -> str:
    """Another one where the shared data or the way in which they are kept are others."""
    kept = Path(tables.__file__).parent
    files = [SHARED / "SHA256SUMS", *(kept / f"{name}.py" for name in _SHAPED_BY)]
    parts = [file.read_bytes() for file in files if file.is_file()]
    return hashlib.sha256(b"\0".join([repr(_EVERYTHING).encode(), *parts])).hexdigest()[:16]


def _kept_or_taken_in(folder: Path) -> ConceptStore:
    url = f"sqlite:///{folder.absolute()}/taxonomy.sqlite3"
    # Written last: without it somebody ended the import half-way.
    if not (folder / _RATES).is_file():
        shutil.rmtree(folder.parent, ignore_errors=True)
        store = open_store(url)
        rates = [_take_in(store, names, version) for names, version in _EVERYTHING]
        store.close()
        _keep_rate(folder, "sqlite", rates[-1])
    return open_store(url)


def _rates(folder: Path) -> dict[str, float]:
    """How many rows a second came in when it was made, by database."""
    file = folder / _RATES
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _keep_rate(folder: Path, database: str, rate: float) -> None:
    (folder / _RATES).write_text(json.dumps({**_rates(folder), database: rate}), encoding="utf-8")


def _take_in(store: ConceptStore, names: tuple[str, ...], version: str) -> float:
    """Labels and relations a second, of what is written; reading and checking the files is not counted."""
    files, _ = files_of([SHARED / name for name in names])
    checked = read_files(files, Wish("", version, ""), store, lambda _: None)
    before, begun = _count(store, "label") + _count(store, "relation"), time.perf_counter()
    for sheaf in checked.sheaves:
        print_sheaf(store, sheaf, datetime.now(UTC))
    took = time.perf_counter() - begun
    return (_count(store, "label") + _count(store, "relation") - before) / took


def _search_copied(store: ConceptStore, server: postgresql.Server, kept: Path) -> Searching:
    if "postgresql" not in _rates(kept):
        fresh = open_store(server.url())
        _keep_rate(kept, "postgresql", _take_in(fresh, *_EVERYTHING[-1]))
        fresh.close()
    copied = open_store(server.url())
    _copy(store, copied)
    found = _search(copied, "postgresql", _rates(kept)["postgresql"])
    copied.close()
    return found


def _search(store: ConceptStore, database: str, rate: float) -> Searching:
    asked = questions()
    first = _asking(store, ("sv", "fotgraf"))
    # One round before it counts, as a service that runs has had.
    rounds = [[_asking(store, one) for one in asked] for _ in range(_TIMES + 1)][1:]
    cuts = quantiles([took for one in rounds for took in one], n=100, method="inclusive")
    bare = list(_bare(store, database, asked))
    return Searching(database, len(asked), first, cuts[49], cuts[94], cuts[98], quantiles(bare, n=2)[0], rate)


def _asking(store: ConceptStore, question: Question) -> float:
    language, text = question

    def ask() -> None:
        # To be told that it is busy is an answer too, and a late one: it counts with the time that it took.
        with suppress(BusyError):
            store.search(ConceptQuery(text, language))

    return _milliseconds(ask)


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
