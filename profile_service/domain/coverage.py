"""Coverage: what an instrument asks, held against what is known already. Pure: it sees only the sections it is given.

To an organisation they come cut to its permit, so "missing" and "not shared" are one answer by construction, not by care.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from profile_service.domain.calendar import add_months
from profile_service.domain.instrument import AnswerKind, Instrument, InstrumentItem, Target
from profile_service.domain.profile import Assertion, Json, Source, Strength
from profile_service.domain.strength import support_of, weaker

Sections = Mapping[str, Sequence[Assertion]]


class Knowledge(StrEnum):
    """How an item stands."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "not_known"
    """Missing, or not shared: to everybody but her the same."""
    MISSING = "missing"
    NOT_SHARED = "not_shared"
    """The last two only in what she herself is told."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One item and what is known of it. `sources` are the entries that answer it, those that speak for it first."""

    item: InstrumentItem
    knowledge: Knowledge
    sources: tuple[Assertion, ...] = ()
    value: Json = None
    """The answer as the profile has it; for ENTRIES a list of contents, cut to the item's fields."""
    fresh_until: date | None = None
    """The last day on which it counts as fresh; None where age does not make it stale, or nothing is known."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How what is known stands, without saying what it is. Of several entries the oldest and the weakest count."""

    last_confirmed: datetime
    strength: Strength
    source: Source


def standing_of(covered: Covered, sections: Sections, today: date) -> Standing | None:
    """When it was last confirmed, how well it is supported by these sections, and whose word it is; None where nothing is known."""
    if not covered.sources:
        return None
    strengths = [support_of(one, sections, today).strength for one in covered.sources]
    weakest = strengths[0]
    for one in strengths[1:]:
        weakest = weaker(weakest, one)
    return Standing(min(one.last_confirmed for one in covered.sources), weakest, covered.sources[0].source)


def cover(instrument: Instrument, sections: Sections, today: date) -> tuple[Covered, ...]:
    """Every item that the profile could answer, in order. Items without a target are absent: nobody could know them."""
    return tuple(
        _cover(item, item.target, sections, today) for item in instrument.items() if item.target is not None
    )


def told_to_her(own: Iterable[Covered], theirs: Iterable[Covered]) -> tuple[Covered, ...]:
    """The same for herself, with "missing" and "not shared" told apart.

    Args:
        own: held against her whole profile.
        theirs: held against what a recipient would see of it.
    """
    seen = {one.item.id: one for one in theirs}
    return tuple(_told(one, seen[one.item.id]) for one in own)


def _told(own: Covered, theirs: Covered) -> Covered:
    if own.knowledge is Knowledge.UNKNOWN:
        return Covered(own.item, Knowledge.MISSING)
    if theirs.knowledge is Knowledge.UNKNOWN:
        return Covered(own.item, Knowledge.NOT_SHARED, own.sources, own.value, own.fresh_until)
    return theirs


def _cover(item: InstrumentItem, target: Target, sections: Sections, today: date) -> Covered:
    found = [one for one in sections.get(target.section, ()) if fits(one, target) and _answers(one, target)]
    if not found:
        return Covered(item, Knowledge.UNKNOWN)
    # The freshest entry speaks for a single answer; a list is as fresh as its oldest entry.
    found.sort(key=lambda one: one.last_confirmed, reverse=True)
    many = item.kind is AnswerKind.ENTRIES
    dates = [_fresh_until(item, one) for one in (found if many else found[:1])]
    known = [one for one in dates if one is not None]
    until = min(known) if known else None
    value: Json = [_cut(one, target) for one in found] if many else found[0].content[target.field]
    knowledge = Knowledge.FRESH if until is None or today <= until else Knowledge.STALE
    return Covered(item, knowledge, tuple(found if many else found[:1]), value, until)


def fits(assertion: Assertion, target: Target) -> bool:
    """Whether an entry is one of those that the target means."""
    return not target.where or any(fits_pattern(assertion, pattern) for pattern in target.where)


def fits_pattern(assertion: Assertion, pattern: Mapping[str, Json]) -> bool:
    """Whether an entry holds all that a pattern names."""
    return all(_holds(assertion.content.get(name), value) for name, value in pattern.items())


def _answers(assertion: Assertion, target: Target) -> bool:
    return assertion.content.get(target.field) is not None


def _holds(value: Json, wanted: Json) -> bool:
    if isinstance(wanted, Mapping) and isinstance(value, Mapping):
        return all(value.get(name) == part for name, part in wanted.items())
    return value == wanted


def _cut(assertion: Assertion, target: Target) -> dict[str, Json]:
    return {name: assertion.content[name] for name in target.fields if name in assertion.content}


def _fresh_until(item: InstrumentItem, assertion: Assertion) -> date | None:
    if item.fresh_months is None:
        return assertion.review_date
    return add_months(assertion.last_confirmed.date(), item.fresh_months)
