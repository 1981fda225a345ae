"""How she wants to be told outside of the portal, and the messages that go there. Without any choice of hers nothing goes anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId
from profile_service.domain.news import Topic

MessageId = NewType("MessageId", str)

CODE_DIGITS: Final = 6
CODE_LIFETIME: Final = timedelta(minutes=30)
CODE_TRIES: Final = 5
CODES_A_DAY: Final = 5
"""So often in a day a code is sent for one person, and so often to one address whoever asks: nobody is flooded by it."""
CODES_TO_ONE: Final = 3
"""So often in a day one person has a code sent to one address: whoever knows hers cannot use up what is sent there before she does."""

MOST_A_DAY: Final = 5
"""Messages to one person in a day. What comes after waits for the next day's one."""

DIGEST_HOUR: Final = 8
"""When the message of the day goes, for whoever has no quiet hours; otherwise it goes as they end."""

KEPT: Final = timedelta(days=30)
"""How long it stays known how a message fared; a message with a code is forgotten after a day."""
CODE_KEPT: Final = timedelta(days=1)

STEPS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""How long to wait after each attempt that failed; after the one behind the last, it is given up."""

LEASE: Final = timedelta(minutes=2)
"""How long an attempt may take before another process may make it anew."""


@dataclass(frozen=True, slots=True)
class CodesSent:
    """How many codes were sent: for one person or to one address by whomever, the larger number; and by her to this address."""

    most: int
    by_her_there: int


class Channel(StrEnum):
    """A way outside of the portal."""

    EMAIL = "email"
    SMS = "sms"


class Timing(StrEnum):
    """How soon she wants to be told of something."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


_USUAL: Final[Mapping[Topic, Timing]] = {
    Topic.WAITING: Timing.AT_ONCE,
    Topic.READINGS: Timing.NEVER,
    Topic.CHANGES: Timing.DAILY,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What she has chosen. Nothing in it says where she is reached: that is sealed apart, and opened by fewer.

    `channels` are switched on. `protected` are those that she switched on while she was under protected identity, knowing what
    that means: the others send nothing as long as she is.
    """

    channels: frozenset[Channel] = frozenset()
    protected: frozenset[Channel] = frozenset()
    timings: Mapping[Topic, Timing] = field(default_factory=lambda: dict(_USUAL))
    quiet_from: int = 21
    quiet_to: int = 8
    """Hours of the day; the same twice means that there are no quiet ones."""
    language: str = ""
    """A tag; empty for that of her account."""
    nameless: bool = False
    """Whether the name of the service is left out of the text."""

    def due(self, topic: Topic, now: datetime, zone: tzinfo) -> datetime | None:
        """When a message about such news goes; None where she wants none."""
        match Timing.AT_ONCE if topic is Topic.ALWAYS else self.timings.get(topic, _USUAL[topic]):
            case Timing.AT_ONCE:
                return self.out_of_quiet(now, zone)
            case Timing.DAILY:
                return self.next_digest(now, zone)
            case Timing.NEVER:
                return None

    def out_of_quiet(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment itself, or the end of the quiet hours that it lies in."""
        hour, start, end = moment.astimezone(zone).hour, self.quiet_from, self.quiet_to
        quiet = start <= hour < end if start <= end else hour >= start or hour < end
        return _next_hour(moment, end, zone) if quiet else moment

    def next_digest(self, now: datetime, zone: tzinfo) -> datetime:
        """When the next message of the day goes."""
        hour = DIGEST_HOUR if self.quiet_from == self.quiet_to else self.quiet_to
        return _next_hour(now, hour, zone)


def _next_hour(moment: datetime, hour: int, zone: tzinfo) -> datetime:
    """The next time that the clock on the wall shows this full hour."""
    local = moment.astimezone(zone)
    at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if at <= local:
        at = (at + timedelta(days=1)).replace(hour=hour)
    return at.astimezone(moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Pending:
    """An address to which a code was sent, and that is not hers for sure before she has written the code here."""

    address: str = field(repr=False)
    code: str = field(repr=False)
    made_at: datetime
    tries: int = 0

    def open_at(self, now: datetime) -> bool:
        """Whether the code can still be used."""
        return now - self.made_at < CODE_LIFETIME and self.tries < CODE_TRIES


@dataclass(frozen=True, slots=True)
class Place:
    """Where she is reached on one channel: sealed under her data key, and opened for her and for the sender alone."""

    individual: IndividualId
    channel: Channel
    address: str = field(default="", repr=False)
    """Confirmed by a code; empty where none is."""
    confirmed_at: datetime | None = None
    failed_at: datetime | None = None
    """Since when nothing gets there. Nothing more is sent before she says so."""
    pending: Pending | None = None


class MessageKind(StrEnum):
    """A message says no more than that there is something, or it is the code for a new address."""

    NEWS = "news"
    CODE = "code"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


TRYING: Final = "trying"
"""The result of a message while an attempt is made."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message on its way. It holds no address, and nothing of what it is about: there is nothing in it to hold."""

    id: MessageId
    individual: IndividualId
    channel: Channel
    kind: MessageKind
    made_at: datetime
    next_at: datetime
    attempts: int = 0
    state: MessageState = MessageState.WAITING
    result: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that was taken to be sent, with the address opened for this one attempt."""

    message: MessageId
    attempt: int
    individual: IndividualId
    channel: Channel
    to: str = field(repr=False)
    language: str
    nameless: bool
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of an attempt: it went, or not; `final` where trying again is of no use. `result` is a word or a number."""

    sent: bool
    result: str
    final: bool = False
