"""A question that is asked once it was answered."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/shown_if/item", "jobs")
WRONG = [
    (JOBS + "/shown_if/item", "a question cannot wait for itself"),
]
