"""Changing a live grant: less of it, a pause, and going on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.assistance import EndedBy
from consent.grant import Active, Live, Paused, at_time, narrow, pause, resume
from consent.receipt import RecordKind
from consent.request import objections_to_narrowing
from consent.terms import Barred, Ending, Narrowing
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.asking import read_scopes
from profile_service.actions.errors import AllPausedError, ExceedsRequestError, GrantEndedError
from profile_service.actions.helping import end_all_help
from profile_service.actions.journaling import record
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.own_grant import own_grant, step, write_down
from profile_service.actions.ports import Desk, Work
from profile_service.actions.telling import tell
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change


@dataclass(frozen=True, slots=True)
class Less:
    """What she takes away, as it came in at the door. None leaves that part as it is."""

    scopes: Sequence[str] | None = None
    until: datetime | None = None
    ending: Ending | None = None
    units: Sequence[str] = ()
    readers: Sequence[str] = ()


def narrow_grant(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, less: Less, manner: Manner = BY_PROGRAM
) -> Live:
    """Take something away from a grant; what is left works on. What was taken away needs a new yes.

    Raises:
        NotAvailableError: she has given no such grant.
        GrantEndedError: it has ended already.
        ExceedsRequestError: the change is more than was agreed, or no change.
    """
    grant = own_grant(work, caller, grant_id)
    now = desk.clock.now()
    narrowing = Narrowing(
        None if less.scopes is None else read_scopes(less.scopes),
        less.until,
        less.ending,
        Barred(frozenset(less.units), frozenset(less.readers)),
    )
    if not isinstance(at_time(grant, now), Live):
        raise GrantEndedError
    objections = objections_to_narrowing(grant.terms, narrowing, now)
    if objections:
        raise ExceedsRequestError(objections)
    changed = step(lambda: narrow(grant, narrowing, now))
    detail: dict[str, str | list[str]] = {
        "scopes": [str(scope) for scope in changed.terms.scopes],
        "shut_units": sorted(narrowing.barred.units),
        "shut_readers": sorted(narrowing.barred.readers),
    }
    write_down(work, desk, RecordKind.CHANGED, changed, manner, detail)
    return changed


def pause_grant(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, manner: Manner = BY_PROGRAM
) -> Paused:
    """Nobody reads under it until she resumes, nor when all sharing goes on. A second pause changes nothing.

    Raises:
        NotAvailableError: she has given no such grant.
        GrantEndedError: it has ended already.
    """
    grant = at_time(own_grant(work, caller, grant_id), desk.clock.now())
    if isinstance(grant, Paused) and not grant.whole:
        return grant
    paused = step(lambda: pause(grant, desk.clock.now()))
    write_down(work, desk, RecordKind.PAUSED, paused, manner)
    return paused


def resume_grant(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, manner: Manner = BY_PROGRAM
) -> Active:
    """Go on after a pause of this grant. Where it runs, nothing changes.

    Raises:
        NotAvailableError: she has given no such grant.
        AllPausedError: all sharing is paused: go on with that first.
        GrantEndedError: it has ended already.
    """
    grant = at_time(own_grant(work, caller, grant_id), desk.clock.now())
    if isinstance(grant, Paused) and grant.whole:
        raise AllPausedError
    if isinstance(grant, Active):
        return grant
    going = step(lambda: resume(grant, desk.clock.now()))
    write_down(work, desk, RecordKind.RESUMED, going, manner)
    return going


def pause_everything(work: Work, desk: Desk, caller: IndividualId) -> None:
    """Nobody reads anything of hers until she goes on, links included; access by law alone is untouched.

    Help that is open ends for good, and her unused help code is dead: whoever sits beside her sees nothing either.

    A second pause changes nothing.
    """
    individual = work.accounts.individual(caller)
    if individual is None or individual.paused_at is not None:
        return
    end_all_help(work, desk, caller, EndedBy.PAUSE)
    work.accounts.pause_all(caller, desk.clock.now())
    record(work, desk, Kind.PAUSE, Outcome.DONE, caller)
    _tell_all(work, desk, caller, Change.PAUSED)


def resume_everything(work: Work, desk: Desk, caller: IndividualId) -> None:
    """Sharing goes on as it stood; what she has paused by itself stays paused. Where nothing was paused, nothing changes."""
    individual = work.accounts.individual(caller)
    if individual is None or individual.paused_at is None:
        return
    work.accounts.pause_all(caller, None)
    record(work, desk, Kind.RESUMPTION, Outcome.DONE, caller)
    _tell_all(work, desk, caller, Change.RESUMED)


def _tell_all(work: Work, desk: Desk, caller: IndividualId, change: Change) -> None:
    now = desk.clock.now()
    for grant in work.ledger.of_individual(caller):
        if isinstance(at_time(grant, now), Active | Paused):
            tell(work, desk, grant.terms, change)
