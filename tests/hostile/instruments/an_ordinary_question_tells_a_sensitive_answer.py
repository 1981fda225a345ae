"""Whether it is asked would tell what was answered in the closed section."""

from tests.instruments.texts import plain, written


def _turned() -> dict[str, object]:
    whole = plain()
    care, you = whole["sections"][1], whole["sections"][0]
    care["items"].append({"id": "ill", "text": {"sv": "Är du sjuk?", "en": "Are you ill?"}, "kind": "yes_no"})
    you["items"][1]["shown_if"] = {"item": "ill", "values": [True]}
    whole["sections"] = [care, you]
    return whole


TEXT = written(_turned())
WRONG = [
    ("/sections/1/items/1/shown_if/item", "what is asked would tell of a sensitive answer"),
]
