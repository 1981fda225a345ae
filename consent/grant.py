"""Grants: the standing permission, as a union of states that each carry only their own facts.

A transition returns a new value. Nothing but `Active`, before its end, lets anybody read.
"""

from dataclasses import dataclass
from datetime import datetime

from consent.errors import TransitionError
from consent.scope import Scope
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: who may read whose what, why, until when. Never changes after it was given.

    Every scope is frozen (`Scope.frozen`): its fields are spelled out.
    """

    id: GrantId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    request_id: RequestId
    declaration_id: DeclarationId
    declaration_version: int
    purpose: str
    scopes: tuple[Scope, ...]
    given_at: datetime
    until: datetime

    def __post_init__(self) -> None:
        if not self.scopes or any(scope.fields is None for scope in self.scopes):
            raise TransitionError("a grant names its fields: freeze its scopes before it is given")
        if self.until <= self.given_at:
            raise TransitionError("a grant ends after it was given")


@dataclass(frozen=True, slots=True)
class Active:
    terms: Terms


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Ended by the individual (DPV: ConsentWithdrawn). Final."""

    terms: Terms
    at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    """Ended by the calendar: `terms.until` has come."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class UsedUp:
    """A one-time grant that has been read."""

    terms: Terms
    at: datetime


Grant = Active | Withdrawn | Expired | UsedUp


def at_time(grant: Grant, now: datetime) -> Grant:
    """The grant as it stands now. Nobody has to write down that time has passed."""
    if isinstance(grant, Active) and now >= grant.terms.until:
        return Expired(grant.terms)
    return grant


def withdraw(grant: Grant, now: datetime) -> Withdrawn:
    """The individual takes her yes back.

    Raises:
        TransitionError: it has ended already.
    """
    grant = at_time(grant, now)
    if not isinstance(grant, Active):
        raise TransitionError(f"this grant is already {state_name(grant)}")
    return Withdrawn(grant.terms, now)


def state_name(grant: Grant) -> str:
    """The state in one word, as the API spells it."""
    match grant:
        case Active():
            return "active"
        case Withdrawn():
            return "withdrawn"
        case Expired():
            return "expired"
        case UsedUp():
            return "used_up"
