"""A running process learns of each change of its ring, whatever came between, and waits for nobody who does not answer."""

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from profile_service.signing.key_ring import KeyRing, SealError
from profile_service.signing.live_ring import LiveRing
from profile_service.signing.providers import FileProvider
from profile_service.signing.ring_file import KeyRingError

_DATA_KEY = b"k" * 32


class Hands:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.second = 1000.0

    def __call__(self) -> float:
        return self.second


class Module:
    """A provider as a security module is one: it may fail, or not answer until it is let go."""

    name = "pkcs11"

    def __init__(self, ring: KeyRing) -> None:
        self.ring, self.fails, self.asked, self.changes = ring, 0, 0, 0
        self.answers = threading.Event()
        self.answers.set()

    def exists(self) -> bool:
        return True

    def written(self) -> Mapping[str, Any]:
        self.asked += 1
        ring, fails = self.ring, self.fails
        self.answers.wait(20)
        self.fails = max(0, fails - 1)
        if fails:
            raise KeyRingError("the token is away")
        return ring.to_json()

    def write(self, ring: KeyRing) -> None:
        self.ring = ring
        self.changes += 1

    def make(self, ring: KeyRing) -> None:
        self.write(ring)

    def version(self) -> object:
        return self.changes


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    made = KeyRing.generate("operator")
    made.save(tmp_path / "keys.json")
    return made


@pytest.fixture
def module(ring: KeyRing) -> Iterator[Module]:
    made = Module(ring)
    yield made
    made.answers.set()


def live_file(tmp_path: Path, ring: KeyRing, clock: Hands) -> LiveRing:
    live = LiveRing(FileProvider(tmp_path / "keys.json"), ring, clock)
    clock.second += 1
    assert live.current.newest == ring.newest
    return live


def live_module(module: Module, clock: Hands) -> LiveRing:
    live = LiveRing(module, module.ring, clock)
    clock.second += 1
    assert live.current.newest == module.ring.newest
    assert module.asked == 1
    return live


def within(live: LiveRing, clock: Hands, seconds: int, newest: int) -> None:
    for _ in range(seconds):
        clock.second += 1
        if live.current.newest == newest:
            return
    pytest.fail(f"after {seconds} seconds it is still {live.current.newest}")


def test_a_ring_that_may_be_read_only_later_is_read_then(tmp_path: Path, ring: KeyRing, clock: Hands) -> None:
    place, copied = tmp_path / "keys.json", tmp_path / "next.json"
    live = live_file(tmp_path, ring, clock)
    ring.rotated().save(copied)
    place.unlink()
    shutil.copyfile(copied, place)
    place.chmod(0o644)
    with capture_logs() as told:
        for _ in range(10):
            clock.second += 1
            assert live.current.newest == 1
    assert [one["log_level"] for one in told] == ["warning"]
    assert "can be read by others" in told[0]["why"]
    place.chmod(0o600)
    within(live, clock, 1, 2)


def test_a_provider_that_fails_is_asked_again_and_told_of_once(module: Module, clock: Hands) -> None:
    live = live_module(module, clock)
    module.write(module.ring.rotated())
    module.fails = 2
    with capture_logs() as told:
        within(live, clock, 8, 2)
    assert [one["log_level"] for one in told] == ["warning", "info"]
    asked = module.asked
    for _ in range(10):
        clock.second += 1
        assert live.current.newest == 2
    assert module.asked == asked, "a ring that was read is not read again"


def test_a_rotation_between_reading_and_opening_is_seen(tmp_path: Path, clock: Hands) -> None:
    place = tmp_path / "keys.json"
    KeyRing.generate("operator").save(place)
    before = KeyRing.load(place)
    before.rotated().save(place)
    live = LiveRing(FileProvider(place), before, clock)
    within(live, clock, 1, 2)
    assert live.wrap(_DATA_KEY, "hers")[0] == 2


def test_a_module_that_does_not_answer_holds_nobody_up(module: Module, clock: Hands) -> None:
    live = live_module(module, clock)
    fresh = module.ring.rotated()
    version, wrapped = live.wrap(_DATA_KEY, "hers")
    module.answers.clear()
    module.write(fresh)
    began = time.monotonic()
    for _ in range(10):
        clock.second += 1
        assert live.current.newest == 1
        assert live.unwrap(version, wrapped, "hers") == _DATA_KEY
    assert time.monotonic() - began < 2
    assert module.asked == 2, "one reading at a time"
    late: list[bytes] = []
    reader = threading.Thread(target=lambda: late.append(live.unwrap(*fresh.wrap(_DATA_KEY, "his"), "his")))
    reader.start()
    module.answers.set()
    reader.join(10)
    assert late == [_DATA_KEY], "who needs the new key waits a while for it"
    within(live, clock, 1, 2)


def test_what_no_ring_has_is_not_waited_for(module: Module, clock: Hands) -> None:
    live = live_module(module, clock)
    began = time.monotonic()
    with pytest.raises(SealError):
        live.unwrap(9, b"", "hers")
    assert time.monotonic() - began < 1


def test_who_cannot_read_the_newest_ring_soon_wraps_nothing_and_goes_on_reading(
    module: Module, clock: Hands
) -> None:
    live = live_module(module, clock)
    version, wrapped = live.wrap(_DATA_KEY, "hers")
    module.write(module.ring.rotated())
    module.fails = 100
    for _ in range(20):
        clock.second += 1
        assert live.wrap(_DATA_KEY, "hers")[0] == 1
    clock.second += 1
    with pytest.raises(KeyRingError, match="nothing new is wrapped"):
        live.wrap(_DATA_KEY, "hers")
    assert live.unwrap(version, wrapped, "hers") == _DATA_KEY
    module.fails = 0
    clock.second += 3
    assert live.wrap(_DATA_KEY, "hers")[0] == 2


def test_who_has_slept_does_not_wrap_under_what_was_in_use_then(module: Module, clock: Hands) -> None:
    live = live_module(module, clock)
    module.write(module.ring.rotated())
    clock.second += 3600
    module.answers.clear()
    threading.Timer(0.6, module.answers.set).start()
    assert live.wrap(_DATA_KEY, "hers")[0] == 2, "not read within a moment, and waited for"
    module.write(module.ring.rotated())
    module.fails = 100
    clock.second += 3600
    with pytest.raises(KeyRingError, match="nothing new is wrapped"):
        live.wrap(_DATA_KEY, "hers")


def test_a_ring_that_is_gone_or_is_anothers_changes_nothing(
    tmp_path: Path, ring: KeyRing, clock: Hands
) -> None:
    live = live_file(tmp_path, ring, clock)
    (tmp_path / "keys.json").unlink()
    for _ in range(3):
        clock.second += 3600
        assert live.wrap(_DATA_KEY, "hers")[0] == 1
    KeyRing.generate("operator").rotated().save(tmp_path / "keys.json")
    for _ in range(3):
        clock.second += 3600
        assert live.wrap(_DATA_KEY, "hers")[0] == 1
