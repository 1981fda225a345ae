"""Counts for whoever runs the service."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Table, distinct, func, select, text

from profile_service.domain.running import DatabaseState, Replication
from profile_service.storage.postgresql import faults_of
from profile_service.storage.reach_tables import MessageRow
from profile_service.storage.tables import DataKeyRow, JournalRow, table_of
from profile_service.storage.telling_tables import DeliveryRow

_JOURNAL: Final = table_of(JournalRow)
_KEYS: Final = table_of(DataKeyRow)
_DELIVERIES: Final = table_of(DeliveryRow)
_MESSAGES: Final = table_of(MessageRow)
_GUARDS: Final = {
    "sqlite": {name: {name} for name in ("journal_no_update", "journal_no_delete", "journal_no_replace")},
    "postgresql": {
        "journal_no_update": {"journal_no_update"},
        "journal_no_delete": {"journal_no_delete", "journal_no_truncate"},
    },
}
_STANDBYS: Final = (
    "SELECT sync_state, coalesce(extract(epoch FROM replay_lag), 0)::float8 FROM pg_stat_replication"
)
_WAITED_FOR: Final = ("sync", "quorum")
_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND tgenabled <> 'D'",
}


def versions_in(connection: Connection, wrapped: Table) -> tuple[int, ...]:
    """Which versions of the key ring a table's rows are wrapped under: one look at the index for each, however many rows."""
    version = wrapped.c.sealing_version
    found: list[int] = []
    while more := connection.execute(select(func.min(version)).where(version > (found or [0])[-1])).scalar():
        found.append(more)
    return tuple(found)


class TableOversight:
    """See `actions.ports.Oversight`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kind = connection.dialect.name

    def database(self) -> DatabaseState:
        versions = versions_in(self._connection, _KEYS)
        revision = self._connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar_one_or_none()
        return DatabaseState(self._kind, self._size(), str(revision or ""), versions)

    def doubts(self) -> Sequence[str]:
        if self._kind == "sqlite":
            return ()
        unfit, doubts = faults_of(self._connection)
        return (*unfit, *doubts)

    def replication(self) -> Replication | None:
        if self._kind != "postgresql":
            return None
        wanted = self._connection.execute(text("SHOW synchronous_standby_names")).scalar_one()
        found = self._connection.execute(text(_STANDBYS)).all()
        standbys: dict[str, int] = {}
        for state, _ in found:
            standbys[state or "unknown"] = standbys.get(state or "unknown", 0) + 1
        lag = max((seconds for state, seconds in found if state in _WAITED_FOR), default=0.0)
        return Replication(standbys, lag, wanted=bool(wanted))

    def deliveries(self) -> Mapping[str, int]:
        found = select(_DELIVERIES.c.state, func.count()).group_by(_DELIVERIES.c.state)
        return {str(one.state): one[1] for one in self._connection.execute(found)}

    def messages(self) -> Mapping[tuple[str, str], int]:
        by = (_MESSAGES.c.channel, _MESSAGES.c.state)
        found = self._connection.execute(select(*by, func.count()).group_by(*by))
        return {(channel, state): count for channel, state, count in found}

    def journal_size(self) -> tuple[int, int, int, datetime | None]:
        seq, ids = _JOURNAL.c.seq, _JOURNAL.c.id
        newest = func.max(_JOURNAL.c.at, type_=_JOURNAL.c.at.type)
        counted = select(func.count(), func.min(seq), func.max(seq), func.count(distinct(ids)), newest)
        rows, first, last, different, at = self._connection.execute(counted).one()
        # On PostgreSQL a number is spent by a transaction that was undone as well: there the tree tells what is missing.
        missing = 0 if not rows or self._kind == "postgresql" else last - first + 1 - rows
        return rows, missing, rows - different, at

    def journal_guards(self) -> Mapping[str, bool]:
        there = set(self._connection.execute(text(_TRIGGERS[self._kind])).scalars())
        return {name: needed <= there for name, needed in _GUARDS[self._kind].items()}

    def journal_counts(self, since: datetime, until: datetime) -> Mapping[tuple[str, str], int]:
        day = (
            func.substr(_JOURNAL.c.at, 1, 10)
            if self._kind == "sqlite"
            else func.to_char(func.timezone("UTC", _JOURNAL.c.at), "YYYY-MM-DD")
        )
        within = (_JOURNAL.c.at >= since, _JOURNAL.c.at < until)
        found = self._connection.execute(
            select(day.label("day"), _JOURNAL.c.kind, func.count())
            .where(*within)
            .group_by("day", _JOURNAL.c.kind)
        )
        return {(str(one), kind): count for one, kind, count in found}

    def _size(self) -> int | None:
        if self._kind == "sqlite":
            pages = self._connection.execute(text("PRAGMA page_count")).scalar_one()
            return int(pages) * int(self._connection.execute(text("PRAGMA page_size")).scalar_one())
        return self._connection.execute(
            text("SELECT pg_database_size(current_database())")
        ).scalar_one_or_none()
