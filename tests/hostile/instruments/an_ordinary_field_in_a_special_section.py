"""What is asked of everybody, where nothing is counted."""

from tests.instruments.texts import JOBS, READS, WHEN, spoilt

TEXT = spoilt("/sections/0/special", True)
WRONG = [
    (JOBS + "/target/fields/0", "an ordinary field stands in a special section"),
    (JOBS + "/target/fields/1", "an ordinary field stands in a special section"),
    (READS + "/target/fields/0", "an ordinary field stands in a special section"),
    (WHEN + "/target/fields/0", "an ordinary field stands in a special section"),
]
