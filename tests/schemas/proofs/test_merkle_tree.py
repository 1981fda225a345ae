"""The Merkle tree of RFC 9162 against the vectors that its implementations share, a naive tree, and false proofs."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.proofs.frontier import Frontier
from schemas.proofs.tiles import Tile, TileReader, consistency_proof, inclusion_proof, root_at
from schemas.proofs.tree import (
    EMPTY_ROOT,
    ProofError,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight entries, roots and paths that implementations of RFC 6962 hold themselves to.
_ENTRIES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
_LEAVES = [leaf_hash(entry) for entry in _ENTRIES]
_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
_B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
_C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
_D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
_E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"


def _reader(leaves: list[bytes]) -> TileReader:
    def read(tile: Tile) -> bytes:
        span = 256**tile.level
        places = range(tile.index * 256, tile.index * 256 + tile.width)
        return b"".join(_naive_root(leaves[at * span : (at + 1) * span]) for at in places)

    return read


def _naive_root(leaves: list[bytes]) -> bytes:
    """The definition, word for word: MTH of RFC 9162, section 2.1.1."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(_naive_root(leaves[:half]), _naive_root(leaves[half:]))


def _naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if index < half:
        return [*_naive_path(index, leaves[:half]), _naive_root(leaves[half:])]
    return [*_naive_path(index - half, leaves[half:]), _naive_root(leaves[:half])]


def _naive_subproof(old: int, leaves: list[bytes], known: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1."""
    if old == len(leaves):
        return [] if known else [_naive_root(leaves)]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if old <= half:
        return [*_naive_subproof(old, leaves[:half], known), _naive_root(leaves[half:])]
    return [*_naive_subproof(old - half, leaves[half:], False), _naive_root(leaves[:half])]


@pytest.mark.parametrize("size", range(9))
def test_the_shared_roots(size: int) -> None:
    assert root_of(_LEAVES[:size]).hex() == _ROOTS[size]
    assert root_at(size, _reader(_LEAVES)).hex() == _ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [
        (0, 1, []),
        (0, 8, [_A, _B, _C]),
        (5, 8, [_D, _E, _ROOTS[4]]),
        (2, 3, [_ROOTS[2]]),
        (1, 5, [_ROOTS[1], _B, _D]),
    ],
)
def test_the_shared_inclusion_proofs(index: int, size: int, path: list[str]) -> None:
    proof = inclusion_proof(index, size, _reader(_LEAVES))
    assert [one.hex() for one in proof] == path
    verify_inclusion(_LEAVES[index], index, size, proof, bytes.fromhex(_ROOTS[size]))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [(1, 1, []), (1, 8, [_A, _B, _C]), (6, 8, [_F, _E, _ROOTS[4]]), (2, 5, [_B, _D]), (0, 8, [])],
)
def test_the_shared_consistency_proofs(old: int, new: int, path: list[str]) -> None:
    proof = consistency_proof(old, new, _reader(_LEAVES))
    assert [one.hex() for one in proof] == path
    verify_consistency(old, bytes.fromhex(_ROOTS[old]), new, bytes.fromhex(_ROOTS[new]), proof)


_MANY = [leaf_hash(number.to_bytes(4, "big")) for number in range(1500)]


@given(st.integers(1, 1500), st.data())
@settings(max_examples=120, deadline=None)
def test_proofs_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    leaves, read = _MANY[:size], _reader(_MANY[:size])
    root = _naive_root(leaves)
    assert root_of(leaves) == root == root_at(size, read)
    inclusion = inclusion_proof(index, size, read)
    assert list(inclusion) == _naive_path(index, leaves)
    verify_inclusion(leaves[index], index, size, inclusion, root)
    consistency = consistency_proof(old, size, read)
    assert list(consistency) == _naive_subproof(old, leaves, True)
    verify_consistency(old, _naive_root(leaves[:old]), size, root, consistency)


_SPOILING: list[Callable[[list[bytes], int], list[bytes]]] = [
    lambda proof, at: [*proof[:at], bytes(32), *proof[at + 1 :]],
    lambda proof, at: [*proof[:at], *proof[at + 1 :]],
    lambda proof, at: [*proof[:at], bytes(32), *proof[at:]],
    lambda proof, at: [*proof[:at], proof[at], *proof[at:]],
    lambda proof, at: [*proof, bytes(32)],
    lambda proof, at: [*proof[:at], proof[at][:-1], *proof[at + 1 :]],
    lambda proof, at: [*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]],
]


@given(st.integers(2, 600), st.data())
@settings(max_examples=150, deadline=None)
def test_no_false_proof_of_inclusion_holds(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = _MANY[:size]
    root, proof = root_of(leaves), list(inclusion_proof(index, size, _reader(leaves)))
    at = data.draw(st.integers(0, len(proof) - 1))
    with pytest.raises(ProofError):
        verify_inclusion(leaves[index], index, size, data.draw(st.sampled_from(_SPOILING))(proof, at), root)
    other = data.draw(st.integers(-1, size + 1).filter(lambda one: one != index))
    with pytest.raises(ProofError):
        verify_inclusion(leaves[index], other, size, proof, root)
    with pytest.raises(ProofError):
        verify_inclusion(leaf_hash(b"another"), index, size, proof, root)
    with pytest.raises(ProofError):
        verify_inclusion(leaves[index], index, size, proof, EMPTY_ROOT)


@given(st.integers(2, 600), st.data())
@settings(max_examples=150, deadline=None)
def test_no_false_proof_of_consistency_holds(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    leaves = _MANY[:size]
    before, after = root_of(leaves[:old]), root_of(leaves)
    proof = list(consistency_proof(old, size, _reader(leaves)))
    at = data.draw(st.integers(0, len(proof) - 1))
    with pytest.raises(ProofError):
        verify_consistency(old, before, size, after, data.draw(st.sampled_from(_SPOILING))(proof, at))
    with pytest.raises(ProofError):
        verify_consistency(old, leaf_hash(b""), size, after, proof)
    with pytest.raises(ProofError):
        verify_consistency(old, before, size, leaf_hash(b""), proof)
    with pytest.raises(ProofError):
        verify_consistency(size, after, old, before, proof)
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves[:changed], leaf_hash(b"rewritten"), *leaves[changed + 1 :]]
    forged = consistency_proof(old, size, _reader(rewritten))
    with pytest.raises(ProofError):
        verify_consistency(old, before, size, root_of(rewritten), forged)


def test_between_equal_trees_there_is_nothing_to_prove() -> None:
    verify_consistency(3, _LEAVES[0], 3, _LEAVES[0], [])
    verify_consistency(0, EMPTY_ROOT, 3, _LEAVES[0], [])
    for old, first, proof in ((3, _LEAVES[1], []), (3, _LEAVES[0], [_LEAVES[0]]), (0, _LEAVES[0], [])):
        with pytest.raises(ProofError):
            verify_consistency(old, first, 3, _LEAVES[0], proof)


@given(st.integers(-3, 5), st.integers(-3, 5))
def test_sizes_that_cannot_be_are_refused(one: int, two: int) -> None:
    assume(not 0 <= one <= two)
    with pytest.raises(ProofError):
        consistency_proof(one, two, _reader(_LEAVES))
    with pytest.raises(ProofError):
        verify_consistency(one, EMPTY_ROOT, two, EMPTY_ROOT, [])


def test_the_edge_of_a_growing_tree_knows_each_root() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(_MANY[:300]):
        assert (frontier.size, frontier.root) == (size, root_of(_MANY[:size]))
        frontier.append(leaf)
