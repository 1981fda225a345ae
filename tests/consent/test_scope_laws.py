"""`covers` and `meet` are subset and intersection, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.errors import ScopeError
from consent.scope import Scope, meet_all, within
from tests.consent.values import FIELDS, all_cells, cells, scopes

_KNOWN = {"skills": frozenset(FIELDS), "adaptations": frozenset({"health", "equipment"})}
_ORDINARY = {"skills": frozenset({"level", "skill"}), "adaptations": frozenset[str]()}


@given(scopes, scopes)
def test_covering_is_being_a_superset(one: Scope, other: Scope) -> None:
    assert one.covers(other) == (cells(one) >= cells(other))


@given(scopes, scopes)
def test_meeting_is_the_intersection(one: Scope, other: Scope) -> None:
    met = one.meet(other)
    assert (cells(met) if met else set()) == cells(one) & cells(other)
    assert met == other.meet(one)


@given(scopes, scopes, scopes)
def test_meeting_is_associative_and_the_greatest_slice_below_both(a: Scope, b: Scope, c: Scope) -> None:
    ab, bc = a.meet(b), b.meet(c)
    assert (ab.meet(c) if ab else None) == (a.meet(bc) if bc else None)
    assert a.meet(a) == a
    if a.covers(c) and b.covers(c):
        assert ab is not None
        assert ab.covers(c)


@given(scopes, scopes, scopes)
def test_covering_is_an_order(a: Scope, b: Scope, c: Scope) -> None:
    assert a.covers(a)
    assert not (a.covers(b) and b.covers(a)) or a == b
    assert not (a.covers(b) and b.covers(c)) or a.covers(c)


@given(st.lists(scopes, max_size=4), st.lists(scopes, max_size=4))
def test_what_two_sets_share_is_what_both_open(asked: list[Scope], allowed: list[Scope]) -> None:
    met = meet_all(asked, allowed)
    assert all_cells(met) == all_cells(tuple(asked)) & all_cells(tuple(allowed))
    assert len(set(met)) == len(met)


@given(scopes, st.lists(scopes, max_size=4))
def test_within_never_says_yes_to_what_lies_outside(asked: Scope, allowed: list[Scope]) -> None:
    if within(asked, allowed):
        assert cells(asked) <= all_cells(tuple(allowed))


@given(scopes)
def test_freezing_spells_fields_out_and_never_adds_one_that_must_be_named(scope: Scope) -> None:
    try:
        frozen = scope.frozen(_KNOWN, _ORDINARY)
    except ScopeError:
        return
    assert frozen.fields is not None
    assert frozen.items == scope.items
    assert frozen.fields == (_ORDINARY[scope.section] if scope.fields is None else scope.fields)
    assert frozen.frozen(_KNOWN, _ORDINARY) == frozen


def test_a_section_of_special_fields_cannot_be_named_in_a_lump() -> None:
    with pytest.raises(ScopeError):
        Scope("adaptations").frozen(_KNOWN, _ORDINARY)
    named = Scope("adaptations", frozenset({"health"})).frozen(_KNOWN, _ORDINARY)
    assert named.fields == {"health"}


def test_unknown_sections_and_fields_cannot_be_frozen() -> None:
    for scope in (
        Scope("wages"),
        Scope("skills", frozenset({"wage"})),
        Scope("skills", frozenset({"level", "x"})),
    ):
        with pytest.raises(ScopeError):
            scope.frozen(_KNOWN, _ORDINARY)


def test_a_field_that_is_added_later_is_not_in_a_scope_frozen_before() -> None:
    before = Scope("skills").frozen(_KNOWN, _ORDINARY)
    known = {**_KNOWN, "skills": _KNOWN["skills"] | {"wage"}}
    after = Scope("skills").frozen(known, {**_ORDINARY, "skills": _ORDINARY["skills"] | {"wage"}})
    assert not before.covers(after)
    assert not before.covers(Scope("skills", frozenset({"wage"})))
    assert not before.covers(Scope("skills"))
