"""How much each reader and each organisation tries in a day. Readers and grounds are kept as keyed hashes.

For each day and organisation there are four kinds of rows: that a reader tried a ground; with no reader, the organisation's
tries at it; with no ground, the number of different grounds of the reader, or with neither of the whole organisation. So a
try is one look and one write, however many there were before, and the first of a reader at a ground some writes more.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.terms import fold
from consent.vocabulary import OrganisationId
from profile_service.domain.reading_limits import Alarm, AlarmId, Tally
from profile_service.storage.inserting import InsertMany
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import AlarmRow, TallyRow

_TALLIES = table_of(TallyRow)
_ALARMS = table_of(AlarmRow)
ALL: Final = b""
"""In the place of a reader or a ground: all of them together."""
_DAY = (_TALLIES.c.organisation_id == bindparam("organisation"), _TALLIES.c.day == bindparam("on"))
_READERS = _TALLIES.c.reader_hash.in_([bindparam("reader"), bindparam("no_reader")])
_GROUNDS = _TALLIES.c.ground_hash.in_([bindparam("ground"), bindparam("no_ground")])
_FIND = Prepared(
    select(_TALLIES.c.reader_hash, _TALLIES.c.ground_hash, _TALLIES.c.tries).where(*_DAY, _READERS, _GROUNDS)
)


_COLUMNS: Final = ("organisation_id", "day", "reader_hash", "ground_hash", "tries")
_ADD = InsertMany(_TALLIES, _COLUMNS, adding="tries")


Counts = dict[tuple[str, bytes, bytes], int]
"""Tries by organisation, reader and ground."""


class Places(NamedTuple):
    """The four rows that a try can stand in: of this reader and ground, of the ground, of the reader, and of all."""

    this: tuple[str, bytes, bytes]
    ground: tuple[str, bytes, bytes]
    reader: tuple[str, bytes, bytes]
    all: tuple[str, bytes, bytes]


def places_of(organisation: str, who: bytes, what: bytes) -> Places:
    """The rows of a try by its hashes."""
    return Places(
        (organisation, who, what),
        (organisation, ALL, what),
        (organisation, who, ALL),
        (organisation, ALL, ALL),
    )


def tally_of(found: Counts, places: Places) -> Tally:
    """What was tried so far, from the counts of the rows that a try stands in."""
    return Tally(
        by_reader=found.get(places.reader, 0),
        by_organisation=found.get(places.all, 0),
        of_this=found.get(places.ground, 0),
        known=places.this in found,
    )


def counted(places: Places, before: Tally) -> Sequence[tuple[str, bytes, bytes]]:
    """The rows in which one more try counts."""
    if before.known:
        return (places.ground,)
    return places[:3] if before.of_this else places


def add_tries(connection: Connection, day: date, tries: Counts) -> Counts:
    """Count so many more, in an order that is the same for all: nobody waits for one who waits for him.

    On PostgreSQL, where others count meanwhile: what stands there now.
    """
    rows = [(one[0], day, one[1], one[2], tries[one]) for one in sorted(tries)]
    return counts_of(_ADD.run(connection, rows))


def counts_of(rows: Sequence[Any]) -> Counts:
    """What rows count."""
    return {(row.organisation_id, bytes(row.reader_hash), bytes(row.ground_hash)): row.tries for row in rows}


def hash_of(sealer: Sealer, organisation: str, name: str) -> bytes:
    """A reader, or a ground, as it stands in the rows of an organisation."""
    return sealer.blind("tally", f"{organisation}|{fold(name)}")


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
            no_reader=ALL,
            ground=what,
            no_ground=ALL,
        )
        found: Counts = {
            (organisation, bytes(row.reader_hash), bytes(row.ground_hash)): row.tries for row in rows
        }
        return tally_of(found, places_of(organisation, who, what))

    def count(self, organisation: OrganisationId, reader: str, ground: str, day: date, before: Tally) -> None:
        who, what = self._hash(organisation, reader), self._hash(organisation, ground)
        places = places_of(organisation, who, what)
        add_tries(self._connection, day, dict.fromkeys(counted(places, before), 1))

    def people_by_day(
        self, organisation: OrganisationId, reader: str | None, since: date, before: date
    ) -> Sequence[int]:
        found = select(_TALLIES.c.tries).where(
            _TALLIES.c.organisation_id == organisation,
            _TALLIES.c.day >= since,
            _TALLIES.c.day < before,
            _TALLIES.c.reader_hash == (ALL if reader is None else self._hash(organisation, reader)),
            _TALLIES.c.ground_hash == ALL,
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

    def _hash(self, organisation: OrganisationId, name: str) -> bytes:
        found = self._hashes.get((organisation, name))
        if found is None:
            found = hash_of(self._sealer, organisation, name)
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
