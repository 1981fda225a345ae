"""How the catalogues are written: the script of each language, its punctuation, and nothing left in English."""

import re
import unicodedata
from typing import Final

import pytest

from profile_service.language import spoken
from tests.language.catalogue_texts import TRANSLATED, pairs_in

_PLACE: Final = re.compile(r"\{[^}]*\}")
SAME: Final = {
    "Egenkarta": "its name",
    "SMS": "as everybody says",
    "PIN": "as it stands on every card",
    "Browser": "Somali says so",
    "Link": "Somali says so",
    "Organisation": "Swedish writes it so",
    "Plan": "Swedish writes it so",
    "Version": "Swedish writes it so",
    "Version {number}": "Swedish writes it so",
    "{name}, {organisation}": "places alone",
    "{name}, {organisation}, {unit}": "places alone",
    "{section}: {fields}.": "places alone",
}
"""What may be the same as in English, and why."""
_LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ž0-9][A-Za-zÀ-ž0-9.-]*")
_SCRIPTS: Final = {"ar": "ARABIC", "prs": "ARABIC", "ti": "ETHIOPIC", "uk": "CYRILLIC"}
_NAMES: Final = """Egenkarta ARCHITECTURE SECURITY README.md BankID DIGG IMY LMA SFI SFS Skatteverket
    Integritetsskyddsmyndigheten Myndigheten för digital förvaltning personnummer samordningsnummer god man förvaltare"""
"""The service, its documents, and what authorities and proofs of Sweden are called: to be known again on paper."""
_FORMATS: Final = """A1 A2 B1 B2 C1 C2 2C AA B C CSV CV EQF ES256 EdDSA GDPR GPS HEIC JPEG JSON Resume JWK JavaScript MB PDF PIN PNG
    QR SHA-256 SMS UTF-8 WCAG WebP ZIP e-ID id example.org name https json demo kid"""
"""Formats, standards, units and levels, which have no other name."""
_IN_FILES: Final = "client certificate fragment markup null object true false screenshot"
"""For staff who write question sets and keys: words as they stand in a file."""
LATIN: Final = frozenset(f"{_NAMES} {_FORMATS} {_IN_FILES}".split())
"""Latin words in texts of other scripts."""
_ENDS: Final = {".": ".።", "?": "?؟", "!": "!", "…": "…", ":": ":፡፦"}
_ANY_END: Final = frozenset("".join(_ENDS.values()))
_ARABIC_FOR_PERSIAN: Final = re.compile("[يكىة]")
"""Letters of Arabic keyboards: Dari writes ی ک ه."""
LONGEST_LABEL: Final = 2.5
_TWO_LINES: Final = 40
"""So many signs stand in two lines of a telephone."""


def _without_places(text: str) -> str:
    return _PLACE.sub(" ", text)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_left_in_english(tag: str) -> None:
    assert sorted({text for english, text in pairs_in(tag) if text == english} - SAME.keys()) == []


def test_what_may_be_the_same_is_the_same_somewhere() -> None:
    same = {text for tag in TRANSLATED for english, text in pairs_in(tag) if text == english}
    assert sorted(SAME.keys() - same) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_each_language_is_written_in_its_script(tag: str) -> None:
    script = _SCRIPTS.get(tag, "LATIN")
    assert [text for _, text in pairs_in(tag) if _foreign(text, script)] == []


def _foreign(text: str, script: str) -> bool:
    rest = _without_places(text)
    if script != "LATIN":
        rest = _LATIN_WORD.sub(_unless_known, rest)
    return any(sign.isalpha() and not unicodedata.name(sign).startswith(script) for sign in rest)


def _unless_known(found: re.Match[str]) -> str:
    word = found.group().strip(".-")
    known = word in LATIN or all(part in LATIN or part.isdigit() for part in word.split("-"))
    return "" if known else found.group()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_text_ends_as_the_english_does(tag: str) -> None:
    """A sentence is a sentence in every language, and a label a label: a colon before a list, a question as a question."""
    wrong = []
    for english, text in pairs_in(tag):
        ends, end = english.rstrip('"”')[-1:], text.rstrip('"”»')[-1:]
        right = end in _ENDS[ends] if ends in _ENDS else end not in _ANY_END
        wrong += [] if right else [(english, text)]
    assert [one for one in wrong if one[1] not in ENDS_OTHERWISE] == []


ENDS_OTHERWISE: Final = frozenset({"لا توجد بنود قديمة في ملفك."})
"""Nothing to ask about where there is none: Arabic has a form for zero."""


@pytest.mark.parametrize("tag", TRANSLATED)
def test_spaces_are_as_they_should_be(tag: str) -> None:
    wrong = []
    for english, text in pairs_in(tag):
        same_ends = (text[:1].isspace(), text[-1:].isspace()) == (
            english[:1].isspace(),
            english[-1:].isspace(),
        )
        wrong += [] if same_ends and "  " not in text and not re.search(r" [.?!](?:\s|$)", text) else [text]
    assert wrong == []


@pytest.mark.parametrize("tag", ["ar", "prs"])
def test_arabic_script_has_its_own_commas_and_question_marks(tag: str) -> None:
    latin = re.compile(r"[A-Za-zÀ-ž0-9:]+, ")
    assert [
        text for _, text in pairs_in(tag) if re.search("[?;,]", latin.sub("", _without_places(text)))
    ] == []


def test_dari_is_written_with_persian_letters() -> None:
    assert [text for _, text in pairs_in("prs") if _ARABIC_FOR_PERSIAN.search(text)] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_label_has_room(tag: str) -> None:
    """A button or a tab that is much longer than in Swedish breaks into lines that nobody reads."""
    swedish = dict(pairs_in("sv"))
    long = []
    for english, text in pairs_in(tag):
        label = english[-1:] not in _ENDS and len(english.split()) <= 3
        if label and len(text) > max(
            _TWO_LINES, LONGEST_LABEL * max(len(swedish.get(english, "")), len(english))
        ):
            long.append((english, text))
    assert long == []


def test_easy_swedish_is_easier() -> None:
    """Not another name for the same texts: shorter sentences, and hundreds of texts of its own."""
    own, swedish = dict(pairs_in("sv-simple")), dict(pairs_in("sv"))
    assert spoken("sv-simple") == "sv"
    changed = [english for english in own if own[english] != swedish.get(english, own[english])]
    assert len(changed) > 600
    assert _words_a_sentence(own, changed) < _words_a_sentence(swedish, changed)


def _words_a_sentence(texts: dict[str, str], chosen: list[str]) -> float:
    sentences = [one for english in chosen for one in re.split(r"(?<=[.?!])\s+", texts[english])]
    return sum(len(one.split()) for one in sentences) / len(sentences)
