"""`decide`: the one place that says yes. Pure, total, and no unless everything fits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consent.grant import Active, Expired, Grant, Terms, UsedUp, Withdrawn, at_time
from consent.permit import Basis, Permit, _make_permit
from consent.scope import MOST_SCOPES, Scope, meet_all
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
    """An organisation reads under a grant. No scopes named means all that the grant gives."""

    caller: OrganisationId
    scopes: tuple[Scope, ...] | None = None


Reading = OwnReading | PreviewReading | GrantedReading


class Reason(StrEnum):
    """Why not. For the individual's journal; the caller is never told which."""

    NO_GRANT = "no_grant"
    NOT_THE_GRANTEE = "not_the_grantee"
    NOT_THE_INDIVIDUAL = "not_the_individual"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED_UP = "used_up"
    OUTSIDE_THE_GRANT = "outside_the_grant"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Denial:
    """A reasoned no. Returned, never raised, so that the refusal is committed to the journal too."""

    reason: Reason


def decide(reading: Reading, grant: Grant | None, now: datetime) -> Permit | Denial:
    """Say yes or no to one reading, from the grant as it stands in the ledger at this moment.

    Args:
        reading: who wants to read what.
        grant: the grant that the caller named, or None where there is none.
        now: the time, with a zone.
    """
    match reading:
        case OwnReading():
            return _decide_own(reading, Basis.OWNERSHIP)
        case PreviewReading():
            return _decide_own(reading, Basis.PREVIEW)
        case GrantedReading():
            return _decide_granted(reading, grant, now)


def _decide_own(reading: OwnReading | PreviewReading, basis: Basis) -> Permit | Denial:
    if reading.caller != reading.individual:
        return Denial(Reason.NOT_THE_INDIVIDUAL)
    return _make_permit(reading.individual, reading.scopes, basis, None)


def _decide_granted(reading: GrantedReading, grant: Grant | None, now: datetime) -> Permit | Denial:
    if grant is None:
        return Denial(Reason.NO_GRANT)
    if grant.terms.organisation != reading.caller:
        return Denial(Reason.NOT_THE_GRANTEE)
    match at_time(grant, now):
        case Active(terms):
            return _permit_within(terms, reading, now)
        case Withdrawn():
            return Denial(Reason.WITHDRAWN)
        case Expired():
            return Denial(Reason.EXPIRED)
        case UsedUp():
            return Denial(Reason.USED_UP)


def _permit_within(terms: Terms, reading: GrantedReading, now: datetime) -> Permit | Denial:
    if now < terms.given_at:
        return Denial(Reason.NOT_YET)
    scopes = terms.scopes if reading.scopes is None else meet_all(reading.scopes, terms.scopes)
    # A wish may cut a grant into many more slices than it has: nobody needs that, and no answer has room for it.
    if not 0 < len(scopes) <= max(MOST_SCOPES, len(terms.scopes)):
        return Denial(Reason.OUTSIDE_THE_GRANT)
    return _make_permit(terms.individual, scopes, Basis.GRANT, terms)
