"""News of hers, and who has read before. What news is about is sealed under her key, all of one length."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.domain.news import News, NewsId, NewsKind, NewsPage
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.reach_tables import AcquaintanceRow, NewsRow, SaidEndingRow
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import GrantRow, table_of

_NEWS = table_of(NewsRow)
_KNOWN = table_of(AcquaintanceRow)
_SAID = table_of(SaidEndingRow)
_GRANTS = table_of(GrantRow)
_ROOM: Final = 256
"""Bytes before sealing, so that the length does not tell one kind from another."""

_HERS = _KNOWN.c.individual_id == bindparam("individual"), _KNOWN.c.who_hash == bindparam("who")
_LAST = Prepared(select(_KNOWN.c.day).where(*_HERS))
_ADD = Prepared(insert(_NEWS))
_MEET = Prepared(insert(_KNOWN))
_MEET_AGAIN = Prepared(update(_KNOWN).where(*_HERS).values(day=bindparam("today")))
_WAITING = Prepared(
    select(func.count().label("n"))
    .select_from(_NEWS)
    .where(_NEWS.c.individual_id == bindparam("individual"), _NEWS.c.seen_at.is_(None))
)


def hash_of_acquaintance(sealer: Sealer, individual: IndividualId, who: str) -> bytes:
    """Who has done something of hers before, as it stands in her rows."""
    return sealer.blind("acquaintance", f"{individual}|{who}")


class TableNews:
    """See `actions.ports.NewsBook`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def add(self, news: News) -> None:
        plain = orjson.dumps([news.kind.value, news.organisation or "", news.about, news.event])
        try:
            room = -(-len(plain) // _ROOM) * _ROOM
            sealed = self._keys.seal(news.individual, plain.ljust(room), f"news|{news.id}")
        except KeyError:
            return
        _ADD.run(
            self._connection,
            individual_id=news.individual,
            id=news.id,
            at=news.at,
            seen_at=news.seen_at,
            sealed=sealed,
        )

    def page(self, individual: IndividualId, skip: int, limit: int) -> NewsPage:
        hers = select(_NEWS).where(_NEWS.c.individual_id == individual)
        newest = hers.order_by(_NEWS.c.at.desc(), _NEWS.c.id).offset(skip).limit(limit + 1)
        rows = self._connection.execute(newest).all()
        return NewsPage(tuple(map(self._load, rows[:limit])), len(rows) > limit)

    def find(self, individual: IndividualId, news: NewsId) -> News | None:
        hers = select(_NEWS).where(_NEWS.c.individual_id == individual, _NEWS.c.id == news)
        row = self._connection.execute(hers).one_or_none()
        return None if row is None else self._load(row)

    def unseen(self, individual: IndividualId) -> int:
        return int(_WAITING.rows(self._connection, individual=individual)[0].n)

    def see(self, individual: IndividualId, until: datetime, at: datetime) -> None:
        self._connection.execute(
            update(_NEWS)
            .where(_NEWS.c.individual_id == individual, _NEWS.c.seen_at.is_(None), _NEWS.c.at <= until)
            .values(seen_at=at)
        )

    def see_answered(
        self,
        individual: IndividualId,
        kind: NewsKind,
        organisation: OrganisationId | None,
        about: GrantId | None,
        at: datetime,
    ) -> None:
        waiting = select(_NEWS).where(_NEWS.c.individual_id == individual, _NEWS.c.seen_at.is_(None))
        for news in map(self._load, self._connection.execute(waiting).all()):
            of_them = organisation is not None and news.organisation == organisation
            about_it = about is not None and news.about == about
            if news.kind is kind and (of_them or about_it):
                this = _NEWS.c.individual_id == individual, _NEWS.c.id == news.id
                self._connection.execute(update(_NEWS).where(*this).values(seen_at=at))

    def acquaint(self, individual: IndividualId, who: str, today: date) -> date | None:
        key = {"individual": individual, "who": self._blind(individual, who)}
        row = _LAST.one(self._connection, **key)
        if row is None:
            _MEET.run(self._connection, individual_id=individual, who_hash=key["who"], day=today)
            return None
        last: date = row.day
        if last != today:
            _MEET_AGAIN.run(self._connection, **key, today=today)
        return last

    def knows_any(self, individual: IndividualId, what: str) -> bool:
        key = {"individual": individual, "who": self._blind(individual, what)}
        return _LAST.one(self._connection, **key) is not None

    def ending(self, after: datetime, until: datetime, limit: int) -> Sequence[tuple[IndividualId, GrantId]]:
        said = exists().where(
            _SAID.c.individual_id == _GRANTS.c.individual_id, _SAID.c.grant_id == _GRANTS.c.id
        )
        soon = select(_GRANTS.c.individual_id, _GRANTS.c.id).where(
            _GRANTS.c.state == "active", _GRANTS.c.until > after, _GRANTS.c.until <= until, ~said
        )
        rows = self._connection.execute(soon.order_by(_GRANTS.c.until).limit(limit)).all()
        return [(IndividualId(individual), GrantId(grant)) for individual, grant in rows]

    def said_ending(self, individual: IndividualId, grant: GrantId) -> None:
        self._connection.execute(insert(_SAID), {"individual_id": individual, "grant_id": grant})

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(_NEWS).where(_NEWS.c.at <= before)).rowcount

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_NEWS, _KNOWN, _SAID):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def _blind(self, individual: IndividualId, who: str) -> bytes:
        return hash_of_acquaintance(self._sealer, individual, who)

    def _load(self, row: Any) -> News:
        individual = IndividualId(row.individual_id)
        plain = self._keys.open(individual, row.sealed, f"news|{row.id}")
        kind, organisation, about, event = orjson.loads(plain)
        return News(
            id=NewsId(row.id),
            individual=individual,
            kind=NewsKind(kind),
            at=row.at,
            organisation=OrganisationId(organisation) if organisation else None,
            about=about,
            event=event,
            seen_at=row.seen_at,
        )
