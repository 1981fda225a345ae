"""Assisted use: for a short while, somebody at an organisation helps her to write. Never a consent, and it gives nothing on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from consent.errors import TransitionError
from consent.scope import Scope
from consent.vocabulary import AssistanceId, IndividualId, OrganisationId

IDLE: Final = timedelta(minutes=10)
"""After how long without a click it ends by itself."""

LENGTHS: Final = (15, 30, 60)
"""Minutes, of which she chooses one."""


class EndedBy(StrEnum):
    """Who or what ended it."""

    INDIVIDUAL = "individual"
    HELPER = "helper"
    SIGN_OUT = "sign_out"
    """The helper's own session is over, or she turned to another unit."""
    IDLE = "idle"
    TIME = "time"
    PAUSE = "pause"
    """She paused all her sharing: then nobody else looks at anything."""


@dataclass(frozen=True, slots=True)
class Open:
    """It goes on; `seen_at` is the helper's last click."""

    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over, for good."""

    by: EndedBy
    at: datetime


@dataclass(frozen=True, slots=True)
class Assistance:
    """One assisted session: whom, by whom, with which parts, until when.

    `helper` is the id of the one person who typed the code, and `session` her own sign-in: it counts in no other.
    `scopes` name their fields one by one, and those of special categories are there only if she ticked them.
    """

    id: AssistanceId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    helper: str
    session: str
    scopes: tuple[Scope, ...]
    opened_at: datetime
    until: datetime
    state: Open | Ended

    def __post_init__(self) -> None:
        if not self.scopes or any(scope.fields is None for scope in self.scopes):
            raise TransitionError("help names its fields: freeze its scopes first")
        if not self.opened_at < self.until <= self.opened_at + timedelta(minutes=max(LENGTHS)):
            raise TransitionError("help lasts an hour at the most")

    def at_time(self, now: datetime) -> "Assistance":
        """As it stands now: what nobody ended may have ended by itself."""
        if isinstance(self.state, Ended):
            return self
        idle_end = self.state.seen_at + IDLE
        if now < min(idle_end, self.until):
            return self
        by, at = (EndedBy.IDLE, idle_end) if idle_end < self.until else (EndedBy.TIME, self.until)
        return replace(self, state=Ended(by, at))

    def stands(self, now: datetime) -> bool:
        """Whether the helper may look and write now."""
        return self.opened_at <= now and isinstance(self.at_time(now).state, Open)

    def touch(self, now: datetime) -> "Assistance":
        """The helper clicked; TransitionError where it is over."""
        if not self.stands(now):
            raise TransitionError("this help has ended")
        return replace(self, state=Open(now))

    def end(self, by: EndedBy, now: datetime) -> "Assistance":
        """Over, at once; TransitionError where it was over before."""
        if not isinstance(self.at_time(now).state, Open):
            raise TransitionError("this help has ended already")
        return replace(self, state=Ended(by, now))

    def fields_of(self, section: str) -> frozenset[str]:
        """What of a section the helper may see and propose; empty where it is closed to her."""
        return frozenset(
            field for scope in self.scopes if scope.section == section for field in scope.fields or ()
        )
