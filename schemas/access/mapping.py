"""Mapping sessions: an instrument gone through with somebody, and what came of it before she says that it may stand."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, JsonValue

from schemas import limits
from schemas.access.coverage import AskedInstrument, InstrumentReference, Knowledge
from schemas.access.declarations import Organisation
from schemas.instruments import PartId
from schemas.items import Source
from schemas.model import Model
from schemas.values import (
    CalendarDate,
    CaseReference,
    Flag,
    Identifier,
    LanguageTag,
    NumbersOnly,
    ShortText,
    Strength,
    Timestamp,
    Version,
)

MappingState: TypeAlias = Literal["open", "handed_over", "closed", "left"]
MappingRunner: TypeAlias = Literal["individual", "helper", "grantee"]
MappingTouch: TypeAlias = Literal["stated", "confirmed", "skipped"]
MappingPresence: TypeAlias = Literal["adviser", "interpreter", "relative", "employer", "teacher", "other"]
MappingInterpreter: TypeAlias = Literal["none", "professional", "phone", "colleague", "relative"]
MappingPlace: TypeAlias = Literal["office", "workplace", "school", "home", "phone", "video"]
_Count: TypeAlias = Annotated[int, Field(ge=0, le=limits.INSTRUMENT_ITEMS_IN_ALL), NumbersOnly]
_Name: TypeAlias = Annotated[str, Field(max_length=limits.SHORT_TEXT)]
_Sections: TypeAlias = Annotated[tuple[PartId, ...], Field(max_length=limits.INSTRUMENT_SECTIONS)]


class MappingCircumstances(Model):
    """How the conversation is held: her language and the one beside it, who is there by role, and where."""

    languages: Annotated[tuple[LanguageTag, LanguageTag], Field(description="Hers first.")]
    present: Annotated[tuple[MappingPresence, ...], Field(max_length=6)] = ()
    interpreter: MappingInterpreter = "none"
    place: MappingPlace | None = None


class OwnMappingBody(Model):
    """What she begins a session of her own with."""

    instrument: InstrumentReference
    circumstances: MappingCircumstances


class MappingSeat(Model):
    """On which grant, for which case, and who sits there: with every call of an organisation's."""

    grant_id: Identifier
    case_reference: CaseReference
    reader: ShortText = Field(description="Who sits there, as the individual will see her named.")
    unit: ShortText | None = None
    over_limit_reason: ShortText | None = Field(
        None,
        description="Why one more is opened though the reader's number of today is reached; the person sees it.",
    )


class MappingBody(MappingSeat):
    """What an organisation begins a session with. It is a reading, and stands in her log."""

    instrument: InstrumentReference
    circumstances: MappingCircumstances


class MappingAnswerBody(Model):
    """One answer. A value for what is stated; for a list of entries that is confirmed, the new entries beside it."""

    item: PartId
    touch: MappingTouch
    value: JsonValue = None


_Answers: TypeAlias = Annotated[
    tuple[MappingAnswerBody, ...], Field(min_length=1, max_length=limits.INSTRUMENT_ITEMS_IN_ALL)
]


class OwnMappingAnswersBody(Model):
    """Answers: all of them are written down, or none."""

    answers: _Answers


class MappingAnswersBody(MappingSeat):
    """The same from an organisation."""

    answers: _Answers


class OwnArrangementBody(Model):
    """Which sections are left out, which special ones are open, and how the conversation is held. What is absent stays."""

    hidden: _Sections | None = None
    opened: _Sections | None = None
    circumstances: MappingCircumstances | None = None


class ArrangementBody(MappingSeat):
    """The same from an organisation, which opens what its grant names."""

    hidden: _Sections | None = None
    opened: _Sections | None = None
    circumstances: MappingCircumstances | None = None


class MappingNotesBody(MappingSeat):
    """The adviser's own words: shown to her, and no part of her profile."""

    summary: Annotated[str, Field(max_length=limits.LONG_TEXT)] = ""
    next_steps: Annotated[
        tuple[Annotated[str, Field(max_length=limits.CONTACT)], ...], Field(max_length=limits.NEXT_STEPS)
    ] = ()


class MappingReuse(Model):
    """The measure of what it saves: how many questions were answered when it began. Special categories are in no number."""

    items: _Count
    known: _Count
    stale: _Count
    asked: _Count
    share: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), NumbersOnly]


class MappingNotes(Model):
    """What the adviser sums up and suggests."""

    summary: Annotated[str, Field(max_length=limits.LONG_TEXT)]
    next_steps: tuple[Annotated[str, Field(max_length=limits.CONTACT)], ...]
    by: _Name
    at: Timestamp | None = None


class MappingWritten(Model):
    """What an organisation is told of a session that it wrote into."""

    id: Identifier
    revision: Version
    state: Literal["open", "handed_over", "left"]


class MappingAnswer(Model):
    """What was answered. ``by`` is the name of whoever wrote it down; empty for herself."""

    touch: MappingTouch
    value: JsonValue = None
    by: _Name
    at: Timestamp


class MappingRow(Model):
    """One question that is shown: what is known of it, what was answered, and whether it is still to be asked."""

    item: PartId
    section: PartId = Field(description="The section of the instrument.")
    status: Knowledge | None = Field(None, description="Null for a question without a place in the profile.")
    value: JsonValue = Field(
        None, description="What is known; of a list of entries, the fields that are asked for."
    )
    fresh_until: CalendarDate | None = None
    last_confirmed: Timestamp | None = None
    strength: Strength | None = None
    source: Source | None = None
    answer: MappingAnswer | None = None
    asked: Flag


class MappingSession(Model):
    """A session as she sees it. Without an organisation she runs it herself."""

    id: Identifier
    instrument: Identifier
    instrument_version: ShortText
    runner: MappingRunner
    organisation: Organisation | None = None
    unit: _Name
    adviser: _Name
    circumstances: MappingCircumstances
    reused: MappingReuse
    state: MappingState
    hidden: _Sections
    opened: _Sections
    notes: MappingNotes
    revision: Version
    started_at: Timestamp
    changed_at: Timestamp
    handed_over_at: Timestamp | None = None


class MappingSessionList(Model):
    """Her sessions, the one that was changed last first."""

    mapping_sessions: tuple[MappingSession, ...]


class MappingSheet(Model):
    """A session with its questions, as it lies before whoever asked for it now."""

    session: MappingSession
    instrument: AskedInstrument
    rows: tuple[MappingRow, ...]
    may_open: _Sections = Field(description="Special sections that are closed and may be opened from here.")


class ExportedMappingAnswer(MappingAnswer):
    """An answer in the file that she takes along."""

    item: PartId


class ExportedMapping(Model):
    """A session in the file that she takes along, with its answers and the adviser's notes."""

    session: MappingSession
    answers: tuple[ExportedMappingAnswer, ...]
