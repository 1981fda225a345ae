"""Notices: that something about a grant has changed, told to its organisation without saying what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, NoticeId, OrganisationId

EndpointId = NewType("EndpointId", str)
DeliveryId = NewType("DeliveryId", str)

ANSWER_TIME: Final = timedelta(days=14)
"""How long an organisation has to acknowledge that a grant ended, before she sees that it is overdue."""

KEEP_TRYING: Final = timedelta(hours=72)
"""How long a notice is tried, before it is a dead letter."""


class Change(StrEnum):
    """What happened, in her words; the organisation is told only that something did."""

    GIVEN = "given"
    CHANGED = "changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True)
class Notice:
    """One change that one organisation has to know of.

    `about` is the id of the grant or the inquiry. `deadline` is None where nothing has to be acknowledged.
    """

    id: NoticeId
    individual: IndividualId
    organisation: OrganisationId
    about: str
    change: Change
    at: datetime
    due_at: datetime
    deadline: datetime | None = None
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    erased_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether an answer was due and has not come."""
        return self.deadline is not None and self.acknowledged_at is None and now >= self.deadline


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An https address that an organisation has registered to be told at."""

    id: EndpointId
    organisation: OrganisationId
    url: str
    registered_at: datetime
    closed_at: datetime | None = None


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice on its way to one endpoint. `result` is an HTTP status or a word for what went wrong."""

    id: DeliveryId
    individual: IndividualId
    notice: NoticeId
    endpoint: EndpointId
    made_at: datetime
    next_at: datetime
    attempts: int = 0
    state: DeliveryState = DeliveryState.WAITING
    result: str = ""
