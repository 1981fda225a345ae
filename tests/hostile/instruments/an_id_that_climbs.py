"""An id made to reach another organisation, or a file."""

from tests.instruments.texts import spoilt

TEXT = spoilt("/id", "../org_other.talk")
WRONG = [
    ("/id", "the text does not have the right form"),
]
