"""Three mistakes of three sorts in three questions: one look finds them all."""

from tests.instruments.texts import plain, written


def _spoilt() -> dict[str, object]:
    whole = plain()
    items = whole["sections"][0]["items"]
    items[0]["kind"] = "guess"
    items[1]["picture"] = "weapon"
    items[2]["target"]["section"] = "secrets"
    return whole


TEXT = written(_spoilt())
WRONG = [
    ("/sections/0/items/0/kind", "the value is not one of those allowed"),
    ("/sections/0/items/1/picture", "there is no such picture"),
    ("/sections/0/items/2/target/section", "there is no such section"),
]
