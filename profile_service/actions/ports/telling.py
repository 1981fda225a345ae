"""What organisations are told and asked, and how often they read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from consent.vocabulary import IndividualId, InquiryId, NoticeId, OrganisationId
from profile_service.domain.event import EventId
from profile_service.domain.inquiry import Inquiry
from profile_service.domain.notice import Delivery, DeliveryId, Endpoint, EndpointId, Notice
from profile_service.domain.reading_limits import Alarm, AlarmId, Tally


class Notices(Protocol):
    """What organisations have to know of."""

    def add(self, notice: Notice) -> None: ...
    def find(self, notice: NoticeId) -> Notice | None: ...
    def save(self, notice: Notice) -> None:
        """Write down that it was told, acknowledged, or answered with an erasure."""
        ...

    def mark_sent(self, notice: Notice) -> None:
        """A delivery has been made for each endpoint; it is not untold any more."""
        ...

    def forget_erased(self, before: datetime) -> int:
        """Drop notices about people who are gone: those that are acknowledged, and all from before a moment."""
        ...

    def cancel(self, individual: IndividualId, about: str) -> None:
        """Drop what is not due yet about a grant: it was undone."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Notice]:
        """Newest first."""
        ...

    def of_organisation(
        self, organisation: OrganisationId, now: datetime, limit: int, *, open_only: bool = False
    ) -> Sequence[Notice]:
        """What is due, newest first; with `open_only`, what it has not acknowledged yet."""
        ...

    def untold(self, now: datetime, limit: int) -> Sequence[Notice]:
        """What is due, and for which no delivery has been made yet."""
        ...


class Endpoints(Protocol):
    """Where organisations are told. Secrets are kept sealed."""

    def add(self, endpoint: Endpoint, secret: bytes) -> None: ...
    def find(self, endpoint: EndpointId) -> Endpoint | None: ...
    def secret_of(self, endpoint: EndpointId) -> bytes: ...
    def close(self, endpoint: EndpointId, at: datetime) -> None: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Endpoint]:
        """Those that are open."""
        ...


class Deliveries(Protocol):
    """Notices on their way."""

    def add(self, delivery: Delivery) -> None: ...
    def find(self, delivery: DeliveryId) -> Delivery | None: ...
    def save(self, delivery: Delivery) -> None: ...
    def due(self, now: datetime, limit: int, each: int) -> Sequence[Delivery]:
        """What is to be sent: `each` of an endpoint at most, and the first of every endpoint before the second of any."""
        ...

    def dead_of(self, organisation: OrganisationId, limit: int) -> Sequence[Delivery]: ...
    def last_to(self, endpoint: EndpointId, limit: int) -> Sequence[Delivery]:
        """The newest to an address, newest first."""
        ...

    def forget_settled(self, before: datetime) -> int:
        """Drop what was delivered or given up before then. How many there were."""
        ...


class Inquiries(Protocol):
    """What she has asked about readings. Words and answers are sealed with her key."""

    def add(self, inquiry: Inquiry) -> None: ...
    def find(self, inquiry: InquiryId) -> Inquiry | None: ...
    def save(self, inquiry: Inquiry) -> None: ...
    def about(self, individual: IndividualId, event: EventId) -> Inquiry | None:
        """The one about this line of her log."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Inquiry]: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Inquiry]: ...
    def forget_all(self, individual: IndividualId) -> None: ...


class Tallies(Protocol):
    """How many different people each reader has tried to open on each day. Readers and people are kept as keyed hashes."""

    def so_far(self, organisation: OrganisationId, reader: str, ground: str, day: date) -> Tally:
        """What was tried on a day before this try."""
        ...

    def count(self, organisation: OrganisationId, reader: str, ground: str, day: date, before: Tally) -> None:
        """Count one try; `before` is what `so_far` said of it in the same transaction."""
        ...

    def people_by_day(
        self, organisation: OrganisationId, reader: str | None, since: date, before: date
    ) -> Sequence[int]:
        """On how many different ones a reader, or with None the whole organisation, tried on each earlier day on which she tried any."""
        ...

    def forget_before(self, day: date) -> None: ...
    def raise_alarm(self, alarm: Alarm) -> bool:
        """Once for each reader and day: a second one is dropped, and False says so."""
        ...

    def alarms(self, limit: int) -> Sequence[Alarm]:
        """Newest first."""
        ...

    def seen(self, alarm: AlarmId, at: datetime) -> bool:
        """Write down that somebody has looked at it; False where there is no such alarm."""
        ...
