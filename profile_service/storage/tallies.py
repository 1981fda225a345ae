"""How much each reader and each organisation tries in a day. Readers and grounds are kept as keyed hashes.

For each day and organisation there are four kinds of rows: a reader's tries at a ground; with no reader, the
organisation's tries at it; with no ground, the number of different grounds of the reader, or with neither of the whole
organisation. So a try is one look and one or two writes, however many there were before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, literal_column, select, update

from consent.terms import fold
from consent.vocabulary import OrganisationId
from profile_service.domain.reading_limits import Alarm, AlarmId, Tally
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import AlarmRow, TallyRow

_TALLIES = table_of(TallyRow)
_ALARMS = table_of(AlarmRow)
_ALL: Final = b""
_ONE: Final[ColumnElement[int]] = literal_column("1")  # prepared statements carry no value of their own
_DAY = (_TALLIES.c.organisation_id == bindparam("organisation"), _TALLIES.c.day == bindparam("on"))
_READERS = _TALLIES.c.reader_hash.in_([bindparam("reader"), bindparam("no_reader")])
_GROUNDS = _TALLIES.c.ground_hash.in_([bindparam("ground"), bindparam("no_ground")])
_FIND = Prepared(
    select(_TALLIES.c.reader_hash, _TALLIES.c.ground_hash, _TALLIES.c.tries).where(*_DAY, _READERS, _GROUNDS)
)
_ADD = Prepared(
    insert(_TALLIES)
    .inline()
    .values(
        organisation_id=bindparam("organisation"),
        day=bindparam("on"),
        reader_hash=bindparam("reader"),
        ground_hash=bindparam("ground"),
        tries=_ONE,
    )
)
_AGAIN = Prepared(
    update(_TALLIES)
    .where(
        *_DAY, _TALLIES.c.reader_hash == bindparam("reader"), _TALLIES.c.ground_hash == bindparam("ground")
    )
    .values(tries=_TALLIES.c.tries + _ONE)
)
_BOTH_AGAIN = Prepared(
    update(_TALLIES)
    .where(*_DAY, _READERS, _TALLIES.c.ground_hash == bindparam("ground"))
    .values(tries=_TALLIES.c.tries + _ONE)
)


class TableTallies:
    """See `actions.ports.Tallies`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer
        self._hashes: dict[tuple[str, str], bytes] = {}

    def so_far(self, organisation: OrganisationId, reader: str, ground: str, day: date) -> Tally:
        who, what = self._hash(organisation, reader), self._hash(organisation, ground)
        rows = _FIND.rows(
            self._connection,
            organisation=organisation,
            on=day,
            reader=who,
            no_reader=_ALL,
            ground=what,
            no_ground=_ALL,
        )
        found = {(bytes(row.reader_hash), bytes(row.ground_hash)): row.tries for row in rows}
        return Tally(
            by_reader=found.get((who, _ALL), 0),
            by_organisation=found.get((_ALL, _ALL), 0),
            of_this=found.get((_ALL, what), 0),
            known=(who, what) in found,
        )

    def count(self, organisation: OrganisationId, reader: str, ground: str, day: date, before: Tally) -> None:
        who, what = self._hash(organisation, reader), self._hash(organisation, ground)
        on = {"organisation": organisation, "on": day}
        if before.known:
            _BOTH_AGAIN.run(self._connection, **on, reader=who, no_reader=_ALL, ground=what)
            return
        _ADD.run(self._connection, **on, reader=who, ground=what)
        self._more(on, who, _ALL, before.by_reader)
        self._more(on, _ALL, what, before.of_this)
        if not before.of_this:
            self._more(on, _ALL, _ALL, before.by_organisation)

    def people_by_day(
        self, organisation: OrganisationId, reader: str | None, since: date, before: date
    ) -> Sequence[int]:
        found = select(_TALLIES.c.tries).where(
            _TALLIES.c.organisation_id == organisation,
            _TALLIES.c.day >= since,
            _TALLIES.c.day < before,
            _TALLIES.c.reader_hash == (_ALL if reader is None else self._hash(organisation, reader)),
            _TALLIES.c.ground_hash == _ALL,
        )
        return list(self._connection.execute(found).scalars())

    def forget_before(self, day: date) -> None:
        self._connection.execute(delete(_TALLIES).where(_TALLIES.c.day < day))

    def raise_alarm(self, alarm: Alarm) -> bool:
        same_day = select(_ALARMS.c.reader).where(
            _ALARMS.c.organisation_id == alarm.organisation, _ALARMS.c.day == alarm.day
        )
        if fold(alarm.reader) in map(fold, self._connection.execute(same_day).scalars()):
            return False
        self._connection.execute(
            insert(_ALARMS),
            {
                "id": alarm.id,
                "organisation_id": alarm.organisation,
                "day": alarm.day,
                "reader": alarm.reader,
                "people": alarm.people,
                "usual": alarm.usual,
                "at": alarm.at,
            },
        )
        return True

    def alarms(self, limit: int) -> Sequence[Alarm]:
        newest = select(_ALARMS).order_by(_ALARMS.c.at.desc(), _ALARMS.c.id).limit(limit)
        return [_load(row) for row in self._connection.execute(newest)]

    def seen(self, alarm: AlarmId, at: datetime) -> bool:
        known = _ALARMS.c.id == alarm
        self._connection.execute(update(_ALARMS).where(known, _ALARMS.c.seen_at.is_(None)).values(seen_at=at))
        return self._connection.execute(select(_ALARMS.c.id).where(known)).one_or_none() is not None

    def _more(self, on: dict[str, object], who: bytes, what: bytes, before: int) -> None:
        statement = _AGAIN if before else _ADD
        statement.run(self._connection, **on, reader=who, ground=what)

    def _hash(self, organisation: OrganisationId, name: str) -> bytes:
        found = self._hashes.get((organisation, name))
        if found is None:
            found = self._sealer.blind("tally", f"{organisation}|{fold(name)}")
            self._hashes[organisation, name] = found
        return found


def _load(row: Any) -> Alarm:
    return Alarm(
        AlarmId(row.id),
        OrganisationId(row.organisation_id),
        row.reader,
        row.day,
        row.people,
        row.usual,
        row.at,
        row.seen_at,
    )
