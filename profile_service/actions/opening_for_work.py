"""A profile opened at the workspace: what it says, what differs since the unit looked last, and what it answers of each instrument.

All of it is of one reading, with its one line: nothing is told here that the reading has not opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from consent.decision import Denial
from consent.terms import Ending, Terms
from consent.vocabulary import OrganisationId
from profile_service.actions.coverage import Coverage, held_against
from profile_service.actions.instruments import find_instrument, list_instruments
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, disclose
from profile_service.domain.coverage import Covered, Sections
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.look import Changes, Look, Looked, compare, marks_of
from profile_service.domain.people import Grantee
from profile_service.domain.reuse import counted_items


@dataclass(frozen=True, slots=True)
class AtWork:
    """What was opened, and what differs since the unit looked last; None where it has not looked before."""

    disclosure: Disclosure
    changes: Changes | None


def open_for_work(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> AtWork | Denial:
    """Read what a grant or a duty gives, as `disclose` does, and keep the marks of it for the next time.

    The marks are sealed with her key and go with the grant. Under a grant for one reading, and under a duty, which nothing of hers
    ends, none are kept.
    """
    shown = disclose(work, desk, grantee, opening)
    if isinstance(shown, Denial):
        return shown
    terms = shown.terms
    if not isinstance(terms, Terms) or terms.ending is Ending.ONCE:
        return AtWork(shown, None)
    now = desk.clock.now()
    look = Look(now, opening.reader, marks_of(shown.sections))
    found = work.looks.find(terms.individual, terms.id, grantee.unit)
    if found is None:
        work.looks.keep(terms.individual, terms.id, grantee.unit, Looked(look))
        return AtWork(shown, None)
    since = found.since(_day(desk, now), _day(desk, found.last.at))
    work.looks.keep(terms.individual, terms.id, grantee.unit, Looked(look, since))
    return AtWork(shown, compare(since, look.marks))


def answered_by(
    work: Work, desk: Desk, organisation: OrganisationId, sections: Sections
) -> Sequence[Coverage]:
    """What sections that were opened answer of each instrument that ships, and of the organisation's own: of what may be counted.

    Args:
        sections: as the organisation sees them.
    """
    heads = [one for one in list_instruments(work, desk) if one.organisation in (None, organisation)]
    found = [held_against(desk, find_instrument(work, desk, one.id, one.version), sections) for one in heads]
    return [replace(one, items=_counted(one)) for one in found]


def _counted(coverage: Coverage) -> tuple[Covered, ...]:
    counted = {one.id for one in counted_items(coverage.instrument)}
    return tuple(one for one in coverage.items if one.item.id in counted)


def _day(desk: Desk, at: datetime) -> date:
    return at.astimezone(desk.zone).date()
