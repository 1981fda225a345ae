"""The journal: one table that only grows.

Its Merkle tree is built over `seq`, outside the transaction of a read, so that a read never waits for it (`storage.tree`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, func, select

from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.domain.event import READINGS, AuditEvent, EventId, JournalPage, Kind, Outcome
from profile_service.storage.books import Books
from profile_service.storage.joined import formers_of
from profile_service.storage.journal_rows import UNDER, insert_rows, whole_row
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import JournalRow, table_of

_JOURNAL = table_of(JournalRow)
_READING = _JOURNAL.c.kind.in_(sorted(READINGS))


class TableJournal:
    """See `actions.ports.Journal`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, books: Books) -> None:
        self._connection = connection
        self._keys = keys
        self._books = books

    def append(self, event: AuditEvent) -> None:
        if event.outcome is Outcome.DISCLOSED:
            self._books.told(event)
        insert_rows(self._connection, [whole_row(self._keys, event)])

    def find(self, individual: IndividualId, event: EventId) -> AuditEvent | None:
        rows = self._connection.execute(
            select(_JOURNAL).where(self._hers(individual), _JOURNAL.c.id == event)
        ).all()
        return self._load(rows[0]) if rows else None

    def of_grant(
        self, individual: IndividualId, grant: str, limit: int, kind: Kind | None = None
    ) -> Sequence[AuditEvent]:
        about = select(_JOURNAL).where(self._hers(individual), _JOURNAL.c.grant_id == grant)
        if kind is not None:
            about = about.where(_JOURNAL.c.kind == kind.value)
        rows = self._connection.execute(about.order_by(_JOURNAL.c.seq.desc()).limit(limit)).all()
        return [self._load(row) for row in rows]

    def page(self, individual: IndividualId, before: int | None, limit: int) -> JournalPage:
        statement = select(_JOURNAL).where(self._hers(individual))
        if before is not None:
            statement = statement.where(_JOURNAL.c.seq < before)
        rows = self._connection.execute(statement.order_by(_JOURNAL.c.seq.desc()).limit(limit + 1)).all()
        following = rows[limit - 1].seq if len(rows) > limit else None
        return JournalPage(tuple(self._load(row) for row in rows[:limit]), following)

    def failed_codes(self, organisation: OrganisationId, since: datetime) -> int:
        return self._connection.execute(
            select(func.count())
            .select_from(_JOURNAL)
            .where(
                _JOURNAL.c.organisation_id == organisation,
                _JOURNAL.c.kind == Kind.CODE,
                _JOURNAL.c.at >= since,
            )
        ).scalar_one()

    def tries(self, individual: IndividualId, limit: int) -> Sequence[AuditEvent]:
        held_back = _JOURNAL.c.kind == Kind.HELD_BACK
        refused = _READING & (_JOURNAL.c.outcome == Outcome.REFUSED)
        about = select(_JOURNAL).where(self._hers(individual), held_back | refused)
        rows = self._connection.execute(about.order_by(_JOURNAL.c.seq.desc()).limit(limit)).all()
        return [self._load(row) for row in rows]

    def refused_since(self, individual: IndividualId, kind: Kind, since: datetime) -> int:
        return self._connection.execute(
            select(func.count())
            .select_from(_JOURNAL)
            .where(
                _JOURNAL.c.individual_id == individual,
                _JOURNAL.c.kind == kind,
                _JOURNAL.c.outcome == Outcome.REFUSED,
                _JOURNAL.c.at >= since,
            )
        ).scalar_one()

    def readings_by(self, organisation: OrganisationId, before: int | None, limit: int) -> JournalPage:
        about = select(_JOURNAL).where(_JOURNAL.c.organisation_id == organisation, _READING)
        if before is not None:
            about = about.where(_JOURNAL.c.seq < before)
        rows = self._connection.execute(about.order_by(_JOURNAL.c.seq.desc()).limit(limit + 1)).all()
        following = rows[limit - 1].seq if len(rows) > limit else None
        return JournalPage(tuple(self._load(row) for row in rows[:limit]), following)

    def reads_under(self, individual: IndividualId) -> Mapping[GrantId, tuple[int, datetime]]:
        rows = self._connection.execute(
            select(_JOURNAL.c.grant_id, func.count(), func.max(_JOURNAL.c.at, type_=_JOURNAL.c.at.type))
            .where(
                self._hers(individual),
                _READING,
                _JOURNAL.c.outcome == Outcome.DISCLOSED,
            )
            .group_by(_JOURNAL.c.grant_id)
        )
        return {GrantId(grant): (count, last) for grant, count, last in rows}

    def readings_since(
        self, individual: IndividualId, grant: GrantId, outcome: Outcome, since: datetime
    ) -> int:
        return self._connection.execute(
            select(func.count())
            .select_from(_JOURNAL)
            .where(
                self._hers(individual),
                _JOURNAL.c.grant_id == grant,
                _READING,
                _JOURNAL.c.outcome == outcome,
                _JOURNAL.c.at > since,
            )
        ).scalar_one()

    def _hers(self, individual: IndividualId) -> ColumnElement[bool]:
        # Lines from before two accounts became one stay under the former one's id and key, and are read along.
        formers = formers_of(self._connection, individual)
        mine = _JOURNAL.c.individual_id
        return mine.in_([individual, *formers]) if formers else mine == individual

    def _load(self, row: Any) -> AuditEvent:
        individual = None if row.individual_id is None else IndividualId(row.individual_id)
        detail = dict(self._detail(individual, row))
        veiled = detail.pop(UNDER, None)
        kind, organisation = row.kind, row.organisation_id
        if isinstance(veiled, list):
            kind, organisation = veiled
        return AuditEvent(
            id=EventId(row.id),
            at=row.at,
            kind=Kind(kind),
            outcome=Outcome(row.outcome),
            individual=individual,
            organisation=OrganisationId(organisation) if organisation else None,
            grant=None if row.grant_id is None else GrantId(row.grant_id),
            detail=detail,
            reason=row.reason or "",
        )

    def _detail(self, individual: IndividualId | None, row: Any) -> Mapping[str, str | list[str]]:
        if individual is None or row.sealed is None:
            return {}
        try:
            detail: dict[str, str | list[str]] = orjson.loads(
                self._keys.open(individual, row.sealed, f"journal|{row.id}")
            )
        except KeyError:
            return {}
        return detail
