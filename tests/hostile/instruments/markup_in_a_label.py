"""Markup where an answer is named."""

from tests.instruments.texts import WHEN, spoilt

TEXT = spoilt(WHEN + "/choices/0/label/en", "<img src=x>")
WRONG = [
    (WHEN + "/choices/0/label/en", "the text holds markup"),
]
