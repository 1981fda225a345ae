"""What is known of an individual before anything of hers is opened."""

from collections.abc import Sequence, Set
from typing import Protocol

from consent.vocabulary import IndividualId


class Marks(Protocol):
    """Sealed marks, of one length for everybody."""

    def protected(self, individual: IndividualId) -> bool | None:
        """Whether she is under protected identity; None where nobody has written it down, or there is nobody."""
        ...

    def write(self, individual: IndividualId, *, protected: bool) -> None:
        """Seal her marks anew; what else is marked stays. Done for everybody at the same occasions, changed or not."""
        ...

    def settled(self, individual: IndividualId) -> frozenset[str]:
        """The parts of her profile of which she has said that she is done, or has nothing to say."""
        ...

    def settle(self, individual: IndividualId, sections: Set[str]) -> None:
        """Keep these as the parts that she is done with. Nothing is kept of somebody who has no marks yet."""
        ...

    def missing(self, limit: int) -> Sequence[IndividualId]:
        """Some of those for whom nothing is written down yet."""
        ...
