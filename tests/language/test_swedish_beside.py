"""The page that asks her for a decision has the Swedish beside what is asked and beside each answer, so that two can read it together."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pytest

from profile_service.language import words
from profile_service.web.speech import speech_of
from tests.language.page_texts import PageTexts
from tests.language.reading_pages import Reader, reader_at

DECISIONS: Final = (
    "/my",
    "/my/requests/{request_id}",
    "/my/requests/{request_id}/preview",
    "/my/grants/{grant_id}/stop",
    "/my/grants/{grant_id}/pause",
    "/my/grants/{grant_id}/change",
    "/my/review",
    "/my/shares/new",
    "/my/code",
    "/my/log/{event_id}/question",
    "/my/drafts",
    "/my/assessments/{assessment_id}",
    "/my/mapping/{mapping_id}/check",
    "/my/mapping/{mapping_id}/decide",
    "/my/mapping/{mapping_id}/leave",
    "/my/help",
    "/my/representatives",
    "/my/for",
    "/my/protection",
    "/my/protection/end",
    "/my/erase",
    "/my/erase/sure",
    "/my/profile/{section}/{item}/remove",
    "/my/files/{file_id}/remove",
    "/my/ways/{way_id}/remove",
    "/my/reach/{channel}",
    "/my/reach/when",
    "/my/sessions",
)
_ANSWERS_ELSEWHERE: Final = {"/my/erase", "/my/mapping/{mapping_id}/decide", "/my/review"}
"""Pages on which nothing waits for her here, or whose answers are links."""
_NO_DECISION: Final = {"I have seen this"}
"""Buttons that decide nothing."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader_at(tmp_path_factory.mktemp("decide")) as reader:
        yield reader


@pytest.mark.parametrize("pattern", DECISIONS)
def test_what_is_asked_and_every_answer_is_in_swedish_too(reader: Reader, pattern: str) -> None:
    page = reader.read(pattern, "en")
    assert any(one.lang == "sv" for one in page.pieces if one.within("h1")), "the question"
    named = _elements(page, "button", "legend")
    assert named or pattern in _ANSWERS_ELSEWHERE
    alone = [text for text, swedish in named if not swedish and text not in _NO_DECISION]
    assert alone == []


@pytest.mark.parametrize("tag", ["sv", "sv-simple"])
def test_swedish_has_no_swedish_beside_it(reader: Reader, tag: str) -> None:
    patterns = ("/my/requests/{request_id}", "/my/grants/{grant_id}/stop", "/my/receipts/{receipt_id}")
    assert [one for one in patterns if 'class="beside"' in reader.html(one, tag)] == []


def test_the_other_languages_have_the_same_swedish(reader: Reader) -> None:
    """What stands beside is one text, whatever language it stands beside."""
    beside = {tag: _beside(reader, tag) for tag in ("en", "ar", "so", "ti", "prs", "uk")}
    assert len({tuple(one) for one in beside.values()}) == 1, beside
    assert "Sluta dela" in str(beside["en"])


def _beside(reader: Reader, tag: str) -> list[str]:
    page = reader.read("/my/grants/{grant_id}/stop", tag)
    return [one.text for one in page.pieces if one.within("main") and one.lang == "sv" and not one.own]


def _elements(page: PageTexts, *tags: str) -> list[tuple[str, bool]]:
    """Each such element of the page: what it says first, and whether it says it in Swedish too."""
    pieces = defaultdict(list)
    for one in page.pieces:
        if one.within("main") and one.within(*tags):
            pieces[one.within(*tags)].append(one)
    return [(several[0].text, any(one.lang == "sv" for one in several)) for several in pieces.values()]


@pytest.mark.parametrize(
    ("page", "account", "told"),
    [
        ("so", "so", "Iswiidhish"),
        ("sv", "sv", ""),
        ("sv-simple", "sv-simple", ""),
        ("ar", "ar", ""),
        ("en", "fi", ""),
        ("sv", "fi", ""),
    ],
)
def test_words_of_others_say_which_language_they_are_in_where_it_is_none_of_hers(
    page: str, account: str, told: str
) -> None:
    only_in = speech_of(words(page), account)["only_in"]
    assert callable(only_in)
    written = {
        "sv": "Vi vill planera.",
        "en": "We want to plan.",
        "ar": "نريد أن نخطط.",
        "fi": "Haluamme suunnitella.",
    }
    assert only_in(written) == told


def test_what_they_may_read_is_in_swedish_too(reader: Reader) -> None:
    page = reader.read("/my/requests/{request_id}", "so")
    beside = [one.text for one in page.pieces if one.within("label") and one.lang == "sv"]
    assert "Språk: allt som står där." in beside
