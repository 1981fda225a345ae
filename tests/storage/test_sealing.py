"""What is sealed opens in its own place only: for its person, its section, its version, under its own keys."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_service.signing.key_ring import KeyRing, SealError
from profile_service.storage.database import Database, upgrade
from profile_service.storage.rewrapping import rewrap_data_keys
from tests import databases
from tests.invariants.rawfile import ask, opened
from tests.stage import Stage

_RING = KeyRing.generate("test")
_NOTHING = "decode(repeat('00', 200), 'hex')" if databases.ON_POSTGRESQL else "zeroblob(200)"


def _profile(stage: Stage, persona: str = "astrid") -> Any:
    return stage.http.get("/v1/me/profile", headers=stage.individual(persona))


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=20), st.integers(0, 10_000))
def test_sealed_bytes_open_with_their_key_and_binding_and_with_nothing_else(
    plain: bytes, binding: str, other: str, at: int
) -> None:
    key = _RING.new_data_key()
    binding, other = (text.encode("utf-8", "replace").decode() for text in (binding, other))
    sealed = _RING.seal(key, plain, binding)
    assert _RING.open(key, sealed, binding) == plain
    assert sealed != _RING.seal(key, plain, binding)
    changed = bytearray(sealed)
    changed[at % len(sealed)] ^= 1 << at % 8
    for wrong in (
        lambda: _RING.open(_RING.new_data_key(), sealed, binding),
        lambda: _RING.open(key, bytes(changed), binding),
        lambda: _RING.open(key, sealed[:-1], binding),
        lambda: _RING.open(key, b"", binding),
    ):
        with pytest.raises(SealError):
            wrong()
    if other != binding:
        with pytest.raises(SealError):
            _RING.open(key, sealed, other)


@pytest.mark.parametrize(
    "statement",
    [
        # Another person's section under her name.
        "UPDATE section SET sealed = (SELECT sealed FROM section WHERE individual_id = 'ind_demo_bo' AND"
        " name = 'skills') WHERE individual_id = 'ind_demo_astrid' AND name = 'skills'",
        # Another section of her own.
        "UPDATE section SET sealed = (SELECT sealed FROM section WHERE individual_id = 'ind_demo_astrid' AND"
        " name = 'languages') WHERE individual_id = 'ind_demo_astrid' AND name = 'skills'",
        # An older state under a newer version, and the other way round.
        "UPDATE section SET version = version + 1 WHERE individual_id = 'ind_demo_astrid' AND name = 'skills'",
        "UPDATE section SET version = version - 1 WHERE individual_id = 'ind_demo_astrid' AND name = 'skills'",
        # Her row as a whole under his name.
        "UPDATE section SET sealed = hers.sealed, version = hers.version FROM section AS hers"
        " WHERE section.individual_id = 'ind_demo_bo' AND hers.individual_id = 'ind_demo_astrid'"
        " AND hers.name = section.name",
        # Another person's data key.
        "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE individual_id = 'ind_demo_bo')"
        " WHERE individual_id = 'ind_demo_astrid'",
        # Bytes cut off, and bytes of nobody.
        "UPDATE section SET sealed = substr(sealed, 1, 40) WHERE individual_id = 'ind_demo_astrid'",
        f"UPDATE section SET sealed = {_NOTHING} WHERE individual_id = 'ind_demo_astrid'",  # noqa: S608
    ],
)
def test_what_was_moved_or_changed_in_the_file_is_not_read(stage: Stage, statement: str) -> None:
    grant_id = stage.granted(("profile:skills:read", "profile:languages:read"))
    persona = "bo" if "AS hers" in statement else "astrid"
    stage.organisation("norrsken")
    with opened(stage) as raw:
        raw.execute(statement)
    for answer in (_profile(stage, persona), *([stage.read(grant_id)] if persona == "astrid" else [])):
        assert answer.status_code == 500
        assert answer.json()["type"] == "urn:egenkarta:problem:internal"
        for word in ("omvårdnad", "Svenska", "lastbil"):
            assert word not in answer.text


def test_a_past_version_does_not_open_as_another(stage: Stage) -> None:
    hers = stage.individual("astrid")
    skills = stage.http.get("/v1/me/profile/skills", headers=hers).json()["items"]
    one, other = (item["id"] for item in skills[:2])
    with opened(stage) as raw:
        raw.execute(
            "UPDATE past_version SET sealed = (SELECT sealed FROM past_version WHERE item_id = ?) WHERE item_id = ?",
            (other, one),
        )
    assert stage.http.get(f"/v1/me/profile/skills/{one}/history", headers=hers).status_code == 500
    assert stage.http.get(f"/v1/me/profile/skills/{other}/history", headers=hers).status_code == 200


def test_rewrapping_changes_the_wrapping_and_nothing_else(stage: Stage) -> None:
    before = _profile(stage).content
    sections = ask(stage, "SELECT * FROM section ORDER BY 1, 2")
    wrapped = dict(ask(stage, "SELECT individual_id, wrapped FROM data_key"))
    url = stage.parts.settings.database_url
    rotated = stage.parts.keys.rotated()
    steps = list(rewrap_data_keys(url, rotated, rotated.newest))
    assert steps[-1][0] == steps[-1][1] >= len(wrapped), "what else is wrapped is counted as well"
    again = dict(ask(stage, "SELECT individual_id, wrapped FROM data_key"))
    assert all(again[individual] != wrapped[individual] for individual in wrapped)
    assert {row[0] for row in ask(stage, "SELECT sealing_version FROM data_key")} == {rotated.newest}
    assert ask(stage, "SELECT * FROM section ORDER BY 1, 2") == sections
    assert list(rewrap_data_keys(url, rotated, rotated.newest)) == []
    from profile_service.actions.own_profile import read_own_profile
    from profile_service.portability.own_format import render_profile, to_bytes

    database = Database(url, rotated)
    read = database.reader.run(lambda work: read_own_profile(work, stage.house.desk, "ind_demo_astrid"))  # type: ignore[arg-type]
    database.close()
    assert to_bytes(render_profile(read)) == before


def test_before_rewrapping_the_rotated_ring_opens_what_the_old_one_wrapped(stage: Stage) -> None:
    database = Database(stage.parts.settings.database_url, stage.parts.keys.rotated())
    assert database.reader.run(lambda work: work.vault._keys.exists("ind_demo_astrid"))  # type: ignore[arg-type]
    database.close()


def test_another_key_ring_opens_nothing_and_says_so(stage: Stage) -> None:
    database = Database(stage.parts.settings.database_url, KeyRing.generate("operator"))
    for look in (
        lambda work: work.vault._keys.open("ind_demo_astrid", b"x" * 40, "section|skills|1"),
        lambda work: work.requests.of_individual("ind_demo_astrid"),
        lambda work: work.journal.page("ind_demo_astrid", None, 10),
    ):
        with pytest.raises(SealError):
            database.reader.run(look)
    database.close()


def test_a_ring_that_has_lost_a_version_names_it(stage: Stage) -> None:
    from dataclasses import replace

    keys = stage.parts.keys
    lost = replace(keys, sealing_keys={7: keys.sealing_keys[1]})
    database = Database(stage.parts.settings.database_url, lost)
    with pytest.raises(SealError, match="key-encryption key 1"):
        database.reader.run(lambda work: work.requests.of_individual("ind_demo_astrid"))  # type: ignore[arg-type]
    database.close()


def test_upgrading_twice_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    shape = (
        "SELECT attrelid::regclass::text, attname, atttypid FROM pg_attribute WHERE attnum > 0 ORDER BY 1, 2"
        if databases.ON_POSTGRESQL
        else "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    )
    before = ask(stage, shape)
    upgrade(stage.parts.settings.database_url)
    assert ask(stage, shape) == before
    assert _profile(stage).status_code == 200


def test_keys_and_hashes_of_different_uses_have_nothing_in_common() -> None:
    uses = ("connection-code", "session", "idempotency-key", "client-assertion")
    assert len({_RING.blind(use, "word") for use in uses}) == len(uses)
    assert _RING.blind("session", "word") == _RING.blind("session", "word")
    assert _RING.blind("session", "word") != KeyRing.generate("test").blind("session", "word")
