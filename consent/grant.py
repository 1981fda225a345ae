"""Grants: the standing permission, as a union of states that each carry only their own facts.

A transition returns a new value. Nothing but `Active`, before its end, lets anybody read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.errors import TransitionError
from consent.terms import Barred, Ending, Narrowing, Terms

__all__ = [
    "Active", "Barred", "Closed", "Ending", "Expired", "Grant", "Live", "Narrowing", "Paused", "Revoked", "Terms", "UsedUp",
    "Withdrawn", "at_time", "close", "narrow", "pause", "resume", "revoke", "state_name", "undo", "use_up", "withdraw",
]  # fmt: skip

UNDO_WINDOW: Final = timedelta(seconds=30)
"""How long after her yes she can take it back as if it had not been."""

REPEAT_WINDOW: Final = timedelta(minutes=10)
"""How long the one reading of a one-time grant can be repeated by whoever lost its answer on the way."""


@dataclass(frozen=True, slots=True)
class Active:
    terms: Terms


@dataclass(frozen=True, slots=True)
class Paused:
    """Nobody reads until she resumes. `whole` where she has paused all her sharing at once."""

    terms: Terms
    at: datetime
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Ended by the individual (DPV: ConsentWithdrawn). Final."""

    terms: Terms
    at: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """Ended with the case, by the organisation (DPV: ConsentTerminated). Final."""

    terms: Terms
    at: datetime


@dataclass(frozen=True, slots=True)
class Revoked:
    """Ended by another than the two parties: the operator took back the purpose (DPV: ConsentRevoked). Final."""

    terms: Terms
    at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    """Ended by the calendar: `terms.until` has come."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class UsedUp:
    """A one-time grant that has been read. `reading` names that reading, so that a lost answer can be had again.

    `paused` where she has paused all her sharing since: its answer cannot be had again then either.
    """

    terms: Terms
    at: datetime
    reading: str = ""
    paused: bool = False


Grant = Active | Paused | Withdrawn | Closed | Revoked | Expired | UsedUp
Live = Active | Paused


def at_time(grant: Grant, now: datetime) -> Grant:
    """The grant as it stands now. Nobody has to write down that time has passed."""
    if isinstance(grant, Live) and now >= grant.terms.until:
        return Expired(grant.terms)
    return grant


def withdraw(grant: Grant, now: datetime) -> Withdrawn:
    """The individual takes her yes back. A used-up grant too, as long as its one answer could be had again.

    Raises:
        TransitionError: it has ended already.
    """
    standing = at_time(grant, now)
    if isinstance(standing, UsedUp) and now < min(standing.at + REPEAT_WINDOW, standing.terms.until):
        return Withdrawn(standing.terms, now)
    return Withdrawn(_live(standing).terms, now)


def undo(grant: Grant, now: datetime, reads: int) -> Withdrawn:
    """She takes back a yes that she has just given, before anybody has read.

    Raises:
        TransitionError: it has ended, somebody has read, or it is too late.
    """
    standing = _live(at_time(grant, now))
    if reads or not standing.terms.given_at <= now <= standing.terms.given_at + UNDO_WINDOW:
        raise TransitionError("this yes can be withdrawn, but no longer undone")
    return Withdrawn(standing.terms, now)


def close(grant: Grant, now: datetime) -> Closed:
    """The organisation needs it no more; TransitionError where it has ended already."""
    return Closed(_live(at_time(grant, now)).terms, now)


def revoke(grant: Grant, now: datetime) -> Revoked:
    """The operator takes back the purpose that it rests on; TransitionError where it has ended already."""
    return Revoked(_live(at_time(grant, now)).terms, now)


def pause(grant: Grant, now: datetime) -> Paused:
    """Nobody reads until she resumes; TransitionError where it has ended, or is paused by itself already."""
    standing = _live(at_time(grant, now))
    if isinstance(standing, Paused) and not standing.whole:
        raise TransitionError("this grant is paused already")
    return Paused(standing.terms, now)


def resume(grant: Grant, now: datetime) -> Active:
    """Go on after a pause; TransitionError where it has ended, is not paused, or all sharing is."""
    standing = _live(at_time(grant, now))
    if not isinstance(standing, Paused) or standing.whole:
        raise TransitionError("this grant is not paused by itself")
    return Active(standing.terms)


def use_up(grant: Active, now: datetime, reading: str) -> UsedUp:
    """The one reading of a one-time grant; TransitionError for a grant of another kind."""
    if grant.terms.ending is not Ending.ONCE:
        raise TransitionError("only a one-time grant is used up")
    return UsedUp(grant.terms, now, reading)


def narrow(grant: Grant, narrowing: Narrowing, now: datetime) -> Live:
    """The grant with less in it; TransitionError where it has ended. See `objections_to_narrowing`."""
    standing = _live(at_time(grant, now))
    terms = standing.terms.narrowed(narrowing)
    return Active(terms) if isinstance(standing, Active) else Paused(terms, standing.at, standing.whole)


def _live(standing: Grant) -> Live:
    if not isinstance(standing, Live):
        raise TransitionError(f"this grant is already {state_name(standing)}")
    return standing


def state_name(grant: Grant) -> str:
    """The state in one word, as the API spells it."""
    match grant:
        case Active():
            return "active"
        case Paused():
            return "paused"
        case Withdrawn():
            return "withdrawn"
        case Closed():
            return "closed"
        case Revoked():
            return "revoked"
        case Expired():
            return "expired"
        case UsedUp():
            return "used_up"
