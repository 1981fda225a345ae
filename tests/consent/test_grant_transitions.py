"""A grant ends once, for one reason, and never comes back."""

from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.errors import TransitionError
from consent.grant import (
    REPEAT_WINDOW,
    UNDO_WINDOW,
    Active,
    Closed,
    Expired,
    Grant,
    Paused,
    Revoked,
    UsedUp,
    Withdrawn,
    at_time,
    close,
    narrow,
    pause,
    resume,
    revoke,
    state_name,
    undo,
    use_up,
    withdraw,
)
from consent.request import objections_to_narrowing
from consent.scope import Scope
from consent.terms import Barred, Ending, Narrowing, Terms
from tests.consent.values import all_cells, frozen_scopes, grants, moments, terms

_TICK = timedelta(microseconds=1)


@given(terms())
def test_a_grant_ends_exactly_when_its_end_comes(agreed: Terms) -> None:
    assert at_time(Active(agreed), agreed.until - _TICK) == Active(agreed)
    assert at_time(Active(agreed), agreed.until) == Expired(agreed)


@given(grants, moments)
def test_time_changes_nothing_but_a_live_grant_to_expired(grant: Grant, now: datetime) -> None:
    standing = at_time(grant, now)
    live = isinstance(grant, Active | Paused)
    assert standing.terms == grant.terms
    assert standing == grant or (live and standing == Expired(grant.terms))
    later = at_time(standing, now + timedelta(days=9999))
    assert later == (Expired(grant.terms) if isinstance(standing, Active | Paused) else standing)


def _lives(grant: Grant, now: datetime) -> bool:
    return isinstance(grant, Active | Paused) and now < grant.terms.until


@given(grants, moments)
def test_only_a_live_grant_can_be_ended_and_only_once(grant: Grant, now: datetime) -> None:
    for end, state in ((withdraw, Withdrawn), (close, Closed), (revoke, Revoked)):
        if _lives(grant, now):
            ended = end(grant, now)
            assert ended == state(grant.terms, now)
            for again in (withdraw, close, revoke, pause, resume):
                with pytest.raises(TransitionError):
                    again(ended, now)
        elif not (isinstance(grant, UsedUp) and end is withdraw):
            with pytest.raises(TransitionError):
                end(grant, now)


@given(grants, moments)
def test_a_used_up_grant_can_be_withdrawn_as_long_as_its_answer_could_be_had_again(
    grant: Grant, now: datetime
) -> None:
    used = UsedUp(grant.terms, now, "evt_1")
    end = min(now + REPEAT_WINDOW, grant.terms.until)
    if now < grant.terms.until:
        assert withdraw(used, end - _TICK) == Withdrawn(grant.terms, end - _TICK)
    with pytest.raises(TransitionError):
        withdraw(used, end)


@given(grants, moments)
def test_a_pause_is_taken_back_by_going_on_and_by_nothing_else(grant: Grant, now: datetime) -> None:
    if not _lives(grant, now) or (isinstance(grant, Paused) and not grant.whole):
        with pytest.raises(TransitionError):
            pause(grant, now)
        return
    paused = pause(grant, now)
    assert resume(paused, now) == Active(grant.terms)
    with pytest.raises(TransitionError):
        pause(paused, now)
    with pytest.raises(TransitionError):
        resume(Paused(grant.terms, now, whole=True), now)
    with pytest.raises(TransitionError):
        resume(Active(grant.terms), now)


@given(terms())
def test_a_yes_can_be_undone_for_thirty_seconds_and_before_the_first_reading(agreed: Terms) -> None:
    last = agreed.given_at + UNDO_WINDOW
    assert undo(Active(agreed), last, 0) == Withdrawn(agreed, last)
    for now, reads in ((last + _TICK, 0), (agreed.given_at, 1), (agreed.given_at - _TICK, 0)):
        with pytest.raises(TransitionError):
            undo(Active(agreed), now, reads)
    with pytest.raises(TransitionError):
        undo(Withdrawn(agreed, last), last, 0)


@given(terms(), moments)
def test_only_a_one_time_grant_is_used_up(agreed: Terms, now: datetime) -> None:
    once = replace(agreed, ending=Ending.ONCE)
    assert use_up(Active(once), now, "evt_1") == UsedUp(once, now, "evt_1")
    for other in (Ending.DATE, Ending.CASE):
        with pytest.raises(TransitionError):
            use_up(Active(replace(agreed, ending=other)), now, "evt_1")


@given(
    terms(),
    moments,
    st.none() | st.lists(frozen_scopes, min_size=1, max_size=4).map(tuple),
    st.none() | moments,
    st.none() | st.sampled_from(list(Ending)),
)
def test_a_change_that_may_stand_gives_never_more_than_before(
    agreed: Terms,
    now: datetime,
    scopes: tuple[Scope, ...] | None,
    until: datetime | None,
    ending: Ending | None,
) -> None:
    change = Narrowing(scopes, until, ending)
    grant = Active(agreed)
    if objections_to_narrowing(agreed, change, now) or not _lives(grant, now):
        return
    less = narrow(grant, change, now).terms
    assert all_cells(less.scopes) <= all_cells(agreed.scopes)
    assert less.until <= agreed.until
    assert less.ending in (agreed.ending, Ending.ONCE)
    assert less.revision == agreed.revision + 1
    untouched = {"scopes": agreed.scopes, "until": agreed.until, "ending": agreed.ending, "revision": 1}
    assert replace(less, **untouched) == agreed


@given(terms())
def test_no_change_ends_a_grant_before_it_was_given(agreed: Terms) -> None:
    before = agreed.given_at - timedelta(hours=1)
    change = Narrowing(until=agreed.given_at)
    assert [one.field for one in objections_to_narrowing(agreed, change, before)] == ["/until"]


@pytest.mark.parametrize(
    ("unit", "reader", "shut"),
    [
        ("Syd", "Nils Berg", True),
        ("  sYD ", "Nils Berg", True),
        ("", "Nils Berg", True),
        ("Nord", "Mona Sandell", True),
        ("Nord", "MONA  SANDELL", True),
        ("Nord", "", True),
        ("Nord", "Nils Berg", False),
    ],
)
def test_whoever_is_shut_out_stays_out_however_she_writes_her_name_or_leaves_it_out(
    unit: str, reader: str, shut: bool
) -> None:
    assert Barred(frozenset({"Syd"}), frozenset({"Mona Sandell"})).bars(unit, reader) is shut
    assert not Barred().bars(unit, reader)


@given(terms())
def test_terms_are_fixed(agreed: Terms) -> None:
    with pytest.raises(FrozenInstanceError):
        agreed.until = agreed.until + timedelta(days=1)  # type: ignore[misc]


@given(terms())
def test_terms_that_name_no_fields_or_end_before_they_begin_cannot_be_made(agreed: Terms) -> None:
    for wrong in (
        {"scopes": ()},
        {"scopes": (*agreed.scopes, Scope("skills"))},
        {"until": agreed.given_at},
        {"until": agreed.given_at - _TICK},
    ):
        with pytest.raises(TransitionError):
            replace(agreed, **wrong)


@given(terms(), moments)
def test_each_state_has_a_word_of_its_own(agreed: Terms, at: datetime) -> None:
    ended = [Withdrawn(agreed, at), Closed(agreed, at), Revoked(agreed, at), UsedUp(agreed, at)]
    states: list[Grant] = [Active(agreed), Paused(agreed, at), Expired(agreed), *ended]
    assert {type(state) for state in states} == set(get_args(Grant))
    assert len({state_name(state) for state in states}) == len(states)
