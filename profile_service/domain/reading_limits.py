"""How many people one reader, one organisation may open in a day, and when that is unusual."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from consent.vocabulary import OrganisationId

AlarmId = NewType("AlarmId", str)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Upper bounds for one day in the service's zone. What is counted is what was tried, whether it opened or not."""

    people_per_reader: int = 40
    people_per_reader_with_reason: int = 120
    people_per_organisation: int = 5_000
    readings_per_person: int = 200
    """By one organisation, of one profile."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was tried so far today."""

    by_reader: int
    by_organisation: int
    of_this: int
    known: bool
    """Whether the reader has opened this one already today: another look at it opens nobody new."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One reader opened unusually many different people on one day."""

    id: AlarmId
    organisation: OrganisationId
    reader: str
    day: date
    people: int
    usual: int
    at: datetime
    seen_at: datetime | None = None
