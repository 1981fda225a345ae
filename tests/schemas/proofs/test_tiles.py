"""Tiles of C2SP tlog-tiles: which there are, where they lie, and how few of them a proof reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.proofs.tiles import (
    Tile,
    consistency_proof,
    inclusion_proof,
    new_tiles,
    partial,
    root_at,
    tiles_of,
)
from schemas.proofs.tree import ProofError


@given(st.integers(0, 70_000), st.integers(0, 70_000))
def test_a_tree_grows_by_exactly_the_tiles_that_are_new(one: int, two: int) -> None:
    old, new = sorted((one, two))
    before, after = set(tiles_of(old)), set(tiles_of(new))
    assert set(new_tiles(old, new)) == after - before
    for level in range(3):
        last = partial(new, level)
        assert last is None or last in after


def test_the_tiles_of_the_standards_example() -> None:
    tiles = list(tiles_of(70_000))
    assert tiles[:273] == [Tile(0, index) for index in range(273)]
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert Tile(1, 1).first == 65_536


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
    """Ten thousand million leaves: the tree is never there, so each tile is made up where it is asked for."""
    asked: list[Tile] = []

    def read(tile: Tile) -> bytes:
        asked.append(tile)
        return bytes(32 * tile.width)

    size = 10**10 + 12_345
    inclusion_proof(7 * 10**9, size, read)
    assert len(asked) == len(set(asked)) <= 2 * 5
    asked.clear()
    consistency_proof(7 * 10**9, size, read)
    assert len(asked) == len(set(asked)) <= 2 * 5


def test_a_tile_of_the_wrong_length_proves_nothing() -> None:
    for wrong in (b"", bytes(31), bytes(32 * 255), bytes(32 * 257)):
        with pytest.raises(ProofError):
            root_at(256, lambda _, wrong=wrong: wrong)
