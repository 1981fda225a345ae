"""A number so large that it becomes infinite."""

from tests.instruments.texts import JOBS, plain, written

TEXT = written(plain()).replace(b"12", b"1e999")
WRONG = [
    (JOBS + "/fresh_months", "this is no number that JSON knows"),
]
