"""What a unit saw of a profile the last time, in marks that say nothing by themselves, and how what it sees now differs.

Only what was seen is compared. So an entry that was taken away, one that is hidden and one that is not shared any more are the
same here, and a change beside what is shared is none.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from profile_service.domain.profile import Assertion, ItemId

_SIGNS: Final = 24


class News(StrEnum):
    """How an entry differs from what was seen before."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    """She has looked at it again; not a word of what is shared is another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry as it was seen: its section, a digest of what was shown, and when it had been confirmed last."""

    section: str
    digest: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class Look:
    """One time that a unit looked, by whom, and the marks of what was there."""

    at: datetime
    reader: str
    marks: Mapping[ItemId, Mark]


@dataclass(frozen=True, slots=True)
class Looked:
    """The last look, and what that one was held against: within a day, all looks are held against the same."""

    last: Look
    before: Look | None = None

    def since(self, day: date, day_of_last: date) -> Look:
        """What a look on this day is held against: the last one of a day before, or the very first."""
        return self.last if day_of_last < day or self.before is None else self.before


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs since a look; `gone` counts by section what is not among what is seen any more."""

    since: Look
    news: Mapping[ItemId, News]
    gone: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.news or self.gone)

    def count(self, news: News) -> int:
        """How many entries are of this kind."""
        return sum(one is news for one in self.news.values())


def marks_of(sections: Mapping[str, Sequence[Assertion]]) -> Mapping[ItemId, Mark]:
    """The marks of what is seen now."""
    return {one.id: _mark(one) for items in sections.values() for one in items}


def compare(since: Look, marks: Mapping[ItemId, Mark]) -> Changes:
    """What differs between a look and the marks of now."""
    news: dict[ItemId, News] = {}
    for item, mark in marks.items():
        was = since.marks.get(item)
        if was is None:
            news[item] = News.NEW
        elif was.digest != mark.digest:
            news[item] = News.CHANGED
        elif was.confirmed != mark.confirmed:
            news[item] = News.CONFIRMED
    gone: dict[str, int] = {}
    for item, mark in since.marks.items():
        if item not in marks:
            gone[mark.section] = gone.get(mark.section, 0) + 1
    return Changes(since, news, gone)


def _mark(item: Assertion) -> Mark:
    shown = [item.content, item.source.kind.value, item.source.name, item.strength.value]
    plain = json.dumps(shown, sort_keys=True, ensure_ascii=False, default=list)
    digest = sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_SIGNS]
    return Mark(item.section, digest, item.last_confirmed.isoformat())
