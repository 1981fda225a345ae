"""The Merkle tree of RFC 9162, section 2: hashes, and proofs held against a root. Hashing is SHA-256."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (section 2.1.1)."""

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


class ProofError(ValueError):
    """A proof does not show what it should, or cannot be one."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry (section 2.1.1)."""
    return hashlib.sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees (section 2.1.1)."""
    return hashlib.sha256(_NODE + left + right).digest()


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over these leaves, in this order (section 2.1.1)."""
    if not leaf_hashes:
        return EMPTY_ROOT
    row = list(leaf_hashes)
    while len(row) > 1:
        # An odd one out goes up as it is, which is the RFC's split at the largest power of two.
        pairs = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]
    return row[0]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Hold an inclusion proof against a root (section 2.1.3.2).

    Raises:
        ProofError: this leaf is not proved to stand at this index of the tree with this size and root.
    """
    _check_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    place, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            raise ProofError("the inclusion proof is too long")
        if place & 1 or place == last:
            found = node_hash(beside, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofError("the inclusion proof is too short")
    if not hmac.compare_digest(found, root):
        raise ProofError(f"the inclusion proof of leaf {index} leads to another root")


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Hold a consistency proof against two roots (section 2.1.4.2).

    Raises:
        ProofError: the newer tree is not proved to begin with the older one.
    """
    _check_hashes(old_root, new_root, *proof)
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} does not come after one of {old}")
    if old in (0, new):
        _check_trivial(old, old_root, new_root, proof)
        return
    if not proof:
        raise ProofError("the consistency proof is empty")
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    older, newer = _both_roots(old - 1, new - 1, path)
    if not hmac.compare_digest(older, old_root):
        raise ProofError(f"the consistency proof leads to another root of the older tree, of {old}")
    if not hmac.compare_digest(newer, new_root):
        raise ProofError(f"the consistency proof leads to another root of the newer tree, of {new}")


def _check_trivial(old: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Between equal trees, and from the empty one, there is nothing to prove."""
    if proof:
        raise ProofError("the consistency proof is too long")
    if not hmac.compare_digest(old_root, new_root if old else EMPTY_ROOT):
        raise ProofError(f"two trees of {old} have different roots")


def _both_roots(place: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for beside in path[1:]:
        if last == 0:
            raise ProofError("the consistency proof is too long")
        if place & 1 or place == last:
            older, newer = node_hash(beside, older), node_hash(beside, newer)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, beside)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofError("the consistency proof is too short")
    return older, newer


def _check_hashes(*hashes: bytes) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise ProofError(f"a hash has {HASH_BYTES} bytes")
