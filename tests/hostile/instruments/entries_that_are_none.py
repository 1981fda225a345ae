"""The first field does not make an entry: a job without what it was."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/target/fields", ["start", "end"])
WRONG = [
    (JOBS + "/target/begins", "the first field does not make an entry"),
]
