"""An address that tries too much within a minute waits for the rest of it; no other does."""

from datetime import UTC, datetime, timedelta

from profile_service.domain import turnstile as module
from profile_service.domain.turnstile import Turnstile

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
NOTHING = timedelta()


def test_an_address_waits_for_the_rest_of_the_minute_of_its_first_try() -> None:
    turnstile = Turnstile(3)
    for seconds in (0, 10, 20):
        assert turnstile.wait("a", NOW + timedelta(seconds=seconds)) == NOTHING
        turnstile.count("a", NOW + timedelta(seconds=seconds))
    assert turnstile.wait("a", NOW + timedelta(seconds=20)) == timedelta(seconds=40)
    assert turnstile.wait("b", NOW + timedelta(seconds=20)) == NOTHING
    assert turnstile.wait("a", NOW + timedelta(seconds=60)) == NOTHING
    turnstile.count("a", NOW + timedelta(seconds=60))
    assert turnstile.wait("a", NOW + timedelta(seconds=60)) == NOTHING


def test_however_many_addresses_come_only_so_many_are_kept() -> None:
    turnstile = Turnstile(1)
    for number in range(module.ADDRESSES + 500):
        turnstile.count(str(number), NOW)
    assert len(turnstile) == module.ADDRESSES
    assert turnstile.wait("0", NOW) == NOTHING
    assert turnstile.wait(str(module.ADDRESSES + 499), NOW) > NOTHING


def test_those_whose_minute_is_over_are_forgotten_by_and_by() -> None:
    turnstile = Turnstile(1)
    for number in range(100):
        turnstile.count(str(number), NOW)
    for number in range(100):
        turnstile.count(f"later {number}", NOW + timedelta(minutes=1))
    assert len(turnstile) == 100
