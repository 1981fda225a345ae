"""Health asked for in a section that is open and counted."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt("/sections/1/special", False)
WRONG = [
    (NEEDS + "/target/fields/0", "a sensitive field stands in an ordinary section"),
]
