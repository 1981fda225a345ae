"""What she has asked about readings. Her words and the answer are sealed with her key."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent.vocabulary import IndividualId, InquiryId, OrganisationId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.event import EventId
from profile_service.domain.inquiry import Inquiry, InquiryState
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import InquiryRow

_INQUIRIES = table_of(InquiryRow)


class TableInquiries:
    """See `actions.ports.Inquiries`. Whoever was erased has none."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, inquiry: Inquiry) -> None:
        fixed = {
            "individual_id": inquiry.individual,
            "id": inquiry.id,
            "organisation_id": inquiry.organisation,
            "event_id": inquiry.event,
            "ground": inquiry.ground,
            "opened_at": inquiry.opened_at,
            "deadline": inquiry.deadline,
        }
        self._connection.execute(insert(_INQUIRIES), {**fixed, **self._changing(inquiry)})

    def find(self, inquiry: InquiryId) -> Inquiry | None:
        found = self._some(_INQUIRIES.c.id == inquiry)
        return found[0] if found else None

    def save(self, inquiry: Inquiry) -> None:
        self._connection.execute(
            update(_INQUIRIES)
            .where(_INQUIRIES.c.individual_id == inquiry.individual, _INQUIRIES.c.id == inquiry.id)
            .values(self._changing(inquiry))
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Inquiry]:
        return self._some(_INQUIRIES.c.individual_id == individual)

    def about(self, individual: IndividualId, event: EventId) -> Inquiry | None:
        found = self._some(_INQUIRIES.c.individual_id == individual, _INQUIRIES.c.event_id == event)
        return found[0] if found else None

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Inquiry]:
        return self._some(_INQUIRIES.c.organisation_id == organisation)

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_INQUIRIES).where(_INQUIRIES.c.individual_id == individual))

    def _changing(self, inquiry: Inquiry) -> dict[str, Any]:
        words = orjson.dumps([inquiry.words, inquiry.answer, inquiry.answered_by, inquiry.enough])
        try:
            sealed = self._keys.seal(inquiry.individual, words, f"inquiry|{inquiry.id}")
        except KeyError:
            raise NotAvailableError from None
        return {
            "state": inquiry.state.value,
            "answered_at": inquiry.answered_at,
            "closed_at": inquiry.closed_at,
            "sealed": sealed,
        }

    def _some(self, *conditions: ColumnElement[bool]) -> list[Inquiry]:
        newest = select(_INQUIRIES).where(*conditions).order_by(_INQUIRIES.c.opened_at.desc())
        found = map(self._load, self._connection.execute(newest).all())
        return [one for one in found if one is not None]

    def _load(self, row: Any) -> Inquiry | None:
        individual = IndividualId(row.individual_id)
        try:
            said = orjson.loads(self._keys.open(individual, row.sealed, f"inquiry|{row.id}"))
        except KeyError:
            return None
        words, answer, answered_by, enough = said
        return Inquiry(
            id=InquiryId(row.id),
            individual=individual,
            organisation=OrganisationId(row.organisation_id),
            event=EventId(row.event_id),
            ground=row.ground,
            words=words,
            opened_at=row.opened_at,
            deadline=row.deadline,
            state=InquiryState(row.state),
            answer=answer,
            answered_by=answered_by,
            answered_at=row.answered_at,
            closed_at=row.closed_at,
            enough=enough,
        )
