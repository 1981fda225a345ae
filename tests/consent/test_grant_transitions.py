"""A grant ends once, for one reason, and never comes back."""

from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given

from consent.errors import TransitionError
from consent.grant import Active, Expired, Grant, Terms, UsedUp, Withdrawn, at_time, state_name, withdraw
from consent.receipt import Receipt
from consent.scope import Scope
from tests.consent.values import grants, moments, terms

_TICK = timedelta(microseconds=1)


@given(terms())
def test_a_grant_ends_exactly_when_its_end_comes(agreed: Terms) -> None:
    assert at_time(Active(agreed), agreed.until - _TICK) == Active(agreed)
    assert at_time(Active(agreed), agreed.until) == Expired(agreed)


@given(grants, moments)
def test_time_changes_nothing_but_active_to_expired(grant: Grant, now: datetime) -> None:
    standing = at_time(grant, now)
    assert standing.terms == grant.terms
    assert standing == grant or (isinstance(grant, Active) and standing == Expired(grant.terms))
    assert at_time(standing, now + timedelta(days=9999)) == (
        Expired(grant.terms) if isinstance(standing, Active) else standing
    )


@given(grants, moments)
def test_only_a_live_grant_can_be_withdrawn_and_only_once(grant: Grant, now: datetime) -> None:
    if isinstance(grant, Active) and now < grant.terms.until:
        ended = withdraw(grant, now)
        assert ended == Withdrawn(grant.terms, now)
        with pytest.raises(TransitionError):
            withdraw(ended, now)
    else:
        with pytest.raises(TransitionError):
            withdraw(grant, now)


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
    states: list[Grant] = [Active(agreed), Withdrawn(agreed, at), Expired(agreed), UsedUp(agreed, at)]
    assert {type(state) for state in states} == set(get_args(Grant))
    assert len({state_name(state) for state in states}) == len(states)


@given(terms(), moments)
def test_a_receipt_tells_the_giving_and_the_ending(agreed: Terms, at: datetime) -> None:
    def words(grant: Grant) -> list[str]:
        return [word for word, _ in Receipt(grant, None).events]  # type: ignore[arg-type]

    assert words(Active(agreed)) == ["dpv:ConsentGiven"]
    assert words(Withdrawn(agreed, at)) == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert words(Expired(agreed)) == ["dpv:ConsentGiven", "dpv:ConsentExpired"]


@given(terms(), moments)
def test_a_receipt_says_when_a_grant_was_used_up_and_not_when_it_would_have_ended(
    agreed: Terms, used_at: datetime
) -> None:
    receipt = Receipt(UsedUp(agreed, used_at), declaration=None)  # type: ignore[arg-type]
    assert receipt.events[-1] == ("dpv:ConsentExpired", used_at)
