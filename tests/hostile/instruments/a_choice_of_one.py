"""A choice with nothing to choose from."""

from tests.instruments.texts import WHEN, spoilt

TEXT = spoilt(WHEN + "/choices", [{"value": "now", "label": {"sv": "Nu", "en": "Now"}}])
WRONG = [
    (WHEN + "/choices", "a choice needs two answers or more"),
]
