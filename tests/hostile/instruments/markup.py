"""A script in the text of a question."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/text/en", "<script>alert(1)</script>")
WRONG = [
    (WORKS + "/text/en", "the text holds markup"),
]
