"""Mapping sessions: an instrument gone through with somebody, and what came of it before she has said that it may stand.

A session keeps answers, never a copy of what the profile knew: what was filled in is looked up again each time, under whatever
permit whoever looks has then. So a withdrawal empties an adviser's sheet at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.instrument import InstrumentId, Respondent
from profile_service.domain.profile import ItemId, Json

MappingSessionId = NewType("MappingSessionId", str)

LIFETIME: Final = timedelta(days=90)
"""How long an unfinished session is kept after the last change."""
MOST_OPEN: Final = 10
"""How many open sessions one person has at the most."""


class Runner(StrEnum):
    """Who started it, and so on what ground whoever runs it may see what is known."""

    HERSELF = "individual"
    HELPER = "helper"
    """A member of staff, inside an assisted session that she opened with a code (`consent.assistance`)."""
    GRANTEE = "grantee"
    """An organisation, under a live grant: from its own system, or at its workspace."""


class SessionState(StrEnum):
    """Open, then handed over to her, then closed when she has answered every proposal. Left: given up, nothing entered."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    LEFT = "left"


class Presence(StrEnum):
    """Who was in the room besides her, by role and never by name."""

    ADVISER = "adviser"
    INTERPRETER = "interpreter"
    RELATIVE = "relative"
    EMPLOYER = "employer"
    TEACHER = "teacher"
    OTHER = "other"


class Interpreter(StrEnum):
    """How it was interpreted."""

    NONE = "none"
    PROFESSIONAL = "professional"
    PHONE = "phone"
    COLLEAGUE = "colleague"
    RELATIVE = "relative"


class Place(StrEnum):
    """Where it took place."""

    OFFICE = "office"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    HOME = "home"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the conversation was held: the language that she speaks, the one beside it, who was there, and where."""

    languages: tuple[str, str]
    present: tuple[Presence, ...] = ()
    interpreter: Interpreter = Interpreter.NONE
    place: Place | None = None


class Touch(StrEnum):
    """What an answer does with what was known."""

    STATED = "stated"
    """Something new, or other than what was known."""
    CONFIRMED = "confirmed"
    """What was filled in still holds."""
    SKIPPED = "skipped"
    """She does not want to answer, or nobody knows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `entry` and `version` name the item of the profile that was known, where there was one.

    `value` is as `AnswerKind` says; for ENTRIES a list of contents of new entries, also where those that are known were
    confirmed. What was confirmed has no copy here: its value is what the profile says. `by` is the name of whoever wrote it, empty for herself.
    """

    item: str
    touch: Touch
    value: Json
    respondent: Respondent
    at: datetime
    by: str = ""
    entry: ItemId | None = None
    version: int = 0
    confirmed: Mapping[str, int] = field(default_factory=dict)
    """For ENTRIES: ids and versions of the entries that still hold."""
    for_profile: bool = True
    """Whether it has a place in the profile. What has none stays in the session."""


@dataclass(frozen=True, slots=True)
class AdviserNotes:
    """What the adviser sums up and suggests: kept beside her words, shown to her, and never part of her profile."""

    summary: str = ""
    next_steps: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reused:
    """The measure of what it saves, in items with a target that were asked of anybody in this session.

    `known` were filled in and fresh when it started, `stale` filled in but past their date, `asked` had to be asked anew.
    """

    items: int
    known: int
    stale: int
    asked: int

    @property
    def share(self) -> float:
        """What part did not have to be asked again, 0 to 1; 0 for an instrument without such items."""
        return self.known / self.items if self.items else 0.0


@dataclass(frozen=True, slots=True)
class MappingSession:
    """One session. `ground` is the id of the assistance or the grant that it runs under; empty where she runs it herself."""

    id: MappingSessionId
    individual: IndividualId
    instrument: InstrumentId
    instrument_version: str
    runner: Runner
    circumstances: Circumstances
    reused: Reused
    started_at: datetime
    changed_at: datetime
    state: SessionState = SessionState.OPEN
    organisation: OrganisationId | None = None
    unit: str = ""
    adviser: str = ""
    ground: str = ""
    purpose: str = ""
    """Id of the purpose declaration of the grant; empty otherwise. What counts are gathered by."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    """Sections that were left out."""
    opened: frozenset[str] = frozenset()
    """Special sections that were opened."""
    notes: AdviserNotes = AdviserNotes()
    revision: int = 1
    handed_over_at: datetime | None = None
    aside: Mapping[str, Answer] = field(default_factory=dict)
    """What others wrote where an answer of hers stands that they do not see. Hers counts, and they see their own."""
    seen_revision: int = 1
    """The revision as others count it: moved by what they do, and by what she does in their sight."""
    seen_at: datetime | None = None
    """When that one was; None for the first."""


def for_others(session: MappingSession) -> MappingSession:
    """A session as the organisation that runs it sees it: what came of the handing over is hers to know."""
    at = session.seen_at or session.started_at
    seen = replace(session, revision=session.seen_revision, changed_at=at, aside={})
    if session.state is SessionState.OPEN:
        return seen
    state = SessionState.LEFT if session.state is SessionState.LEFT else SessionState.HANDED_OVER
    return replace(seen, state=state, answers={}, changed_at=session.handed_over_at or at)
