"""`decide`: the one place that says yes. Pure, total, and no unless everything fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from consent.assistance import Assistance, EndedBy
from consent.assistance import Ended as HelpEnded
from consent.duty import Duty
from consent.grant import (
    REPEAT_WINDOW,
    Active,
    Closed,
    Expired,
    Grant,
    Paused,
    Revoked,
    UsedUp,
    Withdrawn,
    at_time,
)
from consent.permit import Basis, Permit, _make_permit
from consent.scope import MOST_SCOPES, Scope, meet_all
from consent.share import Share
from consent.shield import UNSHIELDED, Shield
from consent.terms import Terms
from consent.vocabulary import IndividualId, OrganisationId


@dataclass(frozen=True, slots=True)
class OwnReading:
    """The individual reads her own profile. `caller` comes from the door, never from a body."""

    caller: IndividualId
    individual: IndividualId
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class PreviewReading:
    """The individual looks at her profile through a recipient's eyes, before she answers."""

    caller: IndividualId
    individual: IndividualId
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class GrantedReading:
    """An organisation reads under a grant or a duty. No scopes named means all that it gives.

    `unit` and `reader` are who it says is reading, empty where it does not say. `repeats` names the earlier reading whose
    answer was lost, where this is a retry of one that the caller has proved to be its own. `cleared` where the reader may
    handle cases of people under protected identity.
    """

    caller: OrganisationId
    scopes: tuple[Scope, ...] | None = None
    unit: str = ""
    reader: str = ""
    repeats: str = ""
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class SharedReading:
    """Somebody who holds a link looks. Whether she also knew the spoken word was seen to before."""

    scopes: tuple[Scope, ...] | None = None


@dataclass(frozen=True, slots=True)
class AssistedReading:
    """Somebody at an organisation helps her to write, with a code that she handed over.

    `unit`, `helper` and `session` are what the door knows of who is there now, never what was sent.
    """

    caller: OrganisationId
    unit: str
    helper: str
    session: str
    scopes: tuple[Scope, ...] | None = None
    cleared: bool = False


Reading = OwnReading | PreviewReading | GrantedReading | SharedReading | AssistedReading
Ground = Grant | Duty | Share | Assistance
"""What somebody else's reading may rest on."""


class Reason(StrEnum):
    """Why not. For the individual's journal; the caller is never told which."""

    NO_GRANT = "no_grant"
    NOT_THE_GRANTEE = "not_the_grantee"
    NOT_THE_INDIVIDUAL = "not_the_individual"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    CLOSED = "closed"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used_up"
    OUTSIDE_THE_GRANT = "outside_the_grant"
    NOT_YET = "not_yet"
    BARRED = "barred"
    DUTY_OVER = "duty_over"
    SHARE_OVER = "share_over"
    NOT_THE_HELPER = "not_the_helper"
    HELP_OVER = "help_over"
    LIMIT = "limit"
    PROTECTED = "protected"
    """She is under protected identity, and the reader may not handle such cases."""


_ENDED: Final[Mapping[type[Grant], Reason]] = {
    Paused: Reason.PAUSED,
    Withdrawn: Reason.WITHDRAWN,
    Closed: Reason.CLOSED,
    Revoked: Reason.REVOKED,
    Expired: Reason.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Denial:
    """A reasoned no. Returned, never raised, so that the refusal is committed to the journal too."""

    reason: Reason


def decide(
    reading: Reading, ground: Ground | None, now: datetime, shield: Shield | None = None
) -> Permit | Denial:
    """Say yes or no to one reading, from its ground as it stands in the ledger at this moment.

    Args:
        reading: who wants to read what.
        ground: the grant, duty or share that the caller named, or None where there is none.
        now: the time, with a zone.
        shield: what stays with the individual whom the ground is about, or the preview. None where nobody has looked: then
            the answer is no to everybody but herself.
    """
    if isinstance(reading, OwnReading):
        return _decide_own(reading, Basis.OWNERSHIP, UNSHIELDED)
    if shield is None:
        return Denial(Reason.PROTECTED)
    return _decide_for_others(reading, ground, now, shield)


def _decide_for_others(
    reading: PreviewReading | GrantedReading | SharedReading | AssistedReading,
    ground: Ground | None,
    now: datetime,
    shield: Shield,
) -> Permit | Denial:
    match reading:
        case PreviewReading():
            return _decide_own(reading, Basis.PREVIEW, shield)
        case SharedReading():
            return _decide_shared(reading, ground, now, shield)
        case GrantedReading():
            if isinstance(ground, Duty):
                return _decide_duty(reading, ground, now, shield)
            grant = None if isinstance(ground, Share | Assistance) else ground
            return _decide_granted(reading, grant, now, shield)
        case AssistedReading():
            return _decide_assisted(reading, ground, now, shield)


def _decide_own(reading: OwnReading | PreviewReading, basis: Basis, shield: Shield) -> Permit | Denial:
    if reading.caller != reading.individual:
        return Denial(Reason.NOT_THE_INDIVIDUAL)
    return _make_permit(reading.individual, reading.scopes, basis, None, shield)


def _decide_granted(
    reading: GrantedReading, grant: Grant | None, now: datetime, shield: Shield
) -> Permit | Denial:
    if grant is None:
        return Denial(Reason.NO_GRANT)
    if grant.terms.organisation != reading.caller:
        return Denial(Reason.NOT_THE_GRANTEE)
    match at_time(grant, now):
        case Active(terms):
            return _permit_within(terms, reading, now, shield)
        case UsedUp() as used:
            return _decide_again(reading, used, now, shield)
        case ended:
            return Denial(_ENDED[type(ended)])


def _decide_again(reading: GrantedReading, used: UsedUp, now: datetime, shield: Shield) -> Permit | Denial:
    """The one answer of a one-time grant once more, for whoever proves to be the one that lost it, and soon."""
    is_that_reading = bool(used.reading) and reading.repeats == used.reading
    if not is_that_reading or not used.at <= now < min(used.at + REPEAT_WINDOW, used.terms.until):
        return Denial(Reason.USED_UP)
    return Denial(Reason.PAUSED) if used.paused else _permit_within(used.terms, reading, now, shield)


def _permit_within(terms: Terms, reading: GrantedReading, now: datetime, shield: Shield) -> Permit | Denial:
    if now < terms.given_at:
        return Denial(Reason.NOT_YET)
    if terms.barred and terms.barred.bars(reading.unit, reading.reader):
        return Denial(Reason.BARRED)
    if shield.stands and not reading.cleared:
        return Denial(Reason.PROTECTED)
    scopes = _wanted(reading.scopes, terms.scopes)
    if scopes is None:
        return Denial(Reason.OUTSIDE_THE_GRANT)
    return _make_permit(terms.individual, scopes, Basis.GRANT, terms, shield)


def _decide_duty(reading: GrantedReading, duty: Duty, now: datetime, shield: Shield) -> Permit | Denial:
    if duty.organisation != reading.caller:
        return Denial(Reason.NOT_THE_GRANTEE)
    if not duty.stands(now):
        return Denial(Reason.DUTY_OVER)
    if shield.stands and not reading.cleared:
        return Denial(Reason.PROTECTED)
    scopes = _wanted(reading.scopes, duty.scopes)
    if scopes is None:
        return Denial(Reason.OUTSIDE_THE_GRANT)
    return _make_permit(duty.individual, scopes, Basis.DUTY, duty, shield)


def _decide_shared(
    reading: SharedReading, share: Ground | None, now: datetime, shield: Shield
) -> Permit | Denial:
    if not isinstance(share, Share):
        return Denial(Reason.NO_GRANT)
    if not share.stands(now):
        return Denial(Reason.PAUSED if share.paused_at is not None else Reason.SHARE_OVER)
    scopes = _wanted(reading.scopes, share.open_scopes)
    if scopes is None:
        return Denial(Reason.OUTSIDE_THE_GRANT)
    return _make_permit(share.individual, scopes, Basis.SHARE, share, shield)


def _decide_assisted(
    reading: AssistedReading, assistance: Ground | None, now: datetime, shield: Shield
) -> Permit | Denial:
    if not isinstance(assistance, Assistance):
        return Denial(Reason.NO_GRANT)
    if assistance.organisation != reading.caller:
        return Denial(Reason.NOT_THE_GRANTEE)
    if (assistance.unit, assistance.helper, assistance.session) != (
        reading.unit,
        reading.helper,
        reading.session,
    ):
        return Denial(Reason.NOT_THE_HELPER)
    if not assistance.stands(now):
        state = assistance.state
        paused = isinstance(state, HelpEnded) and state.by is EndedBy.PAUSE
        return Denial(Reason.PAUSED if paused else Reason.HELP_OVER)
    if shield.stands and not reading.cleared:
        return Denial(Reason.PROTECTED)
    scopes = _wanted(reading.scopes, assistance.scopes)
    if scopes is None:
        return Denial(Reason.OUTSIDE_THE_GRANT)
    return _make_permit(assistance.individual, scopes, Basis.HELP, assistance, shield)


def _wanted(wanted: tuple[Scope, ...] | None, given: tuple[Scope, ...]) -> tuple[Scope, ...] | None:
    """What of the given slices is wanted; None where that is nothing, or cut into absurdly many slices."""
    scopes = given if wanted is None else meet_all(wanted, given)
    # A wish may cut a grant into many more slices than it has: nobody needs that, and no answer has room for it.
    return scopes if 0 < len(scopes) <= max(MOST_SCOPES, len(given)) else None
