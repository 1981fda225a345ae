"""How many people one reader, one organisation may open in a day, and when that is unusual."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final, NewType

from consent.vocabulary import OrganisationId

AlarmId = NewType("AlarmId", str)

LOOK_BACK: Final = timedelta(days=30)
"""Which days tell what is usual for a reader."""

NEVER_UNUSUAL: Final = 20
"""So many people in a day alarm nobody."""

NEVER_UNUSUAL_TOGETHER: Final = 100
"""As many, by a whole organisation."""

_TIMES: Final = 3


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


def over_limit(limits: ReadingLimits, before: Tally, *, with_reason: bool) -> bool:
    """Whether another try would be more than a day allows; another look at somebody opens nobody new."""
    most = limits.people_per_reader_with_reason if with_reason else limits.people_per_reader
    return (
        (not before.known and before.by_reader >= most)
        or (not before.of_this and before.by_organisation >= limits.people_per_organisation)
        or before.of_this >= limits.readings_per_person
    )


def unusual(people: int, never: int, earlier: Callable[[], Sequence[int]]) -> int | None:
    """What was usual for a reader, where so many people in a day are unusual for her; else None.

    Args:
        never: so many are never unusual.
        earlier: how many there were on each earlier day on which there were any; asked only where it matters.
    """
    if people <= never:
        return None
    days = earlier()
    usual = round(median(days)) if days else 0
    return usual if people > max(never, _TIMES * usual) else None
