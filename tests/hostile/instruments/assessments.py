"""It writes itself an assessment."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/target", {"section": "assessments", "fields": ["level"]})
WRONG = [
    (NEEDS + "/target/section", "no instrument asks for this section"),
]
