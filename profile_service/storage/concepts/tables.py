"""The tables of concepts: in a MetaData of their own, since they live in a database of their own.

`edition_id` is the newest edition that said what the row says. A concept without one was only mentioned, by a relation of
another scheme. Nothing here is about anybody.
"""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from profile_service.storage.columns import UtcTime

PREFERRED: Final = 0
OTHER: Final = 1
CODE: Final = 2
"""Places of a label; a code is found like a label, and belongs to no language."""

metadata = MetaData()
# Compared and ordered by code point on every database, as Python does.
_Exact: Final = Text().with_variant(Text(collation="C"), "postgresql")

store = Table(
    "concept_store",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_as", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)
edition = Table(
    "concept_edition",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scheme", String, nullable=False),
    Column("version", String, nullable=False),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("released", Date),
    Column("imported_at", UtcTime, nullable=False),
    Column("files", JSON, nullable=False),
    Column("licence", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("whole", JSON, nullable=False),
)
concept = Table(
    "concept",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scheme", _Exact, nullable=False),
    Column("concept_id", _Exact, nullable=False),
    Column("kind", String, nullable=False),
    Column("code", String, nullable=False),
    Column("edition_id", Integer, ForeignKey(edition.c.id)),
    Column("deprecated_in", String, nullable=False),
    UniqueConstraint("scheme", "concept_id"),
)
label = Table(
    "concept_label",
    metadata,
    # Begins with the place and the length, so that the order of ids is the order in which labels are worth a look.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("concept_id", Integer, ForeignKey(concept.c.id), nullable=False, index=True),
    Column("language", _Exact, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("folded", _Exact, nullable=False),
    Column("edition_id", Integer, ForeignKey(edition.c.id), nullable=False),
)
# A label may be longer than what an index of PostgreSQL holds; a question never is.
Index("concept_label_beginning", label.c.folded, postgresql_using="hash")
description = Table(
    "concept_description",
    metadata,
    Column("concept_id", Integer, ForeignKey(concept.c.id), primary_key=True),
    Column("language", _Exact, primary_key=True),
    Column("text", Text, nullable=False),
    Column("edition_id", Integer, ForeignKey(edition.c.id), nullable=False),
    sqlite_with_rowid=False,
)
relation = Table(
    "concept_relation",
    metadata,
    Column("source", Integer, ForeignKey(concept.c.id), primary_key=True),
    Column("kind", _Exact, primary_key=True),
    Column("target", Integer, ForeignKey(concept.c.id), primary_key=True),
    Column("weight", SmallInteger),
    Column("edition_id", Integer, ForeignKey(edition.c.id), nullable=False),
    Index("concept_relation_into", "target", "kind", "source"),
    sqlite_with_rowid=False,
)
word = Table(
    "concept_word",
    metadata,
    Column("language", _Exact, primary_key=True),
    Column("word", _Exact, primary_key=True),
    sqlite_with_rowid=False,
)
