"""A condition on a question that is not there."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/shown_if/item", "nothing")
WRONG = [
    (JOBS + "/shown_if/item", "there is no such question"),
]
