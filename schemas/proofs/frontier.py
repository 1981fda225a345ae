"""A tree that is only ever appended to: the hashes along its right edge, from which its root follows at each size."""

from schemas.proofs.tree import EMPTY_ROOT, node_hash


class Frontier:
    """Takes leaf hashes one after the other, and holds as many hashes as the size has bits."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Take the next leaf hash."""
        found, size = leaf, self.size
        while size & 1:
            found, size = node_hash(self._edge.pop(), found), size >> 1
        self._edge.append(found)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root over everything so far (RFC 9162, section 2.1.1)."""
        if not self._edge:
            return EMPTY_ROOT
        found = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            found = node_hash(left, found)
        return found
