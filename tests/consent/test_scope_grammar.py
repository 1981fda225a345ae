"""One slice has one spelling, and no spelling means two slices."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.errors import ScopeError
from consent.scope import Scope, parse_all

_NAMES = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=12)
_SETS = st.none() | st.frozensets(_NAMES, min_size=1, max_size=5)
_ANY = st.builds(Scope, st.text(string.ascii_lowercase + "_", min_size=1, max_size=40), _SETS, _SETS)
_NEAR = st.text("profile:skills:read?fields=items=&,-_ \n%\u0661", max_size=60)


@given(_ANY)
def test_a_scope_is_read_back_as_it_was_written(scope: Scope) -> None:
    assert Scope.parse(str(scope)) == scope


@given(st.lists(_NAMES, min_size=1, max_size=5), st.lists(_NAMES, min_size=1, max_size=5))
def test_order_and_repetition_of_names_make_no_other_scope(fields: list[str], items: list[str]) -> None:
    one = Scope.parse(f"profile:skills:read?fields={','.join(fields)}&items={','.join(items)}")
    other = Scope.parse(
        f"profile:skills:read?items={','.join(items[::-1] + items)}&fields={','.join(fields[::-1])}"
    )
    assert one == other
    assert str(one) == str(other)


@given(st.text(max_size=60) | _NEAR | _NEAR.map(lambda end: "profile:skills:read?" + end))
def test_any_text_is_refused_or_has_exactly_one_spelling(text: str) -> None:
    try:
        scope = Scope.parse(text)
    except ScopeError as refused:
        assert refused.expected
        return
    assert Scope.parse(str(scope)) == scope
    assert scope.fields != frozenset()
    assert scope.items != frozenset()
    assert text.isascii()
    assert " " not in str(scope)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "profile",
        "profile:skills",
        "profile:skills:write",
        "profile:*:read",
        "profile::read",
        "profile:skills:read?",
        "profile:skills:read?fields=",
        "profile:skills:read?items=",
        "profile:skills:read?fields=level,,skill",
        "profile:skills:read?fields=level,",
        "profile:skills:read?fields=level&fields=skill",
        "profile:skills:read?fields=*",
        "profile:skills:read?other=level",
        "profile:skills:read?level",
        "profile:skills:read?fields=level&",
        "profile:skills:read fields=level",
        "profile:skills:read\n",
        " profile:skills:read",
        "PROFILE:skills:read",
        "profile:Skills:read",
        "profile:skills:read?fields=le%76el",
        "profile:skills:read?fields=" + "a" * 81,
        "profile:skills:read?fields=" + "a," * 2500 + "a",
        "profile:skills:read#fields=level",
        "profile:ѕkills:read",
    ],
)
def test_what_is_no_scope_is_refused(text: str) -> None:
    with pytest.raises(ScopeError):
        Scope.parse(text)


@given(st.lists(_ANY, max_size=5))
def test_several_scopes_survive_the_way_through_one_line_of_text(found: list[Scope]) -> None:
    line = " ".join(map(str, found))
    assert parse_all(line.split()) == tuple(found)
