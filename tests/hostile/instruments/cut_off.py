"""The text ends in the middle."""

from tests.instruments.texts import plain, written

TEXT = written(plain())[:-1]
WRONG = [
    ("", "this is not JSON at line 1"),
]
