"""One text lacks a language that the others have."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/text/en", None)
WRONG = [
    (WORKS + "/text/en", "the text lacks a language that others have"),
]
