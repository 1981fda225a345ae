"""A special field hidden among ordinary ones."""

from tests.instruments.texts import WHEN, spoilt

TEXT = spoilt(WHEN + "/target/fields", ["horizon", "obstacles"])
WRONG = [
    (WHEN + "/target/fields/1", "a sensitive field stands in an ordinary section"),
    (WHEN + "/target/fields", "one answer goes into one field"),
]
