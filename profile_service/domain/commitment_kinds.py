"""What is kept with the lines of a journal: by its kind somebody without the keys is told from the service.

A commitment alone can be held against nothing where the person's key is gone, so whoever needs no more than that could write a
line of hers himself. None was written since there are imprints.
"""

from typing import Final

COMMITMENT_BYTES: Final = 32
IMPRINT_BYTES: Final = 16
"""HMAC-SHA-256 cut to 128 bits (RFC 2104, 5)."""
_KINDS: Final = {None: 0, COMMITMENT_BYTES: 1, COMMITMENT_BYTES + IMPRINT_BYTES: 2}


class CommitmentKinds:
    """The lines of a journal in their order: with the first of them nothing was kept, then a commitment, then an imprint behind it."""

    def __init__(self) -> None:
        self._newest = 0

    def fault(self, commitment: bytes | None) -> str:
        """What is wrong with what is kept with the next line; nothing where it can be right."""
        kind = _KINDS.get(None if commitment is None else len(commitment))
        if kind is None:
            return "what is kept with it is no commitment"
        if kind < self._newest:
            lacks = "an imprint behind its commitment" if kind else "a commitment"
            return f"it has not {lacks}, and lines before it have"
        self._newest = kind
        return ""
