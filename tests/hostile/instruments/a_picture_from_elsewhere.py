"""The address of a picture on another machine, which would tell who looks."""

from tests.instruments.texts import JOBS, spoilt

TEXT = spoilt(JOBS + "/picture", "https://evil.example/x.svg")
WRONG = [
    (JOBS + "/picture", "the text does not have the right form"),
]
