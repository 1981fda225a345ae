"""Accesses by law. Not sealed: the rule and the scopes are what the operator wrote down, and hold nothing of her profile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from consent.duty import Duty, Rule
from consent.vocabulary import DutyId, IndividualId, OrganisationId
from profile_service.storage.consent_tables import DutyRow
from profile_service.storage.mapping import dump_scopes, load_scopes
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_DUTIES = table_of(DutyRow)
_FIND = Prepared(select(_DUTIES).where(_DUTIES.c.id == bindparam("duty")))


class TableDuties:
    """See `actions.ports.Duties`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, duty: DutyId) -> Duty | None:
        row = _FIND.one(self._connection, duty=duty)
        return None if row is None else _load(row)

    def add(self, duty: Duty) -> None:
        self._connection.execute(
            insert(_DUTIES),
            {
                "individual_id": duty.individual,
                "id": duty.id,
                "organisation_id": duty.organisation,
                "reference": duty.reference,
                "citation": duty.rule.citation,
                "text": orjson.dumps(dict(duty.rule.text)).decode(),
                "scopes": dump_scopes(duty.scopes),
                "since": duty.since,
                "until": duty.until,
                "ended_at": duty.ended_at,
            },
        )

    def end(self, duty: Duty, at: datetime) -> None:
        self._connection.execute(
            update(_DUTIES)
            .where(
                _DUTIES.c.individual_id == duty.individual,
                _DUTIES.c.id == duty.id,
                _DUTIES.c.ended_at.is_(None),
            )
            .values(ended_at=at)
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Duty]:
        return self._some(_DUTIES.c.individual_id == individual)

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Duty]:
        return self._some(_DUTIES.c.organisation_id == organisation)

    def everybodys(self) -> Sequence[Duty]:
        return self._some()

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_DUTIES).where(_DUTIES.c.individual_id == individual))

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Duty]:
        found = select(_DUTIES).where(*conditions).order_by(_DUTIES.c.since.desc(), _DUTIES.c.id)
        return [_load(row) for row in self._connection.execute(found)]


def _load(row: Any) -> Duty:
    return Duty(
        id=DutyId(row.id),
        individual=IndividualId(row.individual_id),
        organisation=OrganisationId(row.organisation_id),
        rule=Rule(row.citation, orjson.loads(row.text)),
        scopes=load_scopes(row.scopes),
        since=row.since,
        until=row.until,
        ended_at=row.ended_at,
        reference=row.reference,
    )
