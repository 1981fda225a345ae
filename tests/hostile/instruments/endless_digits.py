"""A number of more digits than Python reads without trouble."""

from tests.instruments.texts import JOBS, plain, written

TEXT = written(plain()).replace(b"12", b"1" * 5000)
WRONG = [
    (JOBS + "/fresh_months", "this is no number that JSON knows"),
]
