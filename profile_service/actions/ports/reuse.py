"""Where the counts of what was reused are kept."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from consent.vocabulary import OrganisationId
from profile_service.domain.mapping_session import Reused
from profile_service.domain.reuse import Programme, ReuseCount


class Reuse(Protocol):
    """Counts by programme and month. Nothing in them points to anybody."""

    def count(self, programme: Programme, month: date, reused: Reused) -> None:
        """Add one session."""
        ...

    def of_organisation(self, organisation: OrganisationId) -> Sequence[ReuseCount]:
        """Every count of an organisation's, in no order."""
        ...
