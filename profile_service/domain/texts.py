"""What is written for people to read: in every language that the portal speaks, and no longer than one reads."""

from collections.abc import Iterator, Mapping, Set
from typing import Final

from consent.request import Objection

LONGEST_TEXT: Final = 1_000


def objections_to_text(
    place: str, text: Mapping[str, str], languages: Set[str], longest: int = LONGEST_TEXT
) -> Iterator[Objection]:
    """What is missing in a text, or too long; nothing where it can stand."""
    for tag in sorted(languages):
        if not text.get(tag, "").strip():
            yield Objection(f"{place}/{tag}", "the text is too short", "a text in this language")
    for tag, words in text.items():
        if len(words) > longest:
            yield Objection(f"{place}/{tag}", "the text is too long", f"at most {longest} characters")


def objections_to_word(place: str, word: str, longest: int) -> Iterator[Objection]:
    """The same for what is written once, and not in several languages."""
    if not word.strip():
        yield Objection(place, "the text is too short", "a text")
    if len(word) > longest:
        yield Objection(place, "the text is too long", f"at most {longest} characters")
