"""A null character and an escape sequence in a title."""

from tests.instruments.texts import spoilt

TEXT = spoilt("/title/sv", "Sam\x00\x1b[2Jtal")
WRONG = [
    ("/title/sv", "the text holds a character that cannot be kept"),
]
