"""A concept known by its name, which is another in every language."""

from tests.instruments.texts import READS, spoilt

TEXT = spoilt(READS + "/target/where", [{"language": "svenska"}])
WRONG = [
    (READS + "/target/where/0/language", "a concept is known by its code"),
]
