"""An id with the organisation of somebody else in front."""

from tests.instruments.texts import spoilt

TEXT = spoilt("/id", "org_demo_tjuvholmen.talk")
WRONG = [
    ("/id", "the text does not have the right form"),
]
