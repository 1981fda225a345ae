"""News of hers, how she wants to be told of it elsewhere, and what was sent."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import Organisation
from schemas.limits import EMAIL
from schemas.model import Model
from schemas.values import Identifier, PortalLanguage, Timestamp

ChannelName: TypeAlias = Literal["email", "sms"]
TimingName: TypeAlias = Literal["at_once", "daily", "never"]
NewsKindName: TypeAlias = Literal[
    "first_reading", "read_again", "question", "contact_asked", "more_asked", "inquiry_answered", "drafts", "mapping_ended",
    "assessment", "assessment_changed", "help", "help_ended", "represented", "by_law", "by_law_ended",
    "case_closed", "taken_back", "sharing_over", "ends_soon", "erased_there", "grown_old", "way_in", "pin", "new_place",
    "unreached",
]  # fmt: skip
Hour: TypeAlias = Annotated[int, Field(ge=0, le=23)]


class NewsItem(Model):
    """Something that others did, or time brought. `about` is the id of the grant, or whatever else it is about."""

    id: Identifier
    kind: NewsKindName
    at: Timestamp
    seen_at: Timestamp | None = None
    organisation: Organisation | None = None
    about: Identifier | None = None
    event: Identifier | None = Field(None, description="The line of her log that tells of it.")


class NewsItemList(Model):
    """A page of news, newest first; it is kept for ninety days."""

    news: tuple[NewsItem, ...]
    unseen: Annotated[int, Field(ge=0)]
    more: bool


class NewsSeenBody(Model):
    """She has seen this one, and those before it."""

    until: Identifier


class ReachWhen(Model):
    """How soon she is told elsewhere. A first reading, help and ways in are always told at once, outside of quiet hours."""

    waiting: TimingName
    readings: TimingName
    changes: TimingName


class ReachPlace(Model):
    """Where she is told on one channel. `sends` says whether a message would go there now."""

    possible: bool = Field(description="Whether this installation sends anything that way.")
    on: bool
    sends: bool
    address: str | None = Field(None, description="Confirmed by a code.")
    confirmed_at: Timestamp | None = None
    waiting_for_code: str | None = Field(None, description="An address whose code has not been written yet.")
    failed_at: Timestamp | None = Field(None, description="Since when nothing gets there.")


class Reach(Model):
    """How she wants to be told outside of the portal: by nothing, unless she chooses it."""

    email: ReachPlace
    sms: ReachPlace
    when: ReachWhen
    quiet_from: Hour
    quiet_to: Hour
    language: PortalLanguage | None = None
    nameless: bool = Field(description="Whether the name of the service is left out of the text.")


class ReachBody(Model):
    """What she chooses, all of it. A channel can be switched on once its address is confirmed."""

    email: bool
    sms: bool
    when: ReachWhen
    quiet_from: Hour = 21
    quiet_to: Hour = 8
    language: PortalLanguage | None = None
    nameless: bool = False


class ReachAddressBody(Model):
    """An address to send a code to: an e-mail address, or a telephone number."""

    address: Annotated[str, Field(min_length=1, max_length=EMAIL)]


class ReachCodeBody(Model):
    """The code that came there."""

    code: Annotated[str, Field(min_length=1, max_length=20)]


class SentMessage(Model):
    """That a message was sent to her, or could not be. It said that there was something, and never what."""

    channel: ChannelName
    kind: Literal["news", "code"]
    at: Timestamp
    sent_at: Timestamp | None = None
    result: str
