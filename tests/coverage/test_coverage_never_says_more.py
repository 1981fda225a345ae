"""Coverage of what is shared never says more than the permit, whatever is shared: on values, without a service."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consent.scope import Scope
from profile_service.actions.coverage import Coverage
from profile_service.domain.coverage import Knowledge, cover, standing_of, told_to_her
from profile_service.domain.disclosure import narrow
from profile_service.domain.profile import Assertion
from profile_service.domain.reuse import reuse_of
from profile_service.domain.sections import CATALOGUE, SECTIONS
from profile_service.portability.own_format import to_bytes
from profile_service.wire.coverage import render_coverage
from tests.coverage.questions import NOW, asked_of, entry, instrument

_TODAY = NOW.date()
_NAMES = ("skills", "languages", "education", "adaptations", "expectations")
_ASKED = [
    asked_of(section, field)
    for section in _NAMES
    for field in SECTIONS[section].fields
    if field not in SECTIONS[section].special
]
_APART = [asked_of(section, field) for section in _NAMES for field in sorted(SECTIONS[section].special)]
_MANY = asked_of("skills", "skill", "level", name="all_skills")
_ALL = instrument(*_ASKED, _MANY, special=_APART)


@st.composite
def _profiles(draw: st.DrawFn) -> Mapping[str, tuple[Assertion, ...]]:
    sections = {}
    for section in _NAMES:
        fields = st.lists(st.sampled_from(SECTIONS[section].fields), min_size=1, unique=True)
        contents = draw(st.lists(fields, max_size=3))
        sections[section] = tuple(
            entry(section, f"{section}{at}", dict.fromkeys(named, "x")) for at, named in enumerate(contents)
        )
    return sections


@st.composite
def _scopes(draw: st.DrawFn) -> tuple[Scope, ...]:
    found = []
    for section in draw(st.lists(st.sampled_from(_NAMES), unique=True)):
        fields = draw(st.frozensets(st.sampled_from(sorted(CATALOGUE[section])), min_size=1))
        items = draw(
            st.none() | st.frozensets(st.sampled_from([f"{section}{at}" for at in range(3)]), min_size=1)
        )
        found.append(Scope(section, fields, items))
    return tuple(found)


def _cut(profile: Mapping[str, tuple[Assertion, ...]], scopes: tuple[Scope, ...]) -> dict[str, Any]:
    named = {scope.section for scope in scopes}
    return {section: narrow(items, scopes) for section, items in profile.items() if section in named}


def _told(sections: Mapping[str, Any]) -> bytes:
    items = cover(_ALL, sections, _TODAY)
    found = {one.item.id: standing_of(one, sections, _TODAY) for one in items}
    standings = {item: one for item, one in found.items() if one is not None}
    return to_bytes(render_coverage(Coverage(_ALL, items, standings, reuse_of(_ALL, items))))


@given(_profiles(), _scopes())
@settings(max_examples=50, deadline=None)
def test_what_is_known_has_its_field_granted_in_an_entry_that_is_granted(
    profile: Mapping[str, tuple[Assertion, ...]], scopes: tuple[Scope, ...]
) -> None:
    for one in cover(_ALL, _cut(profile, scopes), _TODAY):
        if one.knowledge is Knowledge.UNKNOWN:
            assert one.value is None
            assert not one.sources
            continue
        target = one.item.target
        assert target is not None
        mine = [scope for scope in scopes if scope.section == target.section]
        assert mine, "known out of a section that is not granted"
        for source in one.sources:
            assert any(
                (scope.fields is None or target.field in scope.fields)
                and (scope.items is None or source.id in scope.items)
                for scope in mine
            )


@given(_profiles(), _scopes())
@settings(max_examples=50, deadline=None)
def test_what_is_not_shared_changes_no_byte(
    profile: Mapping[str, tuple[Assertion, ...]], scopes: tuple[Scope, ...]
) -> None:
    """The profile as it is, and one in which nothing stands but what is shared: the organisation is told the same."""
    nothing_else = {section: tuple(items) for section, items in _cut(profile, scopes).items()}
    assert _told(_cut(profile, scopes)) == _told(_cut(nothing_else, scopes))


@given(_profiles(), _scopes())
@settings(max_examples=40, deadline=None)
def test_she_is_told_missing_and_not_shared_apart(
    profile: Mapping[str, tuple[Assertion, ...]], scopes: tuple[Scope, ...]
) -> None:
    own, theirs = cover(_ALL, profile, _TODAY), cover(_ALL, _cut(profile, scopes), _TODAY)
    for mine, hers, seen in zip(told_to_her(own, theirs), own, theirs, strict=True):
        assert mine.knowledge is not Knowledge.UNKNOWN
        assert (mine.knowledge is Knowledge.MISSING) == (hers.knowledge is Knowledge.UNKNOWN)
        assert (mine.knowledge is Knowledge.NOT_SHARED) == (
            hers.knowledge is not Knowledge.UNKNOWN and seen.knowledge is Knowledge.UNKNOWN
        )


def test_special_categories_are_known_by_name_alone_and_in_no_number() -> None:
    profile = {"adaptations": (entry("adaptations", "a1", {"health": "x", "equipment": "x"}),)}
    scope = Scope("adaptations", frozenset({"equipment"}))
    covered = cover(_ALL, _cut(profile, (scope,)), _TODAY)
    known = {one.item.id for one in covered if one.knowledge is Knowledge.FRESH}
    assert known == {"adaptations_equipment"}
    reused = reuse_of(_ALL, covered)
    assert (reused.known, reused.items) == (0, len(_ASKED) + 1)


def test_a_list_is_as_old_as_its_oldest_entry_and_as_strong_as_its_weakest() -> None:
    older = entry("skills", "s1", {"skill": {"label": "a"}, "level": 1}, NOW.replace(year=2020))
    newer = entry("skills", "s2", {"skill": {"label": "b"}, "level": 1})
    paper = entry("evidence", "e1", {"title": "x", "supports": ["s2"]})
    sections = {"skills": (older, newer), "evidence": (paper,)}
    small = instrument(_MANY, asked_of("skills", "level"))
    many, single = cover(small, sections, _TODAY)
    assert (many.knowledge, single.knowledge) == (Knowledge.STALE, Knowledge.FRESH)
    told, one = standing_of(many, sections, _TODAY), standing_of(single, sections, _TODAY)
    assert told is not None
    assert one is not None
    assert (told.strength.value, one.strength.value) == ("self", "document")
    assert told.last_confirmed == older.last_confirmed
    assert standing_of(cover(small, {}, _TODAY)[0], {}, _TODAY) is None
