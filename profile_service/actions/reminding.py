"""What has grown old: she is reminded once for each day that comes, and sees what it is about."""

from collections.abc import Sequence
from datetime import date

from consent.vocabulary import IndividualId
from profile_service.actions.news import tell_her
from profile_service.actions.own_profile import read_own_section
from profile_service.actions.ports import Desk, Work
from profile_service.domain.looking_again import Reminder, ReminderId
from profile_service.domain.news import NewsKind
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS

_AT_ONCE = 100


def today_at(desk: Desk) -> date:
    """The day that it is where the service is."""
    return desk.clock.now().astimezone(desk.zone).date()


def remind_due(work: Work, desk: Desk) -> int:
    """Make one reminder of each day that has come. How many there were.

    No section is opened for it.
    """
    come = work.reviews.due(today_at(desk), _AT_ONCE)
    for day in come:
        made = ReminderId(desk.ids.new("rem"))
        work.reviews.remind(day, Reminder(made, day.individual, day.section, day.due, desk.clock.now()))
        tell_her(work, desk, day.individual, NewsKind.GROWN_OLD)
    return len(come)


def to_look_at(work: Work, desk: Desk, caller: IndividualId) -> Sequence[Assertion]:
    """Her entries whose day has come, section by section; only sections of which something was due are opened.

    What others have stated is not among them: how long it holds is not hers to say.
    """
    today = today_at(desk)
    due = work.reviews.sections_due(caller, today)
    found: list[Assertion] = []
    for section in (name for name, rule in SECTIONS.items() if name in due and not rule.by_others):
        items, _ = read_own_section(work, desk, caller, section)
        found += [one for one in items if one.review_date is not None and one.review_date <= today]
    return found


def reminders_of(work: Work, caller: IndividualId) -> Sequence[Reminder]:
    """Every time that she was reminded, newest first."""
    return work.reviews.reminders_of(caller)
