"""Files that show something, and the days on which things are to be looked at again."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from consent.permit import Permit
from consent.vocabulary import IndividualId
from profile_service.domain.evidence_file import FileId, KeptFile
from profile_service.domain.looking_again import Reminder, ReviewDay


class Files(Protocol):
    """Files of evidence, sealed in pieces under her key. Their bytes come out with a permit alone (I-01)."""

    def add(self, individual: IndividualId, file: KeptFile, content: bytes) -> None:
        """Keep it; KeyError where she was erased."""
        ...

    def find(self, individual: IndividualId, file: FileId) -> KeptFile | None:
        """What is known of a file of hers."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[KeptFile]:
        """What is known of each file of hers, newest first."""
        ...

    def open(self, permit: Permit, file: FileId) -> bytes:
        """Spend a permit that names the field in which an item of evidence names its file; the file's bytes.

        Raises:
            PermitError: the permit gives no files.
            NotAvailableError: the individual of the permit has no such file.
        """
        ...

    def remove(self, individual: IndividualId, file: FileId) -> bool:
        """Whether there was one to be removed."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Reviews(Protocol):
    """The days on which sections are to be looked at again, as the vault notes them at each write, and the reminders."""

    def due(self, day: date, limit: int) -> Sequence[ReviewDay]:
        """Those that have come, the oldest first."""
        ...

    def remind(self, day: ReviewDay, reminder: Reminder) -> None:
        """Turn a day that has come into a reminder."""
        ...

    def reminders_of(self, individual: IndividualId) -> Sequence[Reminder]:
        """Newest first."""
        ...

    def sections_due(self, individual: IndividualId, day: date) -> frozenset[str]:
        """The sections of which something was due at the latest on this day, whether she was reminded of it or is about to be."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...
