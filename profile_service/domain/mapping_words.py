"""What is said around a mapping session: the circumstances, and the adviser's notes. How long, and in which languages."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from consent.request import Objection
from profile_service.domain.mapping_session import Circumstances, Presence

LONGEST_SUMMARY: Final = 4000
LONGEST_STEP: Final = 500
MOST_STEPS: Final = 20
LONGEST_TAG: Final = 35
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def objections_to_circumstances(circumstances: Circumstances) -> Iterator[Objection]:
    """What does not fit; nothing where the circumstances can stand."""
    for at, tag in enumerate(circumstances.languages):
        if len(tag) > LONGEST_TAG or not _TAG.fullmatch(tag):
            right = "a language tag (BCP 47), such as sv or ar"
            yield Objection(f"/languages/{at}", "this is not a language tag", right)
    if len(circumstances.present) > len(Presence) or len(set(circumstances.present)) < len(
        circumstances.present
    ):
        yield Objection("/present", "a role is named twice", "each role once")


def objections_to_notes(summary: str, next_steps: Sequence[str]) -> Iterator[Objection]:
    """What does not fit; nothing where the notes can stand. An empty summary takes it away."""
    yield from objections_to_text("/summary", summary, LONGEST_SUMMARY)
    if len(next_steps) > MOST_STEPS:
        yield Objection("/next_steps", "there are too many steps", f"at most {MOST_STEPS}")
    for at, step in enumerate(next_steps[:MOST_STEPS]):
        if not step.strip():
            yield Objection(f"/next_steps/{at}", "the text is too short", "a text")
        yield from objections_to_text(f"/next_steps/{at}", step, LONGEST_STEP)


def objections_to_text(place: str, text: str, longest: int) -> Iterator[Objection]:
    """A text that is too long, or that holds what nobody writes."""
    if len(text) > longest:
        yield Objection(place, "the text is too long", f"at most {longest} characters")
    if _UNWANTED.search(text):
        problem = "the text holds a character that cannot be kept"
        yield Objection(place, problem, "text without control characters")
