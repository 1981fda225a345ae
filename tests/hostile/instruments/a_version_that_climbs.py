"""A version made to leave its place in an address."""

from tests.instruments.texts import spoilt

TEXT = spoilt("/version", "../2")
WRONG = [
    ("/version", "the text does not have the right form"),
]
