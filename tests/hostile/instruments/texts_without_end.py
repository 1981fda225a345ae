"""A text longer than any question."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/text/en", "a" * 301)
WRONG = [
    (WORKS + "/text/en", "the text is too long"),
]
