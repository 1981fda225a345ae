"""Finding labels by the words in them: FTS5 on SQLite, a GIN index over a tsvector on PostgreSQL.

Both get the same tokens, made here: a word with its language before it (`sv/fotograf`), so that one language can be searched
without reading through all of them. A token holds letters, digits, `/` and `-` alone, so nothing that anybody types can be syntax.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import Connection, delete, insert, text

from profile_service.storage.concepts import tables

Row = dict[str, Any]


class Term(NamedTuple):
    """What a word of a label must be, or begin with."""

    token: str
    whole: bool = False


Words = Sequence[Sequence[Term]]
"""What a label must hold, word by word: of each, one of several terms."""
_LANGUAGE: Final = re.compile(r"[^A-Za-z0-9-]")
_ON_SQLITE: Final = """
SELECT l.id, l.concept_id, l.language, l.place, l.text, l.folded, c.deprecated_in
FROM concept_text t CROSS JOIN concept_label l ON l.id = t.rowid CROSS JOIN concept c ON c.id = l.concept_id
WHERE t.concept_text MATCH :match AND {conditions} ORDER BY t.rowid LIMIT :most
"""
# Materialized, or the planner may walk all ids in order, in the hope to meet enough matches soon; and narrow, since it is sorted.
_ON_POSTGRESQL: Final = """
WITH m AS MATERIALIZED (SELECT id, concept_id FROM concept_label WHERE tokens @@ CAST(:match AS tsquery)),
best AS MATERIALIZED (
    SELECT m.id FROM m JOIN concept c ON c.id = m.concept_id WHERE {conditions} ORDER BY m.id LIMIT :most
)
SELECT l.id, l.concept_id, l.language, l.place, l.text, l.folded, c.deprecated_in
FROM best JOIN concept_label l ON l.id = best.id JOIN concept c ON c.id = l.concept_id ORDER BY l.id
"""


def token(language: str, word: str) -> str:
    """A word of one language, as it stands in the index."""
    return f"{_LANGUAGE.sub('', language)}/{word}"


def tokens(language: str, folded: str) -> list[str]:
    """What the index keeps of one label."""
    return [token(language, word) for word in folded.split()]


class WordIndex(Protocol):
    """What each database does in its own way."""

    def make(self, connection: Connection) -> None:
        """Make it, where it is not there yet."""
        ...

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Take in labels (rows of `tables.label`)."""
        ...

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Take out labels; each row with its id, language and folded text."""
        ...

    def settle(self, connection: Connection, labels: int) -> None:
        """After an import of so many labels: tidy up, in proportion to what came."""
        ...

    def matching(self, options: Sequence[Words]) -> str:
        """The condition that a label holds all words of at least one option."""
        ...

    @property
    def statement(self) -> str:
        """Labels by `:match`, the best places and the shortest first, at most `:most`; `{conditions}` are on `c`, the concept."""
        ...


class SqliteIndex:
    """A contentless FTS5 table beside the labels, by their ids. https://www.sqlite.org/fts5.html"""

    def make(self, connection: Connection) -> None:
        # The ascii tokenizer takes every other letter of Unicode as part of a word; folding is done already.
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS concept_text USING fts5(tokens, content='', detail=none, columnsize=0, "
            "tokenize=\"ascii tokenchars '/-'\")"
        )

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        connection.execute(insert(tables.label), rows)
        connection.exec_driver_sql(
            "INSERT INTO concept_text (rowid, tokens) VALUES (?, ?)",
            [(row["id"], " ".join(tokens(row["language"], row["folded"]))) for row in rows],
        )

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        connection.exec_driver_sql(
            "INSERT INTO concept_text (concept_text, rowid, tokens) VALUES ('delete', ?, ?)",
            [(row["id"], " ".join(tokens(row["language"], row["folded"]))) for row in rows],
        )
        connection.execute(delete(tables.label).where(tables.label.c.id.in_([row["id"] for row in rows])))

    def settle(self, connection: Connection, labels: int) -> None:
        # Some pages of merging for each page that was written, as the automatic merging does; a negative number merges fewer levels too.
        pages = max(16, labels // 50)
        connection.exec_driver_sql(
            "INSERT INTO concept_text (concept_text, rank) VALUES ('merge', ?)", (-pages,)
        )
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        connection.exec_driver_sql("ANALYZE")

    def matching(self, options: Sequence[Words]) -> str:
        return _joined(options, lambda one: f'"{one.token}"' + "*" * (not one.whole), " AND ", " OR ")

    @property
    def statement(self) -> str:
        return _ON_SQLITE


class PostgresIndex:
    """A column of lexemes that PostgreSQL neither parses nor stems. https://www.postgresql.org/docs/15/datatype-textsearch.html"""

    def make(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "ALTER TABLE concept_label ADD COLUMN IF NOT EXISTS tokens tsvector NOT NULL"
        )
        connection.exec_driver_sql(
            "CREATE INDEX IF NOT EXISTS concept_label_tokens ON concept_label USING gin (tokens) WITH (fastupdate = off)"
        )

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        cursor: Any = connection.connection.cursor()
        names = [column.name for column in tables.label.columns]
        with cursor.copy(f"COPY concept_label ({', '.join(names)}, tokens) FROM STDIN") as copy:
            for row in rows:
                lexemes = " ".join(
                    f"'{one}'" for one in dict.fromkeys(tokens(row["language"], row["folded"]))
                )
                copy.write_row([*(row[name] for name in names), lexemes])

    def remove(self, connection: Connection, rows: Sequence[Row]) -> None:
        connection.execute(delete(tables.label).where(tables.label.c.id.in_([row["id"] for row in rows])))

    def settle(self, connection: Connection, labels: int) -> None:
        for table in tables.metadata.sorted_tables:
            connection.execute(text(f"ANALYZE {table.name}"))

    def matching(self, options: Sequence[Words]) -> str:
        return _joined(options, lambda one: f"'{one.token}'" + ":*" * (not one.whole), " & ", " | ")

    @property
    def statement(self) -> str:
        return _ON_POSTGRESQL


def _joined(options: Sequence[Words], quoted: Callable[[Term], str], both: str, either: str) -> str:
    def of_word(terms: Iterable[Term]) -> str:
        return f"({either.join(map(quoted, terms))})"

    return either.join(f"({both.join(map(of_word, words))})" for words in options)
