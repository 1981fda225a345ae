"""A condition on a value that the question cannot have."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/shown_if/values", [1, "yes"])
WRONG = [
    (JOBS + "/shown_if/values/0", "the question never has this answer"),
    (JOBS + "/shown_if/values/1", "the question never has this answer"),
]
