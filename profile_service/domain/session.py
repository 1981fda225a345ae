"""Portal sessions: who signed in, how, when, and until when that counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NewType

from consent.vocabulary import IndividualId
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Proof

SessionId = NewType("SessionId", str)

IDLE: Final = timedelta(minutes=20)
ABSOLUTE: Final = timedelta(hours=12)
SHARED_IDLE: Final = timedelta(minutes=5)
SHARED_ABSOLUTE: Final = timedelta(hours=1)
"""On a computer that others use as well."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whoever has just proved who she is: exactly one of `individual` and `staff`, how, and at which computer."""

    individual: IndividualId | None
    staff: StaffId | None
    proof: Proof
    device: str = ""
    shared_computer: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """Exactly one of `individual` and `staff` is set. `form_token` guards the session's forms against forgery.

    `id` names the session in her list of them and opens nothing. `device` says which kind of browser it was, in two words.
    `unit` is the one unit that a member of staff acts for now. `acting_for` is whose profile a representative has turned to.
    """

    id: SessionId
    individual: IndividualId | None
    staff: StaffId | None
    form_token: str
    opened_at: datetime
    seen_at: datetime
    proof: Proof
    device: str = ""
    shared_computer: bool = False
    unit: str = ""
    acting_for: IndividualId | None = None

    def alive(self, now: datetime) -> bool:
        """Whether the session still counts: not idle for too long, and not too old."""
        return now - self.seen_at < self.idle and now - self.opened_at < self.absolute

    @property
    def idle(self) -> timedelta:
        """How long it lives unused."""
        return SHARED_IDLE if self.shared_computer else IDLE

    @property
    def absolute(self) -> timedelta:
        """How long it lives at most."""
        return SHARED_ABSOLUTE if self.shared_computer else ABSOLUTE
