"""Instruments as organisations registered them. A text is written once; only whether it is in use changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, insert, select, update

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import Head, InstrumentId, Registered, Stage
from profile_service.storage.instrument_tables import InstrumentRow
from profile_service.storage.tables import table_of

_INSTRUMENTS = table_of(InstrumentRow)
_HEADS = (
    _INSTRUMENTS.c.id,
    _INSTRUMENTS.c.version,
    _INSTRUMENTS.c.organisation_id,
    _INSTRUMENTS.c.head,
    _INSTRUMENTS.c.registered_at,
    _INSTRUMENTS.c.retired_at,
)


class TableInstruments:
    """See `actions.ports.Instruments`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, registered: Registered) -> None:
        self._connection.execute(
            insert(_INSTRUMENTS),
            {
                "id": registered.head.id,
                "version": registered.head.version,
                "organisation_id": registered.head.organisation,
                "text": registered.text,
                "head": _written(registered.head),
                "registered_at": registered.registered_at,
                "registered_by": registered.registered_by,
                "retired_at": registered.retired_at,
            },
        )

    def find(self, instrument: InstrumentId, version: str = "") -> Registered | None:
        found = select(_INSTRUMENTS).where(_INSTRUMENTS.c.id == instrument)
        if version:
            found = found.where(_INSTRUMENTS.c.version == version)
        else:
            found = found.where(_INSTRUMENTS.c.retired_at.is_(None))
        newest = found.order_by(_INSTRUMENTS.c.registered_at.desc(), _INSTRUMENTS.c.version.desc()).limit(1)
        row = self._connection.execute(newest).one_or_none()
        if row is None:
            return None
        return Registered(_head(row), bytes(row.text), row.registered_at, row.registered_by, row.retired_at)

    def heads_of(self, organisation: OrganisationId) -> Sequence[Head]:
        return self._heads(_INSTRUMENTS.c.organisation_id == organisation)

    def heads_in_use(self) -> Sequence[Head]:
        newest: dict[str, Head] = {}
        for head in self._heads(_INSTRUMENTS.c.retired_at.is_(None)):
            newest.setdefault(head.id, head)
        return [newest[one] for one in sorted(newest)]

    def retire(self, instrument: InstrumentId, version: str, at: datetime) -> bool:
        one = (_INSTRUMENTS.c.id == instrument) & (_INSTRUMENTS.c.version == version)
        found = self._connection.execute(
            update(_INSTRUMENTS).where(one, _INSTRUMENTS.c.retired_at.is_(None)).values(retired_at=at)
        )
        return found.rowcount == 1

    def _heads(self, which: ColumnElement[bool]) -> list[Head]:
        order = (_INSTRUMENTS.c.registered_at.desc(), _INSTRUMENTS.c.version.desc())
        rows = self._connection.execute(select(*_HEADS).where(which).order_by(*order)).all()
        return [_head(row) for row in rows]


def _written(head: Head) -> bytes:
    return orjson.dumps(
        [head.stage, dict(head.title), dict(head.about), list(head.languages), head.questions]
    )


def _head(row: Any) -> Head:
    stage, title, about, languages, questions = orjson.loads(row.head)
    return Head(
        id=InstrumentId(row.id),
        version=row.version,
        organisation=OrganisationId(row.organisation_id),
        stage=Stage(stage),
        title=title,
        about=about,
        languages=tuple(languages),
        questions=questions,
        registered_at=row.registered_at,
        retired_at=row.retired_at,
    )
