"""When something is to be looked at again, and that she was reminded of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from consent.vocabulary import IndividualId

ReminderId = NewType("ReminderId", str)


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A day on which something of a section is to be looked at again. Not what, and not how much."""

    individual: IndividualId
    section: str
    due: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """She was reminded, once, that something of a section was to be looked at again on a day."""

    id: ReminderId
    individual: IndividualId
    section: str
    due: date
    at: datetime
