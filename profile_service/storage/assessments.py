"""Assessments by others, sealed with the key of whom they are about; and what each assessor keeps of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, func, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.assessment import (
    Assessment,
    AssessmentId,
    AssessmentState,
    AssessorRecord,
    Standing,
    claim_of,
    content_of,
)
from profile_service.domain.profile import ItemId, Strength
from profile_service.storage.assessment_tables import AssessmentRow, AssessorRecordRow
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tables import table_of

_HERS = table_of(AssessmentRow)
_THEIRS = table_of(AssessorRecordRow)
RECORD_BINDING = "assessor_record|"


class TableAssessments:
    """See `actions.ports.Assessments`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, assessment: Assessment) -> None:
        key = {"individual_id": assessment.individual, "id": assessment.id}
        self._connection.execute(insert(_HERS), {**key, **self._columns(assessment)})

    def save(self, assessment: Assessment) -> None:
        self._connection.execute(
            update(_HERS)
            .where(_HERS.c.individual_id == assessment.individual, _HERS.c.id == assessment.id)
            .values(self._columns(assessment))
        )

    def find(self, individual: IndividualId, assessment: AssessmentId) -> Assessment | None:
        hers = select(_HERS).where(_HERS.c.individual_id == individual, _HERS.c.id == assessment)
        row = self._connection.execute(hers).one_or_none()
        return None if row is None else self._load(row)

    def of_individual(self, individual: IndividualId) -> Sequence[Assessment]:
        hers = select(_HERS).where(_HERS.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_HERS.c.proposed_at.desc(), _HERS.c.id)).all()
        return [found for found in map(self._load, rows) if found is not None]

    def proposed_by(self, organisation: OrganisationId, assessment: AssessmentId) -> Assessment | None:
        theirs = select(_HERS).where(_HERS.c.id == assessment, _HERS.c.organisation_id == organisation)
        rows = self._connection.execute(theirs).all()
        return self._load(rows[0]) if rows else None

    def count_since(self, individual: IndividualId, organisation: OrganisationId, since: datetime) -> int:
        found: int = self._connection.execute(
            select(func.count()).where(
                _HERS.c.individual_id == individual,
                _HERS.c.organisation_id == organisation,
                _HERS.c.proposed_at > since,
            )
        ).scalar_one()
        return found

    def forget_unanswered(self, before: datetime) -> int:
        old = delete(_HERS).where(
            _HERS.c.proposed_at <= before, _HERS.c.state != AssessmentState.ACCEPTED.value
        )
        return self._connection.execute(old).rowcount

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_HERS).where(_HERS.c.individual_id == individual))

    def _columns(self, assessment: Assessment) -> dict[str, Any]:
        plain = orjson.dumps(
            {
                "content": content_of(assessment),
                "reader": assessment.reader,
                "ground": assessment.ground,
                "case_reference": assessment.case_reference,
                "item": assessment.item,
                "followed_by": assessment.followed_by,
                "replaces": assessment.replaces,
                "history": assessment.history,
            }
        )
        return {
            "organisation_id": assessment.organisation,
            "proposed_at": assessment.proposed_at,
            "state": assessment.state.value,
            "standing": assessment.standing.value,
            "answered_at": assessment.answered_at,
            "sealed": self._keys.seal(assessment.individual, plain, f"assessment|{assessment.id}"),
        }

    def _load(self, row: Any) -> Assessment | None:
        individual = IndividualId(row.individual_id)
        try:
            plain = orjson.loads(self._keys.open(individual, row.sealed, f"assessment|{row.id}"))
        except KeyError:  # she has been erased
            return None
        content = plain["content"]
        return Assessment(
            id=AssessmentId(row.id),
            individual=individual,
            organisation=OrganisationId(row.organisation_id),
            unit=content.get("unit", ""),
            assessor=content["assessor"],
            reader=plain["reader"],
            ground=plain["ground"],
            case_reference=plain["case_reference"],
            claim=claim_of(content),
            proposed_at=row.proposed_at,
            state=AssessmentState(row.state),
            standing=Standing(row.standing),
            answered_at=row.answered_at,
            item=None if plain["item"] is None else ItemId(plain["item"]),
            reason=content.get("reason", ""),
            followed_by=_id(plain["followed_by"]),
            replaces=_id(plain["replaces"]),
            history=tuple((said, datetime.fromisoformat(at)) for said, at in plain["history"]),
        )


class TableAssessorRecords:
    """See `actions.ports.AssessorRecords`. What tells of it is wrapped with the service's own key: it is no person's."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, record: AssessorRecord, root: AssessmentId) -> None:
        told = orjson.dumps([record.case_reference, record.reader, record.strength.value])
        version, wrapped = self._sealer.wrap(told, RECORD_BINDING + record.id)
        self._connection.execute(
            insert(_THEIRS),
            {
                "organisation_id": record.organisation,
                "id": record.id,
                "root_id": root,
                "unit": record.unit,
                "proposed_at": record.proposed_at,
                "standing": record.standing.value,
                "sealing_version": version,
                "wrapped_reference": wrapped,
            },
        )

    def find(self, organisation: OrganisationId, record: AssessmentId) -> AssessorRecord | None:
        row = self._row(organisation, record)
        return None if row is None else self._load(row)

    def root_of(self, organisation: OrganisationId, record: AssessmentId) -> AssessmentId:
        row = self._row(organisation, record)
        return record if row is None else AssessmentId(row.root_id)

    def of_organisation(self, organisation: OrganisationId) -> Sequence[AssessorRecord]:
        theirs = select(_THEIRS).where(_THEIRS.c.organisation_id == organisation)
        rows = self._connection.execute(theirs.order_by(_THEIRS.c.proposed_at.desc(), _THEIRS.c.id))
        return [self._load(row) for row in rows]

    def page_of(
        self, organisation: OrganisationId, after: AssessmentId | None, limit: int
    ) -> Sequence[AssessorRecord]:
        theirs = select(_THEIRS).where(_THEIRS.c.organisation_id == organisation)
        if after is not None:
            last = self._row(organisation, after)
            if last is None:
                return []
            at, same = _THEIRS.c.proposed_at, _THEIRS.c.proposed_at == last.proposed_at
            theirs = theirs.where((at < last.proposed_at) | (same & (_THEIRS.c.id > last.id)))
        rows = self._connection.execute(
            theirs.order_by(_THEIRS.c.proposed_at.desc(), _THEIRS.c.id).limit(limit)
        )
        return [self._load(row) for row in rows]

    def count_of_root(self, organisation: OrganisationId, root: AssessmentId, since: datetime) -> int:
        found: int = self._connection.execute(
            select(func.count()).where(
                _THEIRS.c.organisation_id == organisation,
                _THEIRS.c.root_id == root,
                _THEIRS.c.proposed_at > since,
            )
        ).scalar_one()
        return found

    def end(
        self, record: AssessorRecord, standing: Standing, at: datetime, followed_by: AssessmentId | None
    ) -> AssessorRecord | None:
        found = self._connection.execute(
            update(_THEIRS)
            .where(
                _THEIRS.c.organisation_id == record.organisation,
                _THEIRS.c.id == record.id,
                _THEIRS.c.standing == Standing.STANDS.value,
            )
            .values(standing=standing.value, changed_at=at, followed_by=followed_by)
        )
        ended = replace(record, standing=standing, changed_at=at, followed_by=followed_by)
        return ended if found.rowcount == 1 else None

    def forget_all(self, organisation: OrganisationId) -> None:
        self._connection.execute(delete(_THEIRS).where(_THEIRS.c.organisation_id == organisation))

    def _row(self, organisation: OrganisationId, record: AssessmentId) -> Any:
        theirs = select(_THEIRS).where(_THEIRS.c.organisation_id == organisation, _THEIRS.c.id == record)
        return self._connection.execute(theirs).one_or_none()

    def _load(self, row: Any) -> AssessorRecord:
        told = self._sealer.unwrap(row.sealing_version, row.wrapped_reference, RECORD_BINDING + row.id)
        case_reference, reader, strength = orjson.loads(told)
        return AssessorRecord(
            id=AssessmentId(row.id),
            organisation=OrganisationId(row.organisation_id),
            unit=row.unit,
            reader=reader,
            case_reference=case_reference,
            strength=Strength(strength),
            proposed_at=row.proposed_at,
            standing=Standing(row.standing),
            changed_at=row.changed_at,
            followed_by=_id(row.followed_by),
        )


def _id(word: str | None) -> AssessmentId | None:
    return None if word is None else AssessmentId(word)
