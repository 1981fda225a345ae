"""A character reference that becomes markup somewhere else."""

from tests.instruments.texts import WORKS, spoilt

TEXT = spoilt(WORKS + "/text/en", "&lt;b&gt;")
WRONG = [
    (WORKS + "/text/en", "the text holds markup"),
]
