"""More questions in one section than are asked in one go."""

from tests.instruments.texts import spoilt

TEXT = spoilt(
    "/sections/0/items",
    [{"id": f"q{at}", "text": {"sv": "F", "en": "Q"}, "kind": "text"} for at in range(61)],
)
WRONG = [
    ("/sections/0/items", "there are too many entries"),
]
