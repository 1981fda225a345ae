"""More bytes than are read."""

from schemas import limits
from tests.instruments.texts import plain, written

TEXT = written(plain()) + b" " * limits.INSTRUMENT_BYTES
WRONG = [
    ("", "the text is too large"),
]
