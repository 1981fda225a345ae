"""The answer form of a request: which parts of it she ticked, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from consent.request import AccessRequest
from consent.scope import Scope
from consent.terms import Ending
from profile_service.domain.calendar import DEFAULT_DAYS, end_of_day
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS
from profile_service.web.forms import Answers, date_in_parts, first
from profile_service.web.rendering import last_day

_SHORT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One scope of the question as she can answer it: as a whole, by field, and by entry.

    `fields` and `items` hold what is ticked inside it. A field of a special category is ticked by nobody but her.
    """

    at: int
    scope: Scope
    chosen: bool
    fields: frozenset[str]
    items: frozenset[str]
    entries: tuple[Assertion, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """The fields that were asked for, in the order of the profile."""
        return tuple(
            name for name in SECTIONS[self.scope.section].fields if name in (self.scope.fields or ())
        )

    @property
    def special(self) -> frozenset[str]:
        """The fields that need a yes of their own."""
        return SECTIONS[self.scope.section].special & frozenset(self.order)

    @property
    def narrowed(self) -> bool:
        """Something inside is not ticked, so that it is not "everything there"."""
        return self.fields != self.scope.fields or len(self.items) < len(self.entries)

    @property
    def empty(self) -> bool:
        """Ticked as a whole, with nothing ticked inside."""
        return self.chosen and self.answered() is None

    def answered(self) -> Scope | None:
        """The scope that she says yes to; None where she left everything in it out."""
        listed = frozenset(entry.id for entry in self.entries)
        if not self.chosen or not self.fields or (listed and not self.items):
            return None
        # All of today's entries means the section, later entries included; fewer means those and no others.
        items = self.scope.items if self.items >= listed else self.items
        return Scope(self.scope.section, self.fields, items)


def parts_of(
    request: AccessRequest, sections: Mapping[str, Sequence[Assertion]], answers: Answers | None
) -> tuple[Part, ...]:
    """The scopes of a request with what is ticked in them; without answers, as the form is first shown."""
    return tuple(
        part_of(at, scope, sections.get(scope.section, ()), answers)
        for at, scope in enumerate(request.scopes)
    )


def chosen_scopes(parts: Sequence[Part]) -> list[str]:
    """The scopes of her answer, as text."""
    answered = (part.answered() for part in parts)
    return [str(scope) for scope in answered if scope is not None]


def part_of(
    at: int, scope: Scope, items: Sequence[Assertion], answers: Answers | None, *, agreed: bool = False
) -> Part:
    """One scope with what is ticked in it; without answers as it is first shown, all of it where it is `agreed` already."""
    entries = tuple(item for item in items if scope.items is None or item.id in scope.items)
    fields = scope.fields or frozenset()
    listed = frozenset(str(entry.id) for entry in entries)
    if answers is None:
        special = frozenset() if agreed else SECTIONS[scope.section].special
        return Part(at, scope, agreed, fields - special, listed, entries)
    chosen = str(at) in answers.get("scope", ())
    ticked = frozenset(answers.get(f"field-{at}", ())) & fields
    kept = frozenset(answers.get(f"item-{at}", ())) & listed
    return Part(at, scope, chosen, ticked, kept, entries)


def endings_of(request: AccessRequest) -> tuple[Ending, ...]:
    """The ways to end that she can choose from: what was asked for once is given once."""
    return (Ending.ONCE,) if request.ending is Ending.ONCE else (Ending.DATE, Ending.ONCE, Ending.CASE)


def ending_of(request: AccessRequest, answers: Answers) -> Ending:
    """The ending that she chose; the one that was asked for where she chose none that there is."""
    chosen = first(answers, "ending")
    return next((one for one in endings_of(request) if one.value == chosen), request.ending)


@dataclass(frozen=True, slots=True)
class End:
    """A day on which sharing can end, and how many days from now that is."""

    day: date
    days: int


def ends_of(
    request: AccessRequest, now: datetime, zone: tzinfo, reach: datetime | None = None
) -> tuple[End, ...]:
    """The days to choose from, the earliest first: never later than they ask, nor than the sign-in reaches.

    Args:
        reach: the latest end that her sign-in allows, where that is less than a year (`domain.desk`).
    """
    until = request.until if reach is None else min(request.until, reach)
    latest = last_day(until).astimezone(zone).date()
    today = now.astimezone(zone).date()
    early = (End(today + timedelta(days=days), days) for days in (_SHORT_DAYS, DEFAULT_DAYS))
    return (*(end for end in early if end.day < latest), End(latest, (latest - today).days))


def usual_end(ends: Sequence[End]) -> date:
    """The day that is chosen when the form is first shown: ninety days, or the last day if that is earlier."""
    return next((end.day for end in ends if end.days == DEFAULT_DAYS), ends[-1].day)


def until_of(request: AccessRequest, answers: Answers, zone: tzinfo) -> datetime | None:
    """The end that she chose; None where she wrote no real day.

    The last day that was asked for is the very moment that was asked for, which need not be the end of a day.
    """
    text = first(answers, "until")
    if text == "other":
        text = date_in_parts(answers, "until-other")
    try:
        day = date.fromisoformat(text)
        end = end_of_day(day, zone)
    except (ValueError, OverflowError):
        return None
    return request.until if day == last_day(request.until).astimezone(zone).date() else end
