"""Portal sessions: who signed in, when, and until when that counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.vocabulary import IndividualId
from profile_service.domain.people import StaffId

IDLE: Final = timedelta(minutes=20)
ABSOLUTE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """Exactly one of `individual` and `staff` is set. `form_token` guards the session's forms against forgery."""

    individual: IndividualId | None
    staff: StaffId | None
    form_token: str
    opened_at: datetime
    seen_at: datetime

    def alive(self, now: datetime) -> bool:
        """Whether the session still counts: not idle for too long, and not too old."""
        return now - self.seen_at < IDLE and now - self.opened_at < ABSOLUTE
