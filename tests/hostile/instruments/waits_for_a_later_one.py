"""A condition on a question that only comes later."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/shown_if", {"item": "when", "values": ["now"]})
WRONG = [
    (WORKS + "/shown_if/item", "the question comes later"),
]
