"""The new entry comes with the answer that is asked for."""

from tests.instruments.texts import NEEDS, spoilt

TEXT = spoilt(NEEDS + "/target", {"section": "adaptations", "fields": ["health"], "begins": {"health": "x"}})
WRONG = [
    (NEEDS + "/target/begins/health", "the answer stands here already"),
]
