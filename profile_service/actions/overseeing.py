"""What an organisation has read, as its own data protection officer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent.vocabulary import OrganisationId
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import AuditEvent, Kind, Outcome
from profile_service.domain.staffing import Hand, What

PAGE: Final = 100
MOST_TAKEN: Final = 5_000
"""How many lines a file holds at the most, the newest."""


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading: when, by whom, for which unit, case and purpose, and how many parts. Whom it was about is not told.

    Of one that was refused no more is told than when: that there was something to be refused says something of a person.
    """

    at: datetime
    refused: bool
    kind: Kind
    reader: str = ""
    unit: str = ""
    case_reference: str = ""
    purpose: str = ""
    """The code of the purpose; empty where it rested on a law."""
    rule: str = ""
    scopes: int = 0
    unusual: str = ""
    """Why it was read though the reader had opened as many as she may."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Lines, newest first; `following` continues after them."""

    lines: Sequence[ReadingLine]
    following: int | None


def readings_by(work: Work, organisation: OrganisationId, before: int | None, limit: int = PAGE) -> Readings:
    """What it read, newest first. Of somebody who has erased herself, only when."""
    found = work.journal.readings_by(organisation, before, limit)
    return Readings([_line(event) for event in found.events], found.following)


def note_taking(work: Work, desk: Desk, hand: Hand) -> None:
    """Write down that the newest of them are taken into a file. Before they are: they are read beside the lane that writes."""
    note_change(work, desk, hand, What.READINGS_TAKEN)


def _line(event: AuditEvent) -> ReadingLine:
    if event.outcome is Outcome.REFUSED:
        return ReadingLine(event.at, refused=True, kind=Kind.READ)
    detail = event.detail
    return ReadingLine(
        event.at,
        refused=False,
        kind=event.kind,
        reader=_word(detail.get("reader")),
        unit=_word(detail.get("unit")),
        case_reference=_word(detail.get("case_reference")),
        purpose=_word(detail.get("purpose")),
        rule=_word(detail.get("rule")),
        scopes=len(detail.get("scopes", ())),
        unusual=_word(detail.get("over_limit_reason")),
    )


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
