"""It asks for her identity number."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/target", {"section": "person", "fields": ["identity_numbers"]})
WRONG = [
    (NEEDS + "/target/fields/0", "no instrument asks for this field"),
]
