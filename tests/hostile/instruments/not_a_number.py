"""NaN, which Python reads and JSON does not know."""

from tests.instruments.texts import JOBS, plain, written

TEXT = written(plain()).replace(b"12", b"NaN")
WRONG = [
    (JOBS + "/fresh_months", "this is no number that JSON knows"),
]
