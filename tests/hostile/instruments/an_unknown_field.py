"""A field that the section does not have."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/target/fields", ["title", "salary"])
WRONG = [
    (JOBS + "/target/fields/1", "there is no such field in this section"),
]
