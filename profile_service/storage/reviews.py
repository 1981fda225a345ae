"""The days on which sections are to be looked at again, noted at each write of a section, and the reminders that came of them.

No more than the section and the day stands here: the words are sealed in the section, and nobody opens it to remind her.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select

from consent.vocabulary import IndividualId
from profile_service.domain.looking_again import Reminder, ReminderId, ReviewDay
from profile_service.domain.profile import Assertion
from profile_service.storage.evidence_tables import ReminderRow, ReviewDayRow
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_DAYS = table_of(ReviewDayRow)
_REMINDERS = table_of(ReminderRow)


def _of_section(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.individual_id == bindparam("individual"), table.c.section == bindparam("section")


_NOTED = Prepared(select(_DAYS.c.due).where(*_of_section(_DAYS)))
_REMINDED = Prepared(select(_REMINDERS.c.due).where(*_of_section(_REMINDERS)))
_FORGET = Prepared(delete(_DAYS).where(*_of_section(_DAYS), _DAYS.c.due == bindparam("due")))
_NOTE = Prepared(insert(_DAYS))


class TableReviews:
    """See `actions.ports.Reviews`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, day: date, limit: int) -> Sequence[ReviewDay]:
        come = select(_DAYS).where(_DAYS.c.due <= day).order_by(_DAYS.c.due).limit(limit)
        rows = self._connection.execute(come).all()
        return [ReviewDay(IndividualId(row.individual_id), row.section, row.due) for row in rows]

    def remind(self, day: ReviewDay, reminder: Reminder) -> None:
        self._connection.execute(
            delete(_DAYS).where(
                _DAYS.c.individual_id == day.individual,
                _DAYS.c.section == day.section,
                _DAYS.c.due == day.due,
            )
        )
        self._connection.execute(
            insert(_REMINDERS),
            {
                "individual_id": reminder.individual,
                "id": reminder.id,
                "section": reminder.section,
                "due": reminder.due,
                "reminded_at": reminder.at,
            },
        )

    def reminders_of(self, individual: IndividualId) -> Sequence[Reminder]:
        hers = select(_REMINDERS).where(_REMINDERS.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_REMINDERS.c.reminded_at.desc(), _REMINDERS.c.id)).all()
        return [
            Reminder(ReminderId(row.id), individual, row.section, row.due, row.reminded_at) for row in rows
        ]

    def sections_due(self, individual: IndividualId, day: date) -> frozenset[str]:
        found: set[str] = set()
        for table in (_DAYS, _REMINDERS):
            hers = select(table.c.section).where(table.c.individual_id == individual, table.c.due <= day)
            found.update(self._connection.execute(hers.distinct()).scalars())
        return frozenset(found)

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_DAYS, _REMINDERS):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))


def note_review_days(
    connection: Connection, individual: IndividualId, section: str, items: Iterable[Assertion]
) -> None:
    """Put the days of a section as it stands in the place of those that were noted; a day that she was reminded of is over.

    Runs at every write of a section, of which few change a day: what is noted is looked up, and written where it differs.
    """
    days = {one.review_date for one in items if one.review_date is not None}
    where = {"individual": individual, "section": section}
    noted = {row.due for row in _NOTED.rows(connection, **where)}
    if days:
        days -= {row.due for row in _REMINDED.rows(connection, **where)}
    for day in noted - days:
        _FORGET.run(connection, **where, due=day)
    for day in sorted(days - noted):
        _NOTE.run(connection, individual_id=individual, section=section, due=day)
