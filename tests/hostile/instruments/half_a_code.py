"""A code without its scheme."""

from tests.instruments.texts import READS, spoilt

TEXT = spoilt(READS + "/target/where", [{"language": {"concept_id": "sv"}}])
WRONG = [
    (READS + "/target/where/0/language/scheme", "the field is missing"),
]
