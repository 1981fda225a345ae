"""Every page in every language: nothing that it says comes from anywhere but a catalogue, and it says which language it is in."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import cycle
from typing import Any, Final

import pytest

from profile_service.demo.declarations import declarations
from profile_service.language import LANGUAGES, words
from profile_service.portability.instruments import Shelf
from tests.language.catalogue_texts import said, texts_of
from tests.language.extraction import messages
from tests.language.page_texts import PageTexts, Piece
from tests.language.pseudo import spoken_in_english_pages
from tests.language.reading_pages import Reader, reader_at

_OTHERS: Final = [tag for tag in LANGUAGES if tag != "en"]
_ONE_IN: Final = 6
_ENGLISH: Final = re.compile(r"\b(?:the|you|your|is|are|this|of|not|they|who|what|with)\b")
"""Words without which few English sentences get by. What the cast of the demonstration has written is Swedish."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader_at(tmp_path_factory.mktemp("read")) as reader:
        yield reader


def test_nothing_on_any_page_is_said_past_the_catalogues(reader: Reader) -> None:
    """In the language that nobody speaks, whatever stands there in plain English is in no catalogue."""
    english, theirs = {text for one in messages() for text in texts_of(one)}, _of_others()
    with spoken_in_english_pages():
        left = [
            (pattern, one.text)
            for pattern in reader.patterns()
            for one in _unmarked(reader.read(pattern, "en"))
            if (one.text in english or _ENGLISH.search(one.text)) and one.text not in theirs
        ]
    assert sorted(set(left)) == []


def test_every_page_says_its_language_and_keeps_to_it(reader: Reader) -> None:
    """Each page in one of the languages in turn; the long form has each in all of them."""
    hands = list(zip(reader.patterns()[::_ONE_IN], cycle(_OTHERS), strict=False))
    assert [fault for pattern, tag in hands for fault in _faults(reader, pattern, tag)] == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("tag", _OTHERS)
def test_every_page_says_every_language_and_keeps_to_it(reader: Reader, tag: str) -> None:
    assert [fault for pattern in reader.patterns() for fault in _faults(reader, pattern, tag)] == []


def _faults(reader: Reader, pattern: str, tag: str) -> list[str]:
    page = reader.read(pattern, tag)
    found = [f"{pattern} ({tag}): {page.lang} {page.dir}"] if (page.lang, page.dir) != _frame(tag) else []
    same = {text for texts in said(tag).values() for text in texts}
    english = {text for one in messages() for text in texts_of(one)} - same
    return found + [f"{pattern} ({tag}): {one.text}" for one in _unmarked(page) if one.text in english]


def _of_others() -> set[str]:
    """What organisations and question sets say in English: it is theirs, and in no catalogue."""
    whole = [asdict(one) for one in (*declarations(), *Shelf().shipped)]
    return {text for one in whole for text in _texts_in(one)}


def _texts_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from (value,) if name == "en" and isinstance(value, str) else _texts_in(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from _texts_in(value)


def _frame(tag: str) -> tuple[str, str]:
    return tag, words(tag).direction


def _unmarked(page: PageTexts) -> list[Piece]:
    """What is said in the language of the page."""
    return [one for one in page.pieces if not one.marked and not one.own]
