"""What organisations have to know of. Nothing in a row says what was shared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent.vocabulary import IndividualId, NoticeId, OrganisationId
from profile_service.domain.notice import Change, Notice
from profile_service.storage.tables import IndividualRow, table_of
from profile_service.storage.telling_tables import NoticeRow

_NOTICES = table_of(NoticeRow)
_INDIVIDUALS = table_of(IndividualRow)


class TableNotices:
    """See `actions.ports.Notices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice) -> None:
        self._connection.execute(
            insert(_NOTICES),
            {
                "individual_id": notice.individual,
                "id": notice.id,
                "organisation_id": notice.organisation,
                "about": notice.about,
                "change": notice.change.value,
                "at": notice.at,
                "due_at": notice.due_at,
                "deadline": notice.deadline,
                "sent": False,
            },
        )

    def find(self, notice: NoticeId) -> Notice | None:
        rows = self._connection.execute(select(_NOTICES).where(_NOTICES.c.id == notice)).all()
        return _load(rows[0]) if rows else None

    def save(self, notice: Notice) -> None:
        self._change(
            notice.individual,
            _NOTICES.c.id == notice.id,
            told_at=notice.told_at,
            acknowledged_at=notice.acknowledged_at,
            erased_at=notice.erased_at,
        )

    def mark_sent(self, notice: Notice) -> None:
        self._change(notice.individual, _NOTICES.c.id == notice.id, sent=True)

    def forget_erased(self, before: datetime) -> int:
        there = select(_INDIVIDUALS.c.id).where(_INDIVIDUALS.c.id == _NOTICES.c.individual_id)
        done = _NOTICES.c.acknowledged_at.is_not(None) | (_NOTICES.c.at < before)
        return self._connection.execute(delete(_NOTICES).where(~there.exists(), done)).rowcount

    def cancel(self, individual: IndividualId, about: str) -> None:
        self._connection.execute(
            delete(_NOTICES).where(
                _NOTICES.c.individual_id == individual,
                _NOTICES.c.about == about,
                _NOTICES.c.told_at.is_(None),
                _NOTICES.c.sent.is_(False),
            )
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Notice]:
        rows = self._connection.execute(
            select(_NOTICES).where(_NOTICES.c.individual_id == individual).order_by(_NOTICES.c.at.desc())
        )
        return [_load(row) for row in rows]

    def of_organisation(
        self, organisation: OrganisationId, now: datetime, limit: int, *, open_only: bool = False
    ) -> Sequence[Notice]:
        due = select(_NOTICES).where(_NOTICES.c.organisation_id == organisation, _NOTICES.c.due_at <= now)
        if open_only:
            due = due.where(_NOTICES.c.acknowledged_at.is_(None))
        rows = self._connection.execute(due.order_by(_NOTICES.c.due_at.desc()).limit(limit))
        return [_load(row) for row in rows]

    def untold(self, now: datetime, limit: int) -> Sequence[Notice]:
        due = select(_NOTICES).where(_NOTICES.c.sent.is_(False), _NOTICES.c.due_at <= now)
        rows = self._connection.execute(due.order_by(_NOTICES.c.due_at).limit(limit))
        return [_load(row) for row in rows]

    def _change(self, individual: IndividualId, which: ColumnElement[bool], **values: object) -> None:
        self._connection.execute(
            update(_NOTICES).where(_NOTICES.c.individual_id == individual, which).values(**values)
        )


def _load(row: Any) -> Notice:
    return Notice(
        id=NoticeId(row.id),
        individual=IndividualId(row.individual_id),
        organisation=OrganisationId(row.organisation_id),
        about=row.about,
        change=Change(row.change),
        at=row.at,
        due_at=row.due_at,
        deadline=row.deadline,
        told_at=row.told_at,
        acknowledged_at=row.acknowledged_at,
        erased_at=row.erased_at,
    )
