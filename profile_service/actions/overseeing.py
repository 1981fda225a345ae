"""What an organisation has read, as its own data protection officer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.vocabulary import OrganisationId
from profile_service.actions.ports import Work

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading: when, by whom, for which unit and case, and how many parts. Whom it was about is not told."""

    at: datetime
    reader: str
    unit: str
    case_reference: str
    scopes: int


def readings_by(work: Work, organisation: OrganisationId) -> Sequence[ReadingLine]:
    """What was disclosed to it, newest first. Of somebody who has erased herself, only when."""
    return [
        ReadingLine(
            event.at,
            _word(event.detail.get("reader")),
            _word(event.detail.get("unit")),
            _word(event.detail.get("case_reference")),
            len(event.detail.get("scopes", ())),
        )
        for event in work.journal.readings_by(organisation, _SHOWN)
    ]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
