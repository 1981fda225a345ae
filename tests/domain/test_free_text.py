"""What is looked up of a text, and which of what was found her words speak of."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_service.domain.concept import ConceptHit, ConceptId, ConceptKind, ConceptRef, SchemeName
from profile_service.domain.free_text import (
    LONGEST_TEXT,
    MOST_PERHAPS,
    MOST_PROPOSED,
    MOST_QUESTIONS,
    alike,
    plain,
    proposals,
    questions,
    words_of,
)

_LABELS = ("laga mat", "städa golv", "kock", "ta hand om äldre", "tvätta kläder", "طهي الطعام", "bake bread")
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=300) | st.lists(
    st.sampled_from(["lagade", "mat", "golven", "och", "städade", "kock", "الطعام", "طهي", "bread", "."]),
    max_size=40,
).map(" ".join)


def hit(label: str, kind: ConceptKind = ConceptKind.SKILL, *, deprecated: bool = False) -> ConceptHit:
    ref = ConceptRef(SchemeName("esco"), ConceptId(label))
    return ConceptHit(ref, kind, "", "1", label, "sv", fallback=False, deprecated=deprecated)


@given(_TEXTS)
def test_questions_are_few_short_and_never_the_same_twice(text: str) -> None:
    asked = questions(text)
    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS
    assert all(one.strip() and len(one.split()) <= 2 for one in asked)
    assert questions(text + " " + "x" * LONGEST_TEXT)[: len(asked)] or not asked


@given(_TEXTS, st.lists(st.sampled_from(_LABELS), max_size=30))
def test_what_is_proposed_was_found_and_rests_on_words_of_hers(text: str, labels: list[str]) -> None:
    hits = [hit(label) for label in labels]
    found = proposals(text, hits)
    assert len(found) <= MOST_PROPOSED + MOST_PERHAPS
    assert {one.hit.label for one in found} <= set(labels)
    assert len({one.hit.ref for one in found}) == len(found)
    hers = set(words_of(text))
    assert all(one.because and set(one.because) <= hers for one in found)
    assert [one.whole for one in found] == sorted((one.whole for one in found), reverse=True)
    assert found == proposals(text, [*hits, *hits])


@given(_TEXTS, _TEXTS)
def test_two_words_are_alike_both_ways_or_not_at_all(one: str, other: str) -> None:
    for first in words_of(one)[:5]:
        assert alike(plain(first), plain(first))
        for second in words_of(other)[:5]:
            assert alike(plain(first), plain(second)) == alike(plain(second), plain(first))


@pytest.mark.parametrize(
    ("text", "label", "whole"),
    [
        ("Jag lagade mat i en skola.", "laga mat", True),
        ("Jag städade golven.", "städa golv", True),
        ("Jag tog hand om äldre.", "ta hand om äldre", True),
        ("كنت أعمل في طهي الطعام", "طهي الطعام", True),
        ("I baked bread.", "bake bread", True),
        ("Jag strök kläder.", "tvätta kläder", False),
    ],
)
def test_other_forms_of_a_word_are_the_word(text: str, label: str, whole: bool) -> None:
    assert [(one.hit.label, one.whole) for one in proposals(text, [hit(label)])] == [(label, whole)]


def test_a_long_text_of_short_words_against_many_labels_takes_no_time() -> None:
    """Each word was held against each word of each label: one text stopped the service for everybody for half a minute."""
    short = "".join(
        f"{one}{two} " for one in "abcdefghijklmnopqrstuvwxyz" for two in "abcdefghijklmnopqrstuvwxyz"
    )
    hits = [hit(f"handskmakare nr{number} fabriksarbete vid linje") for number in range(700)]
    begun = perf_counter()
    assert proposals(short[:LONGEST_TEXT], hits) == ()
    assert perf_counter() - begun < 2


def test_what_is_not_said_or_not_there_any_more_is_not_proposed() -> None:
    assert proposals("Jag hade barn och var hemma.", [hit("barnvakt"), hit("laga mat")]) == ()
    assert proposals("Jag lagade mat.", [hit("laga mat", deprecated=True)]) == ()
    half = [hit("tvätta kläder", ConceptKind.OCCUPATION), hit("kläder", ConceptKind.LICENCE)]
    assert proposals("Jag strök kläder.", half) == (), "an occupation is never a guess"
