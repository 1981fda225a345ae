"""An adviser's answer aimed at her profile."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/respondent", "adviser")
WRONG = [
    (NEEDS + "/target", "only her own answers go into her profile"),
]
