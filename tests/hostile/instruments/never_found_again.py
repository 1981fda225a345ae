"""A new entry is of another kind than those that are looked for."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/target/begins", {"setting": "home"})
WRONG = [
    (JOBS + "/target/begins", "a new entry would not be found again"),
]
