"""What leaves the portal is in her language too: messages by e-mail and SMS, receipts, and what organisations may write."""

from typing import Final, get_args

import pytest
from pydantic import TypeAdapter

from consent.receipt import RecordKind
from profile_service.language import ANCHORS, LANGUAGES, words
from profile_service.language.letters import letter_text
from profile_service.language.receipts import receipt_sentence
from schemas.values import LocalisedText, PortalLanguage

LONGEST_SMS: Final = 160
"""One SMS of plain letters, or three of any script (3GPP TS 23.038)."""


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
@pytest.mark.parametrize("nameless", [False, True])
@pytest.mark.parametrize("code", ["", "123456"])
def test_a_message_is_in_her_language_short_and_without_a_link(tag: str, nameless: bool, code: str) -> None:
    letter, english = (letter_text(one, code=code, nameless=nameless) for one in (tag, "en"))
    assert letter.language == tag
    assert tag == "en" or (letter.subject, letter.text) != (english.subject, english.text)
    assert tag == "en" or letter.text != english.text
    assert code in letter.text and ("Egenkarta" in letter.text) is not nameless
    assert len(letter.text) <= LONGEST_SMS and "http" not in letter.text and "{" not in letter.text


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_a_receipt_says_what_happened_in_her_language(tag: str) -> None:
    told = [receipt_sentence(words(tag), kind) for kind in RecordKind]
    assert len(set(told)) == len(told)
    english = [receipt_sentence(words("en"), kind) for kind in RecordKind]
    assert tag == "en" or not set(told) & set(english)


def test_the_api_knows_the_languages_of_the_portal() -> None:
    assert set(get_args(PortalLanguage)) == LANGUAGES.keys()


def test_what_is_written_for_people_may_be_in_every_language_of_the_portal() -> None:
    written = {tag: f"Text ({tag})." for tag in LANGUAGES}
    assert TypeAdapter(LocalisedText).validate_python(written) == written
    assert written.keys() >= ANCHORS
