"""What did not have to be asked again: for one session, and for a programme as counts that point to nobody.

A programme is a purpose of an organisation's (its declaration) with an instrument. Three rules keep its counts from telling
of one person. Only whole past months are shown, so that no second look differs from the first by one session. A month with
fewer than five sessions says only that. Sums are of the months that are shown, so that nothing is left to subtract.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from consent.vocabulary import OrganisationId
from profile_service.domain.coverage import Covered, Knowledge
from profile_service.domain.instrument import Instrument, InstrumentId, InstrumentItem
from profile_service.domain.mapping_session import Reused
from profile_service.domain.sections import SECTIONS

FEWEST_SESSIONS: Final = 5
"""Below this, a month is "fewer than five"."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What counts are gathered by. `declaration` is empty for sessions inside help that she asked for at a desk."""

    organisation: OrganisationId
    declaration: str
    instrument: InstrumentId


@dataclass(frozen=True, slots=True)
class ReuseCount:
    """The sums of one programme in one month. `month` is its first day."""

    programme: Programme
    month: date
    sessions: int
    reused: Reused

    @property
    def can_be_shown(self) -> bool:
        """Whether it is made of enough sessions."""
        return self.sessions >= FEWEST_SESSIONS


def reuse_of(
    instrument: Instrument,
    covered: Iterable[Covered],
    hidden: Collection[str] = (),
    not_asked: Collection[str] = (),
) -> Reused:
    """What one session reuses, in numbers.

    What asks for special categories is never counted, opened or not.

    Args:
        hidden: ids of sections that are left out.
        not_asked: ids of items that a condition leaves out.
    """
    standing = {one.item.id: one.knowledge for one in covered}
    counted = [
        one for one in counted_items(instrument, hidden) if one.id not in not_asked and one.id in standing
    ]
    known = sum(standing[one.id] is Knowledge.FRESH for one in counted)
    stale = sum(standing[one.id] is Knowledge.STALE for one in counted)
    return Reused(len(counted), known, stale, len(counted) - known - stale)


def counted_items(instrument: Instrument, hidden: Collection[str] = ()) -> tuple[InstrumentItem, ...]:
    """The items that a profile could answer and that may be counted: no special category, in no section that is left out."""
    return tuple(
        item
        for section in instrument.sections
        if not section.special and section.id not in hidden
        for item in section.items
        if item.target is not None and not asks_for_special(item)
    )


def asks_for_special(item: InstrumentItem) -> bool:
    """Whether an item is tied to a field of a special category, wherever it stands in the instrument."""
    return item.target is not None and not SECTIONS[item.target.section].special.isdisjoint(
        item.target.fields
    )


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def past_months(counts: Iterable[ReuseCount], today: date) -> tuple[ReuseCount, ...]:
    """Those of months that are over, the newest first."""
    over = [one for one in counts if one.month < month_of(today)]
    return tuple(sorted(over, key=lambda one: one.month, reverse=True))


def summed(counts: Iterable[ReuseCount]) -> Mapping[Programme, tuple[int, Reused]]:
    """Sessions and items of each programme over the months that can be shown."""
    sums: dict[Programme, tuple[int, Reused]] = {}
    for one in counts:
        if one.can_be_shown:
            sessions, so_far = sums.get(one.programme, (0, Reused(0, 0, 0, 0)))
            sums[one.programme] = (sessions + one.sessions, together(so_far, one.reused))
    return sums


def together(one: Reused, other: Reused) -> Reused:
    """Both added up."""
    return Reused(
        one.items + other.items, one.known + other.known, one.stale + other.stale, one.asked + other.asked
    )
