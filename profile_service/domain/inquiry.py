"""Inquiries: she asks an organisation about one of its readings ("this feels wrong")."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from consent.vocabulary import IndividualId, InquiryId, OrganisationId
from profile_service.domain.event import EventId

ANSWER_TIME: Final = timedelta(days=14)
LONGEST_WORDS: Final = 2_000


class InquiryState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    """She is done with it."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about one line of her log. `words` may be empty: she need not say why."""

    id: InquiryId
    individual: IndividualId
    organisation: OrganisationId
    event: EventId
    ground: str
    """Id of the grant or duty that the reading rested on; empty where it rested on none."""
    words: str
    opened_at: datetime
    deadline: datetime
    state: InquiryState = InquiryState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    enough: bool | None = None
    """Once she has closed it: whether the answer was enough."""

    def overdue(self, now: datetime) -> bool:
        """Whether the organisation should have answered by now."""
        return self.state is InquiryState.OPEN and now >= self.deadline
