"""Two questions of one id: nobody could tell their answers apart."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/id", "works")
WRONG = [
    (JOBS + "/id", "an id comes twice"),
    (JOBS + "/shown_if/item", "a question cannot wait for itself"),
]
