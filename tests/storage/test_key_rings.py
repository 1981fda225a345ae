"""A key ring that is not whole is refused when it is read, not when the first person needs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    KeyRing.generate("operator").save(path)
    return path


def test_a_ring_comes_back_as_it_was_saved(ring: Path) -> None:
    first = KeyRing.load(ring)
    first.rotated().save(ring)
    second = KeyRing.load(ring)
    assert second.sealing_keys[1] == first.sealing_keys[1]
    assert (second.newest, second.index_key) == (2, first.index_key)
    assert not list(ring.parent.glob("*.new"))


@pytest.mark.parametrize(
    "change",
    [
        {"index_key": ""},
        {"index_key": "c2hvcnQ="},
        {"sealing_keys": {}},
        {"sealing_keys": {"1": "c2hvcnQ="}},
        {"sealing_keys": {"1": "!" * 44}},
        {"token_kid": "nobody"},
        {"token_keys": {}},
        {"token_keys": {"only": {"kty": "EC"}}, "token_kid": "only"},
    ],
)
def test_a_ring_that_lacks_a_key_is_refused(ring: Path, change: dict[str, Any]) -> None:
    written = json.loads(ring.read_text(encoding="utf-8"))
    ring.write_text(json.dumps({**written, **change}), encoding="utf-8")
    with pytest.raises(KeyRingError, match="not a key ring"):
        KeyRing.load(ring)
