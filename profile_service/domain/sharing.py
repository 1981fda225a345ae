"""Links to a part of a profile: how long, how many, the spoken word, and how long a viewer may look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from profile_service.domain.calendar import end_of_day

DEFAULT_DAYS: Final = 30
LONGEST_DAYS: Final = 90
MOST_LIVE: Final = 20
"""Links of one person that can be open at the same time."""
VIEWS_A_DAY: Final = 200
"""Openings of one link within a day and a night."""
VIEW_WINDOW: Final = timedelta(days=1)
WRONG_WORDS: Final = 5
"""Wrong words in a row, after which the link is locked until she makes a new word."""
VIEWING_TIME: Final = timedelta(minutes=30)
MOST_ENTRIES: Final = 100
"""Entries of one section that a share can name."""

# Said on the phone, in any language: no letter that sounds or looks like another here, and no digit that looks like one.
_CONSONANTS: Final = "BDLMNRST"
_VOWELS: Final = "AIU"
_DIGITS: Final = "23456789"


class More(StrEnum):
    """What a viewer can ask to see besides: a few fixed sentences, so that a link is no way to write to somebody."""

    PAPER = "paper"
    CONFIRMED = "confirmed"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    LANGUAGES = "languages"
    LICENCES = "licences"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class Viewing:
    """A viewer who has opened a link: until when she may look again, and whether what she opened named the person."""

    until: datetime
    named: bool


def make_word(draw: Callable[[str, int], str]) -> str:
    """Two syllables and three digits, such as ``MALU-482``: nearly 300,000 of them, and five tries.

    Args:
        draw: draws random signs from an alphabet; see `Ids.digits`.
    """
    syllables = "".join(draw(signs, 1) for signs in (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS))
    return f"{syllables}-{draw(_DIGITS, 3)}"


def normalise_word(typed: str) -> str:
    """What was typed, as it is compared: case, spaces and hyphens do not matter."""
    return "".join(sign for sign in typed[:40].upper() if sign.isalnum())


def usual_end(now: datetime, zone: tzinfo) -> datetime:
    """The end of the thirtieth day."""
    return end_of_day(now.astimezone(zone).date() + timedelta(days=DEFAULT_DAYS), zone)


def last_end(now: datetime, zone: tzinfo) -> datetime:
    """The last moment that a share made now may reach."""
    return end_of_day(now.astimezone(zone).date() + timedelta(days=LONGEST_DAYS), zone)
