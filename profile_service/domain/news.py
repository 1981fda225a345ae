"""News: what has happened that she is told of, since others did it or time brought it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.event import READINGS, AuditEvent, Kind, Outcome

NewsId = NewType("NewsId", str)

KEPT: Final = timedelta(days=90)
"""How long news is kept in the portal. The log keeps every line."""

ENDS_SOON: Final = timedelta(days=14)
"""How long before its end she is told that a sharing ends."""


class Topic(StrEnum):
    """What a message outside of the portal can be chosen for. It never says which of them it is about."""

    ALWAYS = "always"
    """Who reads for the first time, help, and ways in: told at once, and nothing switches it off."""
    WAITING = "waiting"
    READINGS = "readings"
    CHANGES = "changes"


CHOSEN: Final = (Topic.WAITING, Topic.READINGS, Topic.CHANGES)
"""Those for which she chooses how soon."""


class NewsKind(StrEnum):
    """What the news is."""

    FIRST_READING = "first_reading"
    READ_AGAIN = "read_again"
    QUESTION = "question"
    CONTACT_ASKED = "contact_asked"
    MORE_ASKED = "more_asked"
    INQUIRY_ANSWERED = "inquiry_answered"
    DRAFTS = "drafts"
    MAPPING_ENDED = "mapping_ended"
    ASSESSMENT = "assessment"
    ASSESSMENT_CHANGED = "assessment_changed"
    HELP = "help"
    HELP_ENDED = "help_ended"
    REPRESENTED = "represented"
    """Somebody who acts for her began to, or was let in by a desk."""
    BY_LAW = "by_law"
    BY_LAW_ENDED = "by_law_ended"
    CASE_CLOSED = "case_closed"
    TAKEN_BACK = "taken_back"
    SHARING_OVER = "sharing_over"
    ENDS_SOON = "ends_soon"
    ERASED_THERE = "erased_there"
    GROWN_OLD = "grown_old"
    WAY_IN = "way_in"
    """A way in was added, or is gone."""
    PIN = "pin"
    """The PIN of her sheet was changed."""
    NEW_PLACE = "new_place"
    """She signed in with a browser that was not used before."""
    UNREACHED = "unreached"
    """A message did not reach her where she wants to be told."""


TOPICS: Final[Mapping[NewsKind, Topic]] = {
    NewsKind.FIRST_READING: Topic.ALWAYS,
    NewsKind.READ_AGAIN: Topic.READINGS,
    NewsKind.QUESTION: Topic.WAITING,
    NewsKind.CONTACT_ASKED: Topic.WAITING,
    NewsKind.MORE_ASKED: Topic.WAITING,
    NewsKind.INQUIRY_ANSWERED: Topic.WAITING,
    NewsKind.DRAFTS: Topic.WAITING,
    NewsKind.MAPPING_ENDED: Topic.WAITING,
    NewsKind.ASSESSMENT: Topic.WAITING,
    NewsKind.ASSESSMENT_CHANGED: Topic.CHANGES,
    NewsKind.HELP: Topic.ALWAYS,
    NewsKind.HELP_ENDED: Topic.ALWAYS,
    NewsKind.REPRESENTED: Topic.ALWAYS,
    NewsKind.BY_LAW: Topic.ALWAYS,
    NewsKind.BY_LAW_ENDED: Topic.CHANGES,
    NewsKind.CASE_CLOSED: Topic.CHANGES,
    NewsKind.TAKEN_BACK: Topic.CHANGES,
    NewsKind.SHARING_OVER: Topic.CHANGES,
    NewsKind.ENDS_SOON: Topic.CHANGES,
    NewsKind.ERASED_THERE: Topic.CHANGES,
    NewsKind.GROWN_OLD: Topic.CHANGES,
    NewsKind.WAY_IN: Topic.ALWAYS,
    NewsKind.PIN: Topic.ALWAYS,
    NewsKind.NEW_PLACE: Topic.ALWAYS,
    NewsKind.UNREACHED: Topic.CHANGES,
}

_TOLD: Final[Mapping[Kind, NewsKind]] = {
    Kind.REQUEST: NewsKind.QUESTION,
    Kind.CONTACT_ASKED: NewsKind.CONTACT_ASKED,
    Kind.MORE_ASKED: NewsKind.MORE_ASKED,
    Kind.INQUIRY_ANSWER: NewsKind.INQUIRY_ANSWERED,
    Kind.DRAFT: NewsKind.DRAFTS,
    Kind.MAPPING_END: NewsKind.MAPPING_ENDED,
    Kind.ASSESSMENT: NewsKind.ASSESSMENT,
    Kind.ASSESSMENT_END: NewsKind.ASSESSMENT_CHANGED,
    Kind.HELP: NewsKind.HELP,
    Kind.HELP_END: NewsKind.HELP_ENDED,
    Kind.MANDATE: NewsKind.REPRESENTED,
    Kind.DUTY: NewsKind.BY_LAW,
    Kind.DUTY_END: NewsKind.BY_LAW_ENDED,
    Kind.CLOSURE: NewsKind.CASE_CLOSED,
    Kind.REVOCATION: NewsKind.TAKEN_BACK,
    Kind.EXPIRY: NewsKind.SHARING_OVER,
    Kind.ERASED_THERE: NewsKind.ERASED_THERE,
    Kind.WAY_IN_ADDED: NewsKind.WAY_IN,
    Kind.WAY_IN_REMOVED: NewsKind.WAY_IN,
    Kind.ENROLMENT: NewsKind.WAY_IN,
}
"""What a line of her log, of something that was done, is told as."""

_BY_OTHERS: Final = frozenset({Kind.HELP, Kind.HELP_END, Kind.DRAFT, Kind.MAPPING_END})
"""News only where an organisation did it: without one it was she."""

ONCE_FOR_EACH: Final = READINGS | {Kind.SIGN_IN, Kind.MANDATE_USED}
"""Told by who does it: the first time of each, and of readings once a day after that."""

ANSWERED_BY: Final[Mapping[Kind, NewsKind]] = {
    Kind.GRANT: NewsKind.QUESTION,
    Kind.REFUSAL: NewsKind.QUESTION,
    Kind.INQUIRY_END: NewsKind.INQUIRY_ANSWERED,
    Kind.DRAFT_ANSWER: NewsKind.DRAFTS,
    Kind.ASSESSMENT_ANSWER: NewsKind.ASSESSMENT,
    Kind.CONTACT_GIVEN: NewsKind.CONTACT_ASKED,
}
"""What she has done is an answer to what was news: then it is none any more, without a button."""

NO_NEWS: Final = frozenset(
    {
        # She did these herself, where she can see that it is done.
        Kind.GRANT, Kind.REFUSAL, Kind.WITHDRAWAL, Kind.EXPORT, Kind.IMPORT, Kind.CODE, Kind.ERASURE, Kind.CHANGE, Kind.PAUSE,
        Kind.RESUMPTION, Kind.UNDOING, Kind.LET_AGAIN, Kind.INQUIRY, Kind.INQUIRY_END, Kind.SHARE, Kind.SHARE_END,
        Kind.CONTACT_GIVEN, Kind.SIGN_OUT, Kind.JOINING, Kind.NEW_NUMBER, Kind.DRAFT_ANSWER, Kind.ASSESSMENT_ANSWER, Kind.FILE,
        # She said no, and is not to be reminded of it by whoever asks again.
        Kind.HELD_BACK,
        # Either of the two ended it, at the page where it stands.
        Kind.MANDATE_END,
        # That they know of a change is seen where the change is.
        Kind.ACKNOWLEDGEMENT,
        # A row beside the veiled line of the journal would tell whoever has the database alone what it veils. She reads it in
        # her log.
        Kind.PROTECTION, Kind.PROTECTION_END,
        # About nobody.
        Kind.ALARM, Kind.INSTRUMENT, Kind.ORGANISATION_CHANGE, Kind.CLIENT_REFUSED,
    }
)  # fmt: skip
"""Lines that are no news. Every kind is here, among those that are told, or among those that are told once for each."""


def told_as(event: AuditEvent) -> NewsKind | None:
    """What a line of her log is told as; None where it is no news, or was a mere attempt. Not for `ONCE_FOR_EACH`."""
    kind = _TOLD.get(event.kind)
    if kind is None or event.outcome is Outcome.REFUSED:
        return None
    if event.kind in _BY_OTHERS and event.organisation is None:
        return None
    # She ended the help herself, or so did her pause: `consent.assistance.EndedBy`.
    if event.kind is Kind.HELP_END and event.detail.get("why") in ("individual", "pause"):
        return None
    if event.kind is Kind.WAY_IN_ADDED and event.detail.get("why") == "pin":
        return NewsKind.PIN
    # Whoever takes a mandate over is at the page where it says so; the other one is not.
    taken_over = event.kind is Kind.MANDATE and event.organisation is None
    return None if taken_over and event.detail.get("side") != "principal" else kind


def is_told(kind: Kind) -> bool:
    """Whether a line of this kind can be news as it stands."""
    return kind in _TOLD


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news. `about` is the id of what it is about, as its kind has it: a grant, an inquiry; empty without one."""

    id: NewsId
    individual: IndividualId
    kind: NewsKind
    at: datetime
    organisation: OrganisationId | None = None
    about: str = ""
    event: str = ""
    """The line of her log that tells of it; empty where there is none."""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewsPage:
    """News, newest first, and whether there is more on the next page."""

    news: tuple[News, ...]
    more: bool
