"""Marks that turn the direction, so that one thing is read and another is meant."""

from tests.instruments.texts import spoilt

TEXT = spoilt("/title/en", "Talk \u202egnikniht")
WRONG = [
    ("/title/en", "the text holds invisible marks that turn its direction"),
]
