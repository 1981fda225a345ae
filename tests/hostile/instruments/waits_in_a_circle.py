"""Two questions that wait for each other: neither would ever be asked."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/shown_if", {"item": "jobs", "values": [True]})
WRONG = [
    (WORKS + "/shown_if/item", "the conditions go in a circle"),
    (WORKS + "/shown_if/values", "a condition needs a question with fixed answers"),
]
