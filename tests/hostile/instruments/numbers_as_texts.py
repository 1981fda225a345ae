"""A number written as a text, and a truth as a number."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/fresh_months", "12")
WRONG = [
    (JOBS + "/fresh_months", "this is not a number"),
]
