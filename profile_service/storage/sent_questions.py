"""What organisations have asked, each its own. The case is wrapped with the service's own key: it is no person's."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import DeclarationId, GrantId, OrganisationId, RequestId
from profile_service.domain.sent_question import SentQuestion
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.workspace_tables import SentQuestionRow

_SENT = table_of(SentQuestionRow)
QUESTION_BINDING: Final = "sent_question|"


class TableSentQuestions:
    """See `actions.ports.SentQuestions`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, question: SentQuestion) -> None:
        version, wrapped = self._sealer.wrap(question.case_reference.encode(), QUESTION_BINDING + question.id)
        self._connection.execute(
            insert(_SENT),
            {
                "organisation_id": question.organisation,
                "id": question.id,
                "grant_id": question.grant,
                "unit": question.unit,
                "declaration_id": question.declaration_id,
                "declaration_version": question.declaration_version,
                "asked_at": question.asked_at,
                "until": question.until,
                "sealing_version": version,
                "wrapped_reference": wrapped,
            },
        )

    def of_organisation(
        self, organisation: OrganisationId, unit: str, now: datetime, limit: int
    ) -> Sequence[SentQuestion]:
        theirs = select(_SENT).where(
            _SENT.c.organisation_id == organisation, _SENT.c.unit == unit, _SENT.c.until > now
        )
        newest = theirs.order_by(_SENT.c.asked_at.desc(), _SENT.c.id).limit(limit)
        return [self._load(row) for row in self._connection.execute(newest)]

    def cases_of(self, organisation: OrganisationId, grants: Collection[GrantId]) -> Mapping[GrantId, str]:
        found = select(_SENT).where(
            _SENT.c.organisation_id == organisation, _SENT.c.grant_id.in_(sorted(grants))
        )
        loaded = [self._load(row) for row in self._connection.execute(found)]
        return {one.grant: one.case_reference for one in loaded}

    def set_aside(self, organisation: OrganisationId, request: RequestId, grant: GrantId) -> None:
        theirs = _SENT.c.organisation_id == organisation, _SENT.c.id == request
        self._connection.execute(update(_SENT).where(*theirs).values(grant_id=grant))

    def forget_before(self, until: datetime) -> None:
        self._connection.execute(delete(_SENT).where(_SENT.c.until < until))

    def forget_all(self, organisation: OrganisationId) -> None:
        self._connection.execute(delete(_SENT).where(_SENT.c.organisation_id == organisation))

    def _load(self, row: Any) -> SentQuestion:
        reference = self._sealer.unwrap(row.sealing_version, row.wrapped_reference, QUESTION_BINDING + row.id)
        return SentQuestion(
            organisation=OrganisationId(row.organisation_id),
            id=RequestId(row.id),
            grant=GrantId(row.grant_id),
            unit=row.unit,
            declaration_id=DeclarationId(row.declaration_id),
            declaration_version=row.declaration_version,
            asked_at=row.asked_at,
            until=row.until,
            case_reference=reference.decode(),
        )
