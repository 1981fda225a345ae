"""Four levels for what is a year."""

from tests.instruments.texts import READS, spoilt

TEXT = spoilt(READS + "/kind", "level")
WRONG = [
    (READS + "/kind", "an answer of this kind does not fit the field"),
]
