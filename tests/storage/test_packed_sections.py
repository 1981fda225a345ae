"""A section that leaves as it was written down reads like one that was taken apart, cut and put together again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.scope import Scope
from profile_service.domain.disclosure import as_recipient_sees, narrow
from profile_service.domain.leaving import LeavingSections, stated
from profile_service.domain.profile import Assertion, ItemId, Source, SourceKind, Strength
from profile_service.portability.own_format import render_disclosed, render_leaving, to_bytes
from profile_service.storage.mapping import _head, dump_items, load_section

_TODAY = date(2026, 11, 22)
_FIELDS = ("title", "employer", "hide_employer", "hidden", "tasks")
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=2))])
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_MOMENTS = st.builds(
    lambda seconds, micro, zone: (_SINCE + timedelta(seconds=seconds, microseconds=micro)).astimezone(zone),
    st.integers(0, 10**8),
    st.sampled_from([0, 1, 999_999]),
    _ZONES,
)
_VALUES = st.one_of(st.booleans(), st.text(max_size=8), st.none(), st.lists(st.integers(0, 9), max_size=2))
_CONTENTS = st.dictionaries(st.sampled_from(_FIELDS), _VALUES, max_size=5)
_ITEMS = st.lists(
    st.builds(
        Assertion,
        id=st.sampled_from(["itm_a", "itm_b", "itm_c"]).map(ItemId),
        section=st.just("experience"),
        version=st.integers(1, 9),
        source=st.builds(Source, st.sampled_from(SourceKind), st.sampled_from(["", "Norrsken AB", "import"])),
        strength=st.sampled_from(Strength),
        created=_MOMENTS,
        last_confirmed=_MOMENTS,
        review_date=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 25)),
        content=_CONTENTS,
        own_words=st.none() | _CONTENTS,
    ),
    max_size=5,
)
_SCOPES = st.lists(
    st.builds(
        Scope,
        section=st.sampled_from(["experience", "experience", "skills"]),
        fields=st.none() | st.frozensets(st.sampled_from(_FIELDS)),
        items=st.none() | st.frozensets(st.sampled_from(["itm_a", "itm_b"])),
    ),
    max_size=3,
)


@given(items=_ITEMS, scopes=_SCOPES)
def test_what_leaves_is_the_same_bytes_and_the_same_items(
    items: list[Assertion], scopes: list[Scope]
) -> None:
    leaving = load_section("experience", dump_items(items)).cut(scopes)
    taken_apart = narrow(as_recipient_sees(items), scopes)
    assert leaving.items() == taken_apart
    rendered = [render_disclosed(item, _TODAY) for item in taken_apart]
    assert to_bytes({"profile": render_leaving(leaving, _TODAY)}) == to_bytes({"profile": rendered})
    assert LeavingSections({"experience": leaving}) == {"experience": taken_apart}


@given(items=_ITEMS)
def test_what_was_written_down_is_read_again(items: list[Assertion]) -> None:
    assert load_section("experience", dump_items(items)).items() == tuple(items)


@given(items=_ITEMS)
def test_a_section_from_before_they_were_packed_is_read_as_ever(items: list[Assertion]) -> None:
    def before(item: Assertion) -> dict[str, Any]:
        return {
            "id": item.id,
            "version": item.version,
            "source": [item.source.kind, item.source.name],
            "strength": item.strength,
            "created": item.created,
            "confirmed": item.last_confirmed,
            "review": item.review_date,
            "content": item.content,
            **({} if item.own_words is None else {"own_words": item.own_words}),
        }

    assert load_section("experience", orjson.dumps([before(item) for item in items])).items() == tuple(items)


@given(items=_ITEMS, scopes=_SCOPES)
def test_a_section_that_was_packed_without_what_its_items_share_leaves_the_same_bytes(
    items: list[Assertion], scopes: list[Scope]
) -> None:
    pieces = [to_bytes(stated(item))[:-1] for item in items]
    heads = orjson.dumps([_head(item, piece) for item, piece in zip(items, pieces, strict=True)])
    before = b"".join((b"\x01", len(heads).to_bytes(4), heads, *pieces))
    assert load_section("experience", before).items() == tuple(items)
    both = [load_section("experience", stored).cut(scopes) for stored in (before, dump_items(items))]
    once, now = [to_bytes({"profile": render_leaving(one, _TODAY)}) for one in both]
    assert once == now


_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_USUAL = Assertion(
    ItemId("itm_a"),
    "experience",
    1,
    Source(SourceKind.INDIVIDUAL),
    Strength.SELF,
    _NOW,
    _NOW,
    None,
    {"title": "x"},
)


@pytest.mark.parametrize(
    ("item", "scope", "whole"),
    [
        (_USUAL, Scope("experience"), True),
        (_USUAL, Scope("experience", frozenset({"title", "tasks"})), True),
        (_USUAL, Scope("experience", frozenset({"tasks"})), False),
        (_USUAL, Scope("experience", None, frozenset({"itm_a"})), False),
        (replace(_USUAL, review_date=_TODAY), Scope("experience"), True),
        (replace(_USUAL, review_date=_TODAY - timedelta(days=1)), Scope("experience"), False),
        (replace(_USUAL, content={}), Scope("experience", frozenset({"title"})), False),
        (replace(_USUAL, content={"hidden": True}), Scope("experience"), False),
        (replace(_USUAL, content={"hide_employer": True}), Scope("experience"), False),
        (replace(_USUAL, own_words={"title": "y"}), Scope("experience"), False),
        (replace(_USUAL, source=Source(SourceKind.HELPED)), Scope("experience"), False),
    ],
)
def test_a_section_leaves_as_it_was_written_only_where_each_of_its_items_does(
    item: Assertion, scope: Scope, whole: bool
) -> None:
    other = replace(_USUAL, id=ItemId("itm_b"))
    for items in ([item, other], [other, item]):
        leaving = load_section("experience", dump_items(items)).cut([scope])
        assert (leaving.as_written(_TODAY.isoformat()) is not None) is whole


def test_an_item_of_which_all_is_permitted_is_not_taken_apart() -> None:
    (entry,) = load_section("experience", dump_items([_USUAL])).cut([Scope("experience")]).entries
    assert not isinstance(entry, Assertion)
    (cut,) = (
        load_section("experience", dump_items([_USUAL])).cut([Scope("skills"), Scope("experience")]).entries
    )
    assert not isinstance(cut, Assertion)
