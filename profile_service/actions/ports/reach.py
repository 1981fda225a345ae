"""What she is told, where she is reached outside of the portal, and the messages on their way there."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.domain.news import News, NewsId, NewsKind, NewsPage
from profile_service.domain.reach import Channel, CodesSent, Message, MessageId, Place, Wishes


class NewsBook(Protocol):
    """News of hers, sealed under her key but for the moment and whether she has seen it."""

    def add(self, news: News) -> None:
        """Nothing where she was erased."""
        ...

    def page(self, individual: IndividualId, skip: int, limit: int) -> NewsPage:
        """Newest first."""
        ...

    def find(self, individual: IndividualId, news: NewsId) -> News | None: ...
    def unseen(self, individual: IndividualId) -> int: ...

    def see(self, individual: IndividualId, until: datetime, at: datetime) -> None:
        """She has seen what there was until a moment, that one included."""
        ...

    def see_answered(
        self,
        individual: IndividualId,
        kind: NewsKind,
        organisation: OrganisationId | None,
        about: GrantId | None,
        at: datetime,
    ) -> None:
        """She has answered: what of this kind is of this organisation, or about this very thing, is seen."""
        ...

    def acquaint(self, individual: IndividualId, who: str, today: date) -> date | None:
        """Remember that somebody did something of hers today; the day when this was last so, None for the first time.

        Kept as keyed hashes: nobody can be found by them.
        """
        ...

    def knows_any(self, individual: IndividualId, what: str) -> bool:
        """Whether this was ever noted for her; see `acquaint`."""
        ...

    def ending(self, after: datetime, until: datetime, limit: int) -> Sequence[tuple[IndividualId, GrantId]]:
        """Live grants that end in this time, and of which it was not said yet; it is said of each end once."""
        ...

    def said_ending(self, individual: IndividualId, grant: GrantId) -> None: ...

    def forget(self, before: datetime) -> int:
        """Drop what is older. How much there was."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Reach(Protocol):
    """How she wants to be told, and where. Addresses are sealed apart from the rest."""

    def wishes(self, individual: IndividualId) -> Wishes: ...
    def wish(self, individual: IndividualId, wishes: Wishes) -> None: ...

    def place(self, individual: IndividualId, channel: Channel) -> Place:
        """For herself: where she is reached. One without an address where there is none."""
        ...

    def keep(self, place: Place) -> None: ...
    def remove(self, individual: IndividualId, channel: Channel) -> None: ...

    def place_for(self, claimed: Message) -> Place | None:
        """For the sender: where one message goes that was claimed in this very unit of work; None where it was not."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Messages(Protocol):
    """Messages on their way, without addresses."""

    def put(self, message: Message) -> None:
        """Keep it. Of news one at a time waits for each channel: a later one makes the waiting one go sooner at most."""
        ...

    def put_code(self, message: Message, to: str) -> None:
        """Keep a message with a code, in place of one that waits on this channel."""
        ...

    def codes_since(self, individual: IndividualId, to: str, since: datetime) -> CodesSent:
        """How many codes were sent for her, and to this address."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Message]: ...

    def claim(self, message: Message, until: datetime) -> Message | None:
        """Put it off until then and count the attempt; None where another process has taken it."""
        ...

    def find(self, individual: IndividualId, message: MessageId) -> Message | None: ...
    def save(self, message: Message) -> None: ...
    def drop(self, individual: IndividualId, channel: Channel | None = None) -> None:
        """Take back what waits, on one channel or on all."""
        ...

    def sent_since(self, individual: IndividualId, since: datetime) -> int: ...
    def of_individual(self, individual: IndividualId) -> Sequence[Message]:
        """Newest first."""
        ...

    def forget(self, before: datetime, codes_before: datetime) -> int: ...
    def forget_all(self, individual: IndividualId) -> None: ...
