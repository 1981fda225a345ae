"""A picture that the service does not have."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/picture", "weapon")
WRONG = [
    (JOBS + "/picture", "there is no such picture"),
]
