"""Wrap the data keys anew under the newest key-encryption key, beside the running service; the sections themselves stay as they are.

The secrets that sign webhooks, the references of assessors and those of questions that were sent are wrapped in the same way, and done in the same run.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Select, Table, func, select, update
from sqlmodel import SQLModel

from profile_service.storage.assessment_tables import AssessorRecordRow
from profile_service.storage.assessments import RECORD_BINDING
from profile_service.storage.carrying import Carriage
from profile_service.storage.database import (
    check_key_ring,
    open_engine,
    see_that_it_is_current,
    telling_errors,
)
from profile_service.storage.endpoints import binding_of
from profile_service.storage.oversight import versions_in
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.replays import versions_of_answers
from profile_service.storage.sent_questions import QUESTION_BINDING
from profile_service.storage.tables import DataKeyRow, table_of
from profile_service.storage.telling_tables import EndpointRow
from profile_service.storage.workspace_tables import SentQuestionRow

_BATCH: Final = 500
_PAUSE: Final = 0.01
"""Seconds between two transactions, in which the service has its turn."""


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """A table of wrapped keys: whose each is, where it is kept, and what it is bound to."""

    table: Table
    whose: Column[Any]
    wrapped: Column[Any]
    prefix: str = ""

    def stale(self, newest: int) -> Select[Any]:
        return select(self.whose, self.table.c.sealing_version, self.wrapped).where(
            self.table.c.sealing_version < newest
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
    engine = _current_engine(url)
    check_key_ring(engine, sealer)
    with telling_errors(url), engine.connect() as connection:
        total = sum(_count(connection, kept, newest) for kept in _ALL)
    done = 0
    for kept in _ALL:
        while more := _rewrap_some(engine, sealer, newest, kept):
            done += more
            yield done, max(done, total)
            time.sleep(_PAUSE)
    engine.dispose()


def versions_in_use(url: str, now: datetime) -> frozenset[int]:
    """The versions that anything at all is wrapped under, what lives for minutes or a day included.

    Raises:
        DatabaseError: the database is not up to date, or cannot be read.
    """
    engine = _current_engine(url)
    with telling_errors(url), engine.connect() as connection:
        found = [version for table in wrapped_tables() for version in versions_in(connection, table)]
        answers = versions_of_answers(connection, now)
    engine.dispose()
    return answers.union(found)


def wrapped_tables() -> tuple[Table, ...]:
    """Every table with something that the installation's own key wraps."""
    return tuple(one for one in SQLModel.metadata.sorted_tables if "sealing_version" in one.c)


REWRAPPED: Final = frozenset(one.table.name for one in _ALL)
SHORT_LIVED: Final = frozenset({"sign_in_attempt", "pushed_request"})
"""Left to end by themselves, within minutes."""


def _current_engine(url: str) -> Engine:
    engine = open_engine(url)
    see_that_it_is_current(engine)
    return engine


def _count(connection: Connection, kept: _Wrapped, newest: int) -> int:
    found: int = connection.execute(
        select(func.count()).select_from(kept.stale(newest).subquery())
    ).scalar_one()
    return found


def _rewrap_some(engine: Engine, sealer: Sealer, newest: int, kept: _Wrapped) -> int:
    """One transaction; returns how many were left to do and are done now."""
    with telling_errors(str(engine.url)), engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        try:
            rows = connection.execute(kept.stale(newest).limit(_BATCH)).all()
            for whose, old, wrapped in rows:
                binding = kept.prefix + whose
                version, fresh = sealer.wrap(sealer.unwrap(old, wrapped, binding), binding)
                connection.execute(
                    update(kept.table)
                    .where(kept.whose == whose)
                    .values({"sealing_version": version, kept.wrapped.name: fresh})
                )
            carriage.end()
        except BaseException:
            carriage.give_up()
            raise
    return len(rows)
