"""It asks whether she lives under protected identity."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/target", {"section": "person", "fields": ["protected_identity"]})
WRONG = [
    (NEEDS + "/target/fields/0", "no instrument asks for this field"),
]
