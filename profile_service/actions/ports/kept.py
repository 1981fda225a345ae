"""Forms that wait while she signs in again."""

from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId
from profile_service.domain.kept_form import KeptForm, KeptFormId


class KeptForms(Protocol):
    """Sealed with her key."""

    def keep(self, kept: KeptForm) -> None:
        """In place of the one that the same session sent to the same path."""
        ...

    def find(self, individual: IndividualId, kept: KeptFormId) -> KeptForm | None: ...

    def forget(self, before: datetime) -> None:
        """Drop what was kept before then, whoever it belongs to."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...
