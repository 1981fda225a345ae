"""One text has a language that all the others lack."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/help", {"sv": "a", "en": "a", "so": "a"})
WRONG = [
    ("/title/so", "the text lacks a language that others have"),
    ("/about/so", "the text lacks a language that others have"),
    ("/sections/0/title/so", "the text lacks a language that others have"),
]
