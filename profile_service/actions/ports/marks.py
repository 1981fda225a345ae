"""What is known of an individual before anything of hers is opened."""

from collections.abc import Sequence
from typing import Protocol

from consent.vocabulary import IndividualId


class Marks(Protocol):
    """Sealed marks, of one length for everybody."""

    def protected(self, individual: IndividualId) -> bool | None:
        """Whether she is under protected identity; None where nobody has written it down, or there is nobody."""
        ...

    def write(self, individual: IndividualId, *, protected: bool) -> None:
        """Seal her marks anew. Done for everybody at the same occasions, changed or not."""
        ...

    def missing(self, limit: int) -> Sequence[IndividualId]:
        """Some of those for whom nothing is written down yet."""
        ...
