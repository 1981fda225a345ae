"""Assisted use: she makes a code, a helper opens with it, and either ends it. What is read and written is in other files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.assistance import Assistance, EndedBy, Open
from consent.errors import TransitionError
from consent.vocabulary import AssistanceId, GrantId, IndividualId
from profile_service.actions.asking import WrongCode
from profile_service.actions.errors import (
    AllPausedError,
    AlreadyHelpingError,
    NotAvailableError,
    TooManyTriesError,
)
from profile_service.actions.help_choice import HelpChoice, read_help_choice
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.domain.connection_code import (
    ALPHABET,
    FAILED_TRIES,
    RANDOM_SIGNS,
    TRY_WINDOW,
    complete,
    normalise,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import CODE_LIFETIME, HelpOffer
from profile_service.domain.people import HELPING_ROLES, Grantee, Organisation, StaffId
from profile_service.domain.session import SessionId

_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class HelpingStaff:
    """A member of staff who is there now: who she is and in which sign-in, as the door knows it."""

    id: StaffId
    name: str
    grantee: Grantee
    session: SessionId


@dataclass(frozen=True, slots=True)
class HelpView:
    """Help that she got or gets, with who gave it."""

    assistance: Assistance
    organisation: Organisation
    helper_name: str


def make_help_code(work: Work, desk: Desk, caller: IndividualId, choice: HelpChoice) -> tuple[str, datetime]:
    """A one-time code as it is shown to her, and when it dies. Any older one of hers is dead.

    Raises:
        ContentError: nothing was chosen, or no length that there is.
        AllPausedError: she has paused all her sharing: nobody else looks at anything then.
    """
    scopes = read_help_choice(choice)
    individual = work.accounts.individual(caller)
    if individual is None:
        raise NotAvailableError
    if individual.paused_at is not None:
        raise AllPausedError
    code = complete(desk.ids.digits(ALPHABET, RANDOM_SIGNS))
    expires_at = desk.clock.now() + CODE_LIFETIME
    work.assistances.offer(code.replace("-", ""), HelpOffer(caller, scopes, choice.minutes, expires_at))
    detail: dict[str, str | list[str]] = {
        "scopes": [str(scope) for scope in scopes],
        "minutes": str(choice.minutes),
    }
    record(work, desk, Kind.HELP, Outcome.DONE, caller, detail=detail)
    return code, expires_at


def open_help(work: Work, desk: Desk, staff: HelpingStaff, typed: str) -> Assistance | WrongCode:
    """Begin to help whoever handed over the code.

    A code that does not work is one answer, whatever the cause. Whoever may not help a protected person gets it too, and
    does not spend the code: a colleague may.

    Raises:
        NotAvailableError: she is no case worker and no assessor.
        AlreadyHelpingError: she helps somebody already.
        TooManyTriesError: the organisation has tried too many dead codes.
    """
    now = desk.clock.now()
    prepare_to_help(work, desk, staff)
    word = normalise(typed)
    offer = None if word is None else work.assistances.offered(word)
    if (
        word is None
        or offer is None
        or not may_reach(work, staff, offer, now)
        or not work.assistances.take(word)
    ):
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, staff.grantee.organisation.id)
        return WrongCode()
    return begin_help(work, desk, staff, offer)


def prepare_to_help(work: Work, desk: Desk, staff: HelpingStaff) -> None:
    """Whether she may try to open help now; the exceptions are those of `open_help`."""
    if not staff.grantee.roles & HELPING_ROLES:
        raise NotAvailableError
    since = desk.clock.now() - TRY_WINDOW
    if work.journal.failed_codes(staff.grantee.organisation.id, since) >= FAILED_TRIES:
        raise TooManyTriesError(TRY_WINDOW)
    _leave_earlier(work, desk, staff)


def begin_help(work: Work, desk: Desk, staff: HelpingStaff, offer: HelpOffer) -> Assistance:
    """Open what she offered, with its line in her log first."""
    now = desk.clock.now()
    opened = Assistance(
        id=AssistanceId(desk.ids.new("hlp")),
        individual=offer.individual,
        organisation=staff.grantee.organisation.id,
        unit=staff.grantee.unit,
        helper=staff.id,
        session=staff.session,
        scopes=offer.scopes,
        opened_at=now,
        until=now + timedelta(minutes=offer.minutes),
        state=Open(now),
    )
    _record(work, desk, Kind.HELP, opened, scopes=[str(scope) for scope in opened.scopes])
    work.assistances.add(opened)
    return opened


def may_reach(work: Work, staff: HelpingStaff, offer: HelpOffer, now: datetime) -> bool:
    """Whether an offer is good, she who made it is there, and this helper may handle her case."""
    individual = work.accounts.individual(offer.individual)
    if individual is None or individual.paused_at is not None or offer.expires_at <= now:
        return False
    return may_meet(work, staff.grantee, individual.id)


def _leave_earlier(work: Work, desk: Desk, staff: HelpingStaff) -> None:
    """She helps one person at a time; what she left open in another sign-in or unit ends now."""
    earlier = work.assistances.of_helper(staff.id)
    if earlier is None:
        return
    if earlier.stands(desk.clock.now()) and is_the_helper(earlier, staff):
        raise AlreadyHelpingError
    end_help(work, desk, earlier, EndedBy.SIGN_OUT)


def is_the_helper(assistance: Assistance, staff: HelpingStaff) -> bool:
    """Whether it is hers, in this very sign-in and unit."""
    here = (staff.grantee.organisation.id, staff.grantee.unit, staff.id, staff.session)
    return (assistance.organisation, assistance.unit, assistance.helper, assistance.session) == here


def standing_help(work: Work, desk: Desk, staff: HelpingStaff) -> Assistance | None:
    """The help that she gives now; None for everything else alike."""
    found = work.assistances.of_helper(staff.id)
    if found is None or not is_the_helper(found, staff) or not found.stands(desk.clock.now()):
        return None
    return found


def end_help(work: Work, desk: Desk, assistance: Assistance, by: EndedBy) -> None:
    """Over, at once, and written down; where it has ended already, the true end is written down instead."""
    standing = assistance.at_time(desk.clock.now())
    try:
        ended = standing.end(by, desk.clock.now())
    except TransitionError:
        ended = standing
    work.assistances.save(ended)
    why = getattr(ended.state, "by", by)
    _record(work, desk, Kind.HELP_END, ended, why=why.value)


def leave_help(work: Work, desk: Desk, staff: HelpingStaff) -> None:
    """The helper is done. Where nothing is open, nothing changes."""
    found = standing_help(work, desk, staff)
    if found is not None:
        end_help(work, desk, found, EndedBy.HELPER)


def end_own_help(work: Work, desk: Desk, caller: IndividualId, assistance_id: AssistanceId) -> None:
    """She ends it; the helper's next click is refused. A second end changes nothing.

    Raises:
        NotAvailableError: she has no such help.
    """
    found = work.assistances.find(caller, assistance_id)
    if found is None:
        raise NotAvailableError
    if isinstance(found.state, Open):
        end_help(work, desk, found, EndedBy.INDIVIDUAL)


def end_all_help(work: Work, desk: Desk, caller: IndividualId, by: EndedBy) -> None:
    """End whatever help is open, and take back her unused code: she pauses all, or leaves for good."""
    work.assistances.withdraw_codes(caller)
    for found in work.assistances.of_individual(caller):
        if isinstance(found.state, Open):
            end_help(work, desk, found, by)


def end_help_of_session(work: Work, desk: Desk, session: SessionId) -> None:
    """The helper signed out, or turned to another unit."""
    for found in work.assistances.of_session(session):
        end_help(work, desk, found, EndedBy.SIGN_OUT)


def end_over_help(work: Work, desk: Desk) -> int:
    """Write down the help that ended by itself. Nobody could look any more before this either."""
    over = work.assistances.over(desk.clock.now(), _AT_ONCE)
    for found in over:
        end_help(work, desk, found, EndedBy.TIME)
    return len(over)


def helps_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[HelpView]:
    """All the help that she has had, newest first, as it stands now."""
    now = desk.clock.now()
    views = []
    for found in work.assistances.of_individual(caller):
        organisation = work.accounts.organisation(found.organisation)
        if organisation is not None:
            views.append(HelpView(found.at_time(now), organisation, helper_name(work, found.helper)))
    return views


def helper_name(work: Work, helper: str) -> str:
    """The name of a member of staff; empty where she is not registered any more."""
    member = work.staff.find(StaffId(helper))
    return "" if member is None else member.name


def _record(work: Work, desk: Desk, kind: Kind, assistance: Assistance, **more: str | list[str]) -> None:
    detail: dict[str, str | list[str]] = {
        "reader": helper_name(work, assistance.helper),
        "unit": assistance.unit,
        **more,
    }
    record(
        work,
        desk,
        kind,
        Outcome.DONE,
        assistance.individual,
        assistance.organisation,
        GrantId(assistance.id),
        detail,
    )
