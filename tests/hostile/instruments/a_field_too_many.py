"""A field that no schema knows, such as one that a later version might obey."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/script", "x")
WRONG = [
    (WORKS + "/script", "there is no such field here"),
]
