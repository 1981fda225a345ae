"""The papers that she has taken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId
from profile_service.domain.paper import Paper, PaperId


class Papers(Protocol):
    """Papers, with keyed hashes of the word that is printed on each and of its file."""

    def add(self, paper: Paper, code: str) -> None: ...

    def seal(self, individual: IndividualId, paper: PaperId, file_sha256: str) -> None:
        """Its file is made, and has this hash."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Paper]:
        """Newest first."""
        ...

    def since(self, individual: IndividualId, moment: datetime) -> int:
        """How many she has taken since then."""
        ...

    def by_code(self, code: str) -> Paper | None: ...
    def by_file(self, file_sha256: str) -> Paper | None: ...
    def take_back(self, individual: IndividualId, paper: PaperId, at: datetime) -> bool:
        """Whether it is one of hers. The first time counts."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...
