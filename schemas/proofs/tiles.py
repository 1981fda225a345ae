"""Tiles of a Merkle tree (C2SP tlog-tiles), and the proofs that can be made of them.

A proof reads at most two tiles of each level, so a tree of a thousand million leaves costs eight.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from schemas.proofs.tree import EMPTY_ROOT, HASH_BYTES, ProofError, node_hash, root_of

HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT

_PATH: Final = re.compile(
    r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6})([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)
_HIGHEST: Final = 63


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A run of hashes: the `index`-th of its level, with the first `width` of its 256 hashes."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def whole(self) -> bool:
        """Whether nothing can come into it any more."""
        return self.width == WIDTH

    @property
    def path(self) -> str:
        """Where it lies below a log's prefix."""
        groups = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        return f"tile/{self.level}/{'/'.join(groups)}" + ("" if self.whole else f".p/{self.width}")

    @classmethod
    def parse(cls, path: str) -> Self:
        """The tile of a path. Raises ProofError for any other spelling than `path` gives."""
        found = _PATH.fullmatch(path)
        if found is None:
            raise ProofError("this is no path of a tile")
        level, higher, lowest, width = found.groups()
        index = int(higher.replace("x", "").replace("/", "") + lowest)
        tile = cls(int(level), index, WIDTH if width is None else int(width))
        if tile.level > _HIGHEST or tile.width > WIDTH or tile.path != path:
            raise ProofError("this is no path of a tile")
        return tile


TileReader = Callable[[Tile], bytes]
"""Gives exactly the bytes of a tile: `width` hashes of 32 bytes."""


def root_at(size: int, read: TileReader) -> bytes:
    """The root of the first `size` leaves."""
    return _Tiles(size, read).hash(0, size) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: TileReader) -> tuple[bytes, ...]:
    """The inclusion proof of a leaf, from its neighbour up (RFC 9162, section 2.1.3.1).

    Raises:
        ProofError: there is no such leaf, or a tile has not the bytes that it should.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    tiles, first, end = _Tiles(size, read), 0, size
    proof: list[bytes] = []
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            proof.append(tiles.hash(middle, end))
            end = middle
        else:
            proof.append(tiles.hash(first, middle))
            first = middle
    return tuple(reversed(proof))


def consistency_proof(old: int, new: int, read: TileReader) -> tuple[bytes, ...]:
    """The proof that the newer tree begins with the older one (RFC 9162, section 2.1.4.1).

    Raises:
        ProofError: the sizes are the wrong way round, or a tile has not the bytes that it should.
    """
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} does not come after one of {old}")
    if old in (0, new):
        return ()
    tiles, first, end = _Tiles(new, read), 0, new
    proof: list[bytes] = []
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            proof.append(tiles.hash(middle, end))
            end = middle
        else:
            proof.append(tiles.hash(first, middle))
            first = middle
    if first:  # else it is the root of the older tree itself, which whoever verifies has
        proof.append(tiles.hash(first, end))
    return tuple(reversed(proof))


class _Tiles:
    """The tiles of one tree, each read once."""

    def __init__(self, size: int, read: TileReader) -> None:
        self._size = size
        self._read = read
        self._seen: dict[Tile, Sequence[bytes]] = {}

    def hash(self, first: int, end: int) -> bytes:
        """The hash over the leaves from `first` up to `end`; `first` is where the RFC's splitting puts it."""
        leaves = end - first
        if leaves & (leaves - 1) == 0:
            return self._whole(first, leaves.bit_length() - 1)
        middle = first + _split(leaves)
        return node_hash(self.hash(first, middle), self.hash(middle, end))

    def _whole(self, first: int, height: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        place = first >> (HEIGHT * level)
        hashes = self._tile(level, place // WIDTH)
        at = place % WIDTH
        return root_of(hashes[at : at + (1 << above)])

    def _tile(self, level: int, index: int) -> Sequence[bytes]:
        there = (self._size >> (HEIGHT * level)) - index * WIDTH
        tile = Tile(level, index, min(there, WIDTH))
        if tile not in self._seen:
            content = self._read(tile)
            if len(content) != tile.width * HASH_BYTES:
                raise ProofError(f"{tile.path} has {len(content)} bytes and not {tile.width * HASH_BYTES}")
            self._seen[tile] = [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]
        return self._seen[tile]


def _split(leaves: int) -> int:
    """The largest power of two below a number of at least two."""
    return 1 << ((leaves - 1).bit_length() - 1)
