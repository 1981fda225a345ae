"""The store of concepts: opened by an address, made when it is first needed, read by many while one import writes.

On SQLite readers see what was committed when they began (write-ahead log); on PostgreSQL so as well (repeatable read). So an import is seen
as a whole or not at all, also after the process was killed in the middle of it.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from profile_service.actions.ports.concepts import ConceptPress, Printed
from profile_service.domain.concept import (
    Concept,
    ConceptHit,
    ConceptQuery,
    ConceptRef,
    Edition,
    Hits,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.storage.concepts import reading, tables
from profile_service.storage.concepts.counting import Holding, holdings
from profile_service.storage.concepts.press import Press
from profile_service.storage.concepts.search import Search
from profile_service.storage.concepts.vocabulary import Vocabulary
from profile_service.storage.concepts.word_index import PostgresIndex, SqliteIndex, WordIndex
from profile_service.storage.database import DatabaseError, create_private
from profile_service.storage.embedded import address_of

_MADE_AS: Final = 1
"""The form of the tables. A store of another form is not touched."""
_LOCK: Final = 7_310_579
"""Of our own choice: under which PostgreSQL lets one import in at a time."""
_PATIENCE: Final = 60_000
"""Milliseconds that an import waits for another one."""
_READERS: Final = 8


def open_store(url: str) -> "ConceptStore":
    """The store at `sqlite:///FILE` or `postgresql://...`. Connects to nothing and makes nothing until it is needed."""
    return ConceptStore(url)


class ConceptStore:
    """`Concepts` and `ConceptPress`, on SQLite as on PostgreSQL; may be used by several threads.

    Every method raises:
        DatabaseError: the database cannot be reached, is none of ours, or was made by another version.
    """

    def __init__(self, url: str) -> None:
        self._file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
        # Told in errors: a password in the address is not.
        self.place = str(self._file) if self._file else make_url(url).render_as_string(hide_password=True)
        self._index: WordIndex = SqliteIndex() if self._file else PostgresIndex()
        self._engine = _engine(url, sqlite=self._file is not None)
        self._making = threading.Lock()
        self._made = False
        self._vocabulary = Vocabulary()

    def search(self, query: ConceptQuery) -> Hits:
        """See `Concepts`."""
        with self._reading() as connection:
            return Search(connection, self._index, self._vocabulary.of(connection)).best(query)

    def find(self, ref: ConceptRef) -> Concept | None:
        """See `Concepts`."""
        with self._reading() as connection:
            return reading.find(connection, ref)

    def labelled(self, refs: Sequence[ConceptRef], language: str) -> Mapping[ConceptRef, ConceptHit]:
        """See `Concepts`."""
        with self._reading() as connection:
            return reading.labelled(connection, refs, language)

    def out_of(self, ref: ConceptRef, kinds: Sequence[RelationKind]) -> Sequence[Relation]:
        """See `Concepts`."""
        with self._reading() as connection:
            return reading.relations(connection, ref, kinds, outwards=True)

    def into(self, ref: ConceptRef, kinds: Sequence[RelationKind]) -> Sequence[Relation]:
        """See `Concepts`."""
        with self._reading() as connection:
            return reading.relations(connection, ref, kinds, outwards=False)

    def editions(self) -> Sequence[Edition]:
        """See `Concepts`."""
        with self._reading() as connection:
            return reading.editions(connection)

    def holdings(self) -> Mapping[SchemeName, Holding]:
        """How many concepts and relations there are, by scheme."""
        with self._reading() as connection:
            return holdings(connection)

    def print_edition(
        self,
        edition: Edition,
        concepts: Iterable[Concept],
        relations: Iterable[Relation],
        whole: frozenset[str],
    ) -> Printed:
        """See `ConceptPress`. What `concepts` or `relations` raise on the way undoes all of it."""
        self._make()
        with self._alone() as connection:
            return Press(connection, self._index).print_edition(edition, concepts, relations, whole)

    @contextmanager
    def together(self) -> Iterator[ConceptPress]:
        """A press for several editions: all are there at the end, or none of them where anything is raised on the way."""
        self._make()
        with self._alone() as connection:
            yield Press(connection, self._index)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._make()
        with self._telling(), self._engine.connect() as connection:
            yield connection

    def _make(self) -> None:
        """Make the tables where there are none: once in a process, and by one process at a time."""
        with self._making:
            if self._made:
                return
            if self._file is not None:
                create_private(self._file)
            with self._alone() as connection:
                self._make_or_know(connection)
            self._made = True

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction beside which no other one writes."""
        # Not a snapshot on PostgreSQL: it would be taken before the lock is ours.
        with self._telling(), self._engine.connect() as kept:
            options = {"writes": True} if self._file else {"isolation_level": "READ COMMITTED"}
            connection = kept.execution_options(**options)
            with connection.begin():
                if self._file is None:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection

    def _make_or_know(self, connection: Connection) -> None:
        tables.metadata.create_all(connection, tables=[tables.store])
        made_as = connection.execute(select(tables.store.c.made_as)).scalar_one_or_none()
        if made_as is None:
            tables.metadata.create_all(connection)
            self._index.make(connection)
            connection.execute(insert(tables.store), {"id": 1, "made_as": _MADE_AS, "revision": 0})
        elif made_as != _MADE_AS:
            raise DatabaseError(
                f"the concepts in {self.place} were taken in by another version of Egenkarta; "
                "right would be that version, or an empty store and the imports again"
            )

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise DatabaseError(self._unusable(error.orig)) from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise DatabaseError(self._unusable(error)) from error

    def _unusable(self, error: BaseException | None) -> str:
        return (
            f"the store of concepts {self.place} cannot be used: {error}; "
            "right would be a store of Egenkarta's that whoever runs this may write"
        )


def _engine(url: str, *, sqlite: bool) -> Engine:
    if sqlite:
        file = address_of(url.removeprefix("sqlite:///"))
        engine = create_engine(file, pool_size=_READERS, max_overflow=_READERS)
        _prepare_sqlite(engine)
        return engine
    address = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(
        address,
        pool_size=_READERS,
        max_overflow=_READERS,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
    )


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transactions begin too late for a reading that is to see one state.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_PATIENCE}",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "mmap_size=268435456",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
