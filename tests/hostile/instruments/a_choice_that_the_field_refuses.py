"""A value that the profile would never take."""

from tests.instruments.texts import WHEN, spoilt

TEXT = spoilt(WHEN + "/choices/1/value", "tomorrow")
WRONG = [
    (WHEN + "/choices/1/value", "the field does not take this value"),
]
