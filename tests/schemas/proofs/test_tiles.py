"""Tiles of C2SP tlog-tiles: which are read and how wide, where they lie, and how few of them a proof reads."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.proofs.tiles import Tile, TileReader, consistency_proof, inclusion_proof, root_at
from schemas.proofs.tree import ProofError


def _asked(ask: Callable[[TileReader], object]) -> list[Tile]:
    """What is read; the tree is not there, so each tile is made up where it is asked for."""
    asked: list[Tile] = []

    def read(tile: Tile) -> bytes:
        asked.append(tile)
        return bytes(32 * tile.width)

    ask(read)
    return asked


@given(st.integers(1, 10**7), st.data())
def test_each_tile_is_read_as_wide_as_the_tree_is_there(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    for asked in (
        _asked(lambda read: root_at(size, read)),
        _asked(lambda read: inclusion_proof(index, size, read)),
        _asked(lambda read: consistency_proof(old, size, read)),
    ):
        assert len(asked) == len(set(asked))
        for tile in asked:
            there = (size >> 8 * tile.level) - 256 * tile.index
            assert 0 < tile.width == min(256, there)


def test_the_tiles_of_the_standards_example() -> None:
    """A tree of 70,000: its root is that of the tiles at its right edge, none of which is full."""
    asked = _asked(lambda read: root_at(70_000, read))
    assert sorted(asked) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert _asked(lambda read: root_at(256, read)) == [Tile(1, 0, 1)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(3, 0, 5), "tile/3/000.p/5"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
    ],
)
def test_where_tiles_lie(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/1",
        "tile/00/001",
        "tile/64/001",
        "tile/0/x000/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/300",
        "tile/0/001.p/07",
        "tile/0/x001/x234",
        "tile/0/001/",
        "/tile/0/001",
        "tile/-1/001",
        "tile/0/١٢٣",
        "tile/0/001\n",
    ],
)
def test_no_other_spelling_is_a_tile(path: str) -> None:
    with pytest.raises(ProofError):
        Tile.parse(path)


def test_proofs_read_few_tiles_each_once() -> None:
    """Of ten thousand million leaves."""
    size, at = 10**10 + 12_345, 7 * 10**9
    assert len(_asked(lambda read: inclusion_proof(at, size, read))) <= 2 * 5
    assert len(_asked(lambda read: consistency_proof(at, size, read))) <= 2 * 5


def test_a_tile_of_the_wrong_length_proves_nothing() -> None:
    for wrong in (b"", bytes(31), bytes(32 * 255), bytes(32 * 257)):
        with pytest.raises(ProofError):
            root_at(256, lambda _, wrong=wrong: wrong)
