"""The sheet of a mapping session: what is asked, what is known of it, and what was answered, for whoever sits before it.

Pure: it sees the sections that it is given, and to an organisation they come cut to its permit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from consent.scope import Scope
from profile_service.domain.coverage import Covered, Knowledge, Sections, Standing, cover, standing_of
from profile_service.domain.instrument import Instrument, InstrumentItem, InstrumentSection
from profile_service.domain.mapping_reach import Reach, cut
from profile_service.domain.mapping_session import Answer, MappingSession, Touch
from profile_service.domain.profile import Json

_KNOWN: Final = (Knowledge.FRESH, Knowledge.STALE)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One item that is shown. `asked`: neither known and fresh nor answered, and whoever sits there may answer it."""

    item: InstrumentItem
    section: InstrumentSection
    covered: Covered | None
    answer: Answer | None
    asked: bool
    standing: Standing | None = None
    """How well what is known is supported by what may be seen beside it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session as it lies before somebody now.

    `session` holds only the answers that they may see; `may_open` are the special sections that are closed and that they may
    open.
    """

    session: MappingSession
    instrument: Instrument
    rows: tuple[SheetRow, ...]
    may_open: frozenset[str] = frozenset()
    beside: Sections = field(default_factory=dict)
    """What they may see of the profile now, and what speaks for an answer therefore."""
    today: date = date.max


@dataclass(frozen=True, slots=True)
class Known:
    """What an instrument asks, held against what may be seen of the profile now."""

    instrument: Instrument
    sections: Sections
    covered: Mapping[str, Covered]
    today: date

    @classmethod
    def of(cls, instrument: Instrument, sections: Sections, today: date) -> "Known":
        """Every item covered, by its id."""
        return cls(
            instrument, sections, {one.item.id: one for one in cover(instrument, sections, today)}, today
        )


def lay_out(session: MappingSession, known: Known, reach: Reach) -> Sheet:
    """The sheet for somebody with this reach."""
    there = cut(session, known.instrument, reach)
    seen = {
        name: answer
        for name, answer in there.answers.items()
        if _still_holds(answer, known.covered.get(name))
    }
    rows = tuple(
        _row(section, item, seen.get(item.id), known, reach)
        for section, item in shown_items(session, known, reach, seen)
    )
    closed = (one for one in known.instrument.sections if one.special and one.id not in session.opened)
    may_open = frozenset(one.id for one in closed if reach.opens_any(known.instrument, one))
    return Sheet(replace(there, answers=seen), known.instrument, rows, may_open, known.sections, known.today)


def shown_items(
    session: MappingSession, known: Known, reach: Reach, answers: Mapping[str, Answer], *, doubt: bool = False
) -> Iterator[tuple[InstrumentSection, InstrumentItem]]:
    """The items that are asked in this session, in order.

    Args:
        doubt: whether an item is shown too whose condition nobody can tell from here.
    """
    by_id = {item.id: item for item in known.instrument.items()}
    for section in known.instrument.sections:
        if section.id in session.hidden or (section.special and section.id not in session.opened):
            continue
        for item in section.items:
            there = item.respondent in reach.respondents or item.id in answers
            meets = _is_met(item, by_id, known, answers, doubt=doubt)
            if there and meets and reach.opens(known.instrument, section, item):
                yield section, item


def wanted_scopes(instrument: Instrument, hidden: Iterable[str], opened: Iterable[str]) -> tuple[Scope, ...]:
    """What of the profile the sheet needs: the fields that are asked for, and those that tell which entry is meant."""
    out, special = frozenset(hidden), frozenset(opened)
    wanted: dict[str, set[str]] = {}
    for section in instrument.sections:
        if section.id in out or (section.special and section.id not in special):
            continue
        for item in section.items:
            if item.target is not None:
                named = (*item.target.fields, *(name for pattern in item.target.where for name in pattern))
                wanted.setdefault(item.target.section, set()).update(named)
    return tuple(Scope(name, frozenset(fields)) for name, fields in wanted.items())


def not_asked(session: MappingSession, known: Known) -> frozenset[str]:
    """The items that a condition leaves out."""
    by_id = {item.id: item for item in known.instrument.items()}
    return frozenset(
        name for name, item in by_id.items() if not _is_met(item, by_id, known, session.answers, doubt=False)
    )


def _still_holds(answer: Answer, covered: Covered | None) -> bool:
    """Whether what was confirmed is what is known now: of an entry that was changed, taken away or shared no more, it is not."""
    if answer.touch is not Touch.CONFIRMED or answer.entry is None:
        return True
    sources = () if covered is None else covered.sources
    return any((one.id, one.version) == (answer.entry, answer.version) for one in sources)


def _row(
    section: InstrumentSection, item: InstrumentItem, answer: Answer | None, known: Known, reach: Reach
) -> SheetRow:
    covered = known.covered.get(item.id)
    fresh = covered is not None and covered.knowledge is Knowledge.FRESH
    asked = answer is None and not fresh and item.respondent in reach.respondents
    standing = None if covered is None else standing_of(covered, known.sections, known.today)
    return SheetRow(item, section, covered, answer, asked, standing)


def _is_met(
    item: InstrumentItem,
    by_id: Mapping[str, InstrumentItem],
    known: Known,
    answers: Mapping[str, Answer],
    *,
    doubt: bool,
) -> bool:
    condition = item.shown_if
    if condition is None:
        return True
    # Each condition looks at an earlier item, so this comes to an end.
    if not _is_met(by_id[condition.item], by_id, known, answers, doubt=doubt):
        return False
    answer, covered = answers.get(condition.item), known.covered.get(condition.item)
    if answer is not None and answer.touch is not Touch.CONFIRMED:
        return answer.touch is not Touch.SKIPPED and _among(answer.value, condition.values)
    if covered is not None and covered.knowledge in _KNOWN:
        return _among(covered.value, condition.values)
    return doubt


def _among(value: Json, values: Iterable[Json]) -> bool:
    # True equals 1 in Python, and is no 1 here.
    return any(value == one and isinstance(value, bool) is isinstance(one, bool) for one in values)
