"""How much one reader and one organisation may open in a day, and an alarm where that is unusual.

Everything here follows from what the caller itself has tried: it tells nothing about anybody else.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consent.vocabulary import OrganisationId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Grantee, Organisation
from profile_service.domain.reading_limits import (
    LOOK_BACK,
    NEVER_UNUSUAL,
    NEVER_UNUSUAL_TOGETHER,
    Alarm,
    AlarmId,
    over_limit,
    unusual,
)

_log = logging.getLogger("egenkarta.alarm")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Try:
    """One try to read: by whom, of what it says it reads under, and why it is more than usual, where it is."""

    grantee: Grantee
    reader: str
    ground: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whether the try is too much for today, and whether it is over the usual number for a stated reason."""

    too_much: bool
    over_with_reason: bool = False


def count_try(work: Work, desk: Desk, tried: Try) -> Counted:
    """Count a try before anything is decided about it. One that is too much is not counted as another person."""
    organisation, day = tried.grantee.organisation.id, _today(desk)
    before = work.tallies.so_far(organisation, tried.reader, tried.ground, day)
    if over_limit(desk.limits, before, with_reason=bool(tried.reason)):
        return Counted(too_much=True)
    if not before.by_organisation:
        work.tallies.forget_before(day - LOOK_BACK)
    work.tallies.count(organisation, tried.reader, tried.ground, day, before)
    if not before.known:
        _watch(work, desk, organisation, tried.reader, before.by_reader + 1)
    if not before.of_this:
        # Readers are named by the organisation: new names all day long would be seen by nobody else.
        _watch(work, desk, organisation, None, before.by_organisation + 1)
    return Counted(too_much=False, over_with_reason=over_limit(desk.limits, before, with_reason=False))


def opened_today(work: Work, desk: Desk, grantee: Grantee) -> int:
    """How many different people a reader has tried to open today."""
    return work.tallies.so_far(grantee.organisation.id, grantee.reader or "", "", _today(desk)).by_reader


def until_tomorrow(desk: Desk) -> timedelta:
    """How long the limits of today still hold."""
    now = desk.clock.now().astimezone(desk.zone)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(desk.clock.now().tzinfo) - now


def alarms_to(work: Work) -> Sequence[tuple[Alarm, Organisation | None]]:
    """The alarms for the operator, newest first, each with its organisation."""
    return [(one, work.accounts.organisation(one.organisation)) for one in work.tallies.alarms(_MOST)]


def mark_alarm_seen(work: Work, desk: Desk, alarm: AlarmId) -> None:
    """The operator has looked at it; NotAvailableError where there is no such alarm."""
    if not work.tallies.seen(alarm, desk.clock.now()):
        raise NotAvailableError


def _watch(work: Work, desk: Desk, organisation: OrganisationId, reader: str | None, people: int) -> None:
    """Raise an alarm where one reader, or with None the whole organisation, opens unusually many people."""
    day = _today(desk)
    never = NEVER_UNUSUAL if reader is not None else NEVER_UNUSUAL_TOGETHER
    usual = unusual(
        people, never, lambda: work.tallies.people_by_day(organisation, reader, day - LOOK_BACK, day)
    )
    if usual is None:
        return
    alarm = Alarm(
        AlarmId(desk.ids.new("alm")), organisation, reader or "", day, people, usual, desk.clock.now()
    )
    if work.tallies.raise_alarm(alarm):
        record(work, desk, Kind.ALARM, Outcome.DONE, None, organisation)
        _log.warning("unusually many people are opened")


def _today(desk: Desk) -> date:
    return desk.clock.now().astimezone(desk.zone).date()
