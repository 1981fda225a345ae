"""Wrap the data keys anew under the newest key-encryption key; the sections themselves stay as they are.

The secrets that sign webhooks, the references of assessors and those of questions that were sent are wrapped in the same way, and done in the same run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Select, Table, func, select, update

from profile_service.storage.assessment_tables import AssessorRecordRow
from profile_service.storage.assessments import RECORD_BINDING
from profile_service.storage.database import DatabaseError, is_current, open_engine, telling_errors
from profile_service.storage.endpoints import binding_of
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.sent_questions import QUESTION_BINDING
from profile_service.storage.tables import DataKeyRow, table_of
from profile_service.storage.telling_tables import EndpointRow
from profile_service.storage.workspace_tables import SentQuestionRow

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """A table of wrapped keys: whose each is, where it is kept, and what it is bound to."""

    table: Table
    whose: Column[Any]
    wrapped: Column[Any]
    prefix: str = ""

    def stale(self, newest: int) -> Select[Any]:
        return select(self.whose, self.table.c.sealing_version, self.wrapped).where(
            self.table.c.sealing_version != newest
        )


_KEYS = table_of(DataKeyRow)
_SECRETS = table_of(EndpointRow)
_REFERENCES = table_of(AssessorRecordRow)
_QUESTIONS = table_of(SentQuestionRow)
_ALL: Final = (
    _Wrapped(_KEYS, _KEYS.c.individual_id, _KEYS.c.wrapped),
    _Wrapped(_SECRETS, _SECRETS.c.id, _SECRETS.c.wrapped_secret, binding_of("")),
    _Wrapped(_REFERENCES, _REFERENCES.c.id, _REFERENCES.c.wrapped_reference, RECORD_BINDING),
    _Wrapped(_QUESTIONS, _QUESTIONS.c.id, _QUESTIONS.c.wrapped_reference, QUESTION_BINDING),
)


def rewrap_data_keys(url: str, sealer: Sealer, newest: int) -> Iterator[tuple[int, int]]:
    """Do it in small transactions, so that the service goes on beside it; yields how many of how many are done.

    Raises:
        SealError: the key ring does not open a data key; those before it are done.
        DatabaseError: the database is not up to date, or cannot be written.
    """
    engine = open_engine(url)
    if not is_current(engine):
        raise DatabaseError("the database is not up to date: run 'egenkarta db upgrade' first")
    with telling_errors(url), engine.begin() as connection:
        total = sum(_count(connection, kept, newest) for kept in _ALL)
    done = 0
    for kept in _ALL:
        while done < total and (more := _rewrap_some(engine, sealer, newest, kept)):
            done += more
            yield done, total
    engine.dispose()


def _count(connection: Connection, kept: _Wrapped, newest: int) -> int:
    found: int = connection.execute(
        select(func.count()).select_from(kept.stale(newest).subquery())
    ).scalar_one()
    return found


def _rewrap_some(engine: Engine, sealer: Sealer, newest: int, kept: _Wrapped) -> int:
    """One transaction; returns how many were left to do and are done now."""
    with telling_errors(str(engine.url)), engine.begin() as connection:
        rows = connection.execute(kept.stale(newest).limit(_BATCH)).all()
        for whose, old, wrapped in rows:
            binding = kept.prefix + whose
            version, fresh = sealer.wrap(sealer.unwrap(old, wrapped, binding), binding)
            connection.execute(
                update(kept.table)
                .where(kept.whose == whose)
                .values({"sealing_version": version, kept.wrapped.name: fresh})
            )
    return len(rows)
