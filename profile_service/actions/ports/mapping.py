"""Mapping sessions, kept sealed with her key and apart from the profile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId
from profile_service.domain.mapping_session import MappingSession, MappingSessionId


class MappingSessions(Protocol):
    """Sessions of one person, whoever runs them."""

    def add(self, session: MappingSession) -> None: ...
    def find(self, individual: IndividualId, session: MappingSessionId) -> MappingSession | None:
        """One of hers."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[MappingSession]:
        """All of hers, the one that was changed last first."""
        ...

    def save(self, session: MappingSession, was: int) -> bool:
        """Write the next revision; False where `was` is not the one that stands there any more."""
        ...

    def drop(self, individual: IndividualId, session: MappingSessionId) -> bool:
        """Delete it; False where there was none."""
        ...

    def waiting_too_long(self, before: datetime, limit: int) -> Sequence[MappingSession]:
        """Those that were handed over before this moment and never answered whole."""
        ...

    def forget_older(self, before: datetime) -> int:
        """Drop those that are neither handed over nor closed, and that nobody has touched since."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...
