"""A question has two texts, of which one would be lost."""

from tests.instruments.texts import WORKS, plain, written

TEXT = written(plain()).replace(b'"kind": "yes_no"', b'"kind": "yes_no", "kind": "text"')
WRONG = [
    (WORKS + "/kind", "a name comes twice"),
]
