"""A section that no profile has."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/target/section", "secrets")
WRONG = [
    (JOBS + "/target/section", "there is no such section"),
]
