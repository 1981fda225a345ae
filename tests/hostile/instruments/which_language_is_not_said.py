"""A level of some language, whichever comes first."""

from tests.instruments.texts import READS, spoilt

TEXT = spoilt(READS + "/target/where", [])
WRONG = [
    (READS + "/target/where", "it is not said which entry is meant"),
]
