"""A form that waits while she signs in again, so that nothing she chose is lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NewType

from consent.vocabulary import IndividualId
from profile_service.domain.session import SessionId

KeptFormId = NewType("KeptFormId", str)

KEPT_FOR: Final = timedelta(minutes=10)
LARGEST: Final = 64 * 1024
"""Bytes of names and values together. No form of these pages comes near it; what does is filled in again."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was posted to `path`, a path of this site, in one session. The session's form token is no part of it."""

    id: KeptFormId
    individual: IndividualId
    session: SessionId
    path: str
    fields: tuple[tuple[str, str], ...]
    at: datetime

    @property
    def size(self) -> int:
        """Bytes of what she filled in."""
        return sum(len(name.encode()) + len(value.encode()) for name, value in self.fields)

    def waits(self, now: datetime) -> bool:
        """Whether it is still kept."""
        return now - self.at < KEPT_FOR
