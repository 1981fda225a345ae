"""What is counted for whoever runs the service: rows and sizes. No row is handed out, and nothing that is sealed is opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from profile_service.domain.running import DatabaseState, Replication


class Oversight(Protocol):
    """Counts, and nothing else: no method takes or gives an id."""

    def database(self) -> DatabaseState: ...
    def doubts(self) -> Sequence[str]:
        """What the database could do more to keep what it is given: what is wrong, and what would be right."""
        ...

    def replication(self) -> Replication | None:
        """Who follows the primary; None where this database tells nobody, or has no such thing."""
        ...

    def deliveries(self) -> Mapping[str, int]:
        """How many deliveries to organisations there are in each state."""
        ...

    def messages(self) -> Mapping[tuple[str, str], int]:
        """How many messages to people there are by channel and state."""
        ...

    def journal_size(self) -> tuple[int, int, int, datetime | None]:
        """Rows, numbers that are missing between the first and the last, ids that stand twice, and the newest time."""
        ...

    def journal_guards(self) -> Mapping[str, bool]:
        """What keeps rows from being changed or deleted, and whether it stands."""
        ...

    def journal_counts(self, since: datetime, until: datetime) -> Mapping[tuple[str, str], int]:
        """How many rows by day (YYYY-MM-DD, UTC) and kind, as the kinds stand in the table."""
        ...
