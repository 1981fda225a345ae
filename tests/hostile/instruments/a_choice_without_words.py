"""An answer that nobody can read."""

from tests.instruments.texts import WHEN, spoilt

TEXT = spoilt(WHEN + "/choices/1/label", {})
WRONG = [
    (WHEN + "/choices/1/label", "there are too few entries"),
]
