"""The drill: a new key for access tokens while clients fetch and use tokens; then a key that got out."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import jwt
import pytest
from typer.testing import CliRunner

from profile_service.command_line.app import app
from profile_service.domain.token_keys import COPY_KEPT, OVERLAP, PUBLISHED_BEFORE, KeyState, TokenKeys
from profile_service.identity.tokens import LIFETIME
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError
from profile_service.signing.token_rotation import (
    with_next_token_key,
    without_dead_token_keys,
    without_token_key,
)
from tests.stage import Stage

STEP = 30
"""Seconds between two rounds of a client; shorter than any of the periods."""


def change(stage: Stage, rotate: Callable[[KeyRing], KeyRing]) -> KeyRing:
    """What an operator does to the ring's file, beside the running service."""
    path = stage.parts.settings.key_ring
    ring = rotate(KeyRing.load(path))
    ring.save(path)
    return ring


def fetched(stage: Stage) -> str:
    answer = stage.http.post("/oauth/token", data=stage.token_form("norrsken"))
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def status(stage: Stage, token: str) -> int:
    answer = stage.http.get("/v1/grants", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


def kid_of(token: str) -> str:
    kid: str = jwt.get_unverified_header(token)["kid"]
    return kid


def published(stage: Stage) -> list[str]:
    answer = stage.http.get("/oauth/jwks")
    assert answer.headers["cache-control"] == f"public, max-age={int(COPY_KEPT.total_seconds())}"
    return [key["kid"] for key in answer.json()["keys"]]


def test_nothing_valid_is_refused_and_the_retired_key_is_dead_after_the_overlap(stage: Stage) -> None:
    """Twenty minutes of a client that fetches a token every 30 s, uses all that should live, and keeps a copy of the keys."""
    began, tokens, copied_at, copy = stage.clock.at, [], None, []  # type: ignore[var-annotated]
    (old,) = published(stage)
    new = ""
    last_under_old = None
    refused_of_retired = 0
    while stage.clock.at < began + timedelta(minutes=21):
        now = stage.clock.at
        if not new and now >= began + timedelta(minutes=3):
            ring = change(stage, partial(with_next_token_key, now=now, published_before=PUBLISHED_BEFORE))
            new = next(kid for kid in ring.token_keys if kid != old)
            stage.move(seconds=1)  # the service looks once a second
            assert published(stage) == [old, new]
        if copied_at is None or now - copied_at >= COPY_KEPT:
            copied_at, copy = now, published(stage)
        token = fetched(stage)
        if kid_of(token) == old:
            last_under_old = stage.clock.at
        tokens.append((stage.clock.at, token))
        for made, each in tokens:
            lives = stage.clock.at < made + LIFETIME
            assert status(stage, each) == (200 if lives else 401), (kid_of(each), stage.clock.at - made)
            assert not lives or kid_of(each) in copy, "a client's copy of the keys lacks a key in use"
            refused_of_retired += not lives and kid_of(each) == old
        tokens = [
            (made, each)
            for made, each in tokens
            if stage.clock.at < made + LIFETIME + timedelta(seconds=2 * STEP)
        ]
        stage.move(seconds=STEP)
    assert last_under_old is not None
    switch = last_under_old + timedelta(seconds=STEP)
    assert abs(switch - began - timedelta(minutes=3) - PUBLISHED_BEFORE) <= timedelta(seconds=2 * STEP)
    assert refused_of_retired > 0
    assert published(stage) == [new]


def test_a_token_under_a_retired_key_is_refused_even_if_it_says_that_it_lives(stage: Stage) -> None:
    """Whoever has the old key can sign what she likes; after the overlap it opens nothing."""
    token = fetched(stage)
    old = stage.parts.keys.token_keys[kid_of(token)]
    far = int((stage.clock.at + timedelta(days=1)).timestamp())
    said = {**jwt.decode(token, options={"verify_signature": False}), "exp": far}
    forged = jwt.encode(
        said,
        jwt.PyJWK.from_dict(dict(old)).key,
        algorithm="ES256",
        headers={"typ": "at+jwt", "kid": kid_of(token)},
    )
    assert status(stage, forged) == 200
    change(stage, lambda ring: with_next_token_key(ring, stage.clock.at, timedelta(minutes=1)))
    stage.move(minutes=1)
    assert kid_of(fetched(stage)) != kid_of(token)
    stage.clock.at += OVERLAP - timedelta(seconds=1)
    assert status(stage, forged) == 200
    stage.move(seconds=1)
    assert status(stage, forged) == 401
    assert kid_of(token) not in published(stage)
    ring = change(stage, lambda ring: without_dead_token_keys(ring, stage.clock.at))
    assert list(ring.token_keys) == published(stage)
    assert ring.token_kid not in (kid_of(token), "")


def test_a_key_that_got_out_is_taken_away_at_once(stage: Stage) -> None:
    token = fetched(stage)
    assert status(stage, token) == 200
    change(stage, lambda ring: without_token_key(ring, kid_of(token), stage.clock.at))
    stage.move(seconds=1)
    assert status(stage, token) == 401
    fresh = fetched(stage)
    assert kid_of(fresh) != kid_of(token)
    assert status(stage, fresh) == 200
    assert published(stage) == [kid_of(fresh)]


def test_a_key_that_got_out_while_the_next_one_waits(stage: Stage) -> None:
    token = fetched(stage)
    ring = change(stage, lambda ring: with_next_token_key(ring, stage.clock.at, PUBLISHED_BEFORE))
    change(stage, lambda ring: without_token_key(ring, kid_of(token), stage.clock.at))
    stage.move(seconds=1)
    assert status(stage, token) == 401
    assert kid_of(fetched(stage)) in set(ring.token_keys) - {kid_of(token)}


@pytest.mark.parametrize("written", ["", "{", "{}"])
def test_a_ring_that_is_broken_beside_the_service_changes_nothing(stage: Stage, written: str) -> None:
    path = stage.parts.settings.key_ring
    token = fetched(stage)
    path.write_text(written, encoding="utf-8")
    stage.move(seconds=1)
    assert status(stage, token) == 200
    path.unlink()
    stage.move(seconds=1)
    assert status(stage, fetched(stage)) == 200


def test_another_installation_s_ring_changes_nothing(stage: Stage) -> None:
    token = fetched(stage)
    KeyRing.generate("demo").save(stage.parts.settings.key_ring)
    stage.move(seconds=1)
    assert status(stage, token) == 200
    assert published(stage) == [kid_of(token)]


def test_a_second_key_does_not_wait_behind_the_first(stage: Stage) -> None:
    change(stage, lambda ring: with_next_token_key(ring, stage.clock.at, PUBLISHED_BEFORE))
    with pytest.raises(KeyRingError, match="waiting already"):
        change(stage, lambda ring: with_next_token_key(ring, stage.clock.at, PUBLISHED_BEFORE))


def test_the_commands(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    KeyRing.generate("operator").save(path)
    first = KeyRing.load(path).token_kid

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["keys", *words, "--key-ring", str(path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "signs in 10 min" in run("rotate", "--tokens")
    ring = KeyRing.load(path)
    (waiting,) = ring.token_from
    assert f"token key {first}: active" in run("show")
    assert f"token key {waiting}: next, signs from 20" in run("show")
    assert "No token key is dead" in run("retire")
    assert f"Taken out: {first}" in run("retire", first)
    assert list(KeyRing.load(path).token_keys) == [waiting]
    assert f"token key {waiting}: active" in run("show")
    assert (ring.newest, ring.record_kid) == (KeyRing.load(path).newest, KeyRing.load(path).record_kid)


def test_a_ring_of_an_earlier_version_signs_with_the_key_that_it_names() -> None:
    """Before keys had a second from which they sign, a rotated ring held the old key beside the one in use."""
    keys = TokenKeys({"older": {}, "old": {}, "used": {}}, {"older": -1, "old": -1, "used": 0})
    assert keys.states(1_800_000_000) == {
        "old": KeyState.DEAD,
        "older": KeyState.DEAD,
        "used": KeyState.ACTIVE,
    }


def test_a_key_stands_by_for_longer_than_a_token_lives_and_a_copy_is_kept() -> None:
    assert OVERLAP > LIFETIME
    assert COPY_KEPT < PUBLISHED_BEFORE
