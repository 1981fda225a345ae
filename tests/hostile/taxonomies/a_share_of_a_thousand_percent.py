"""A substitution by a thousand per cent."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/0/substitutes/0/substitutability_percentage", "0 to 100")


def lay(folder: Path) -> Path:
    other = {
        "id": "b",
        "type": "occupation-name",
        "preferred_label": "b",
        "substitutability_percentage": 1_000,
    }
    one = {"id": "a", "type": "occupation-name", "preferred_label": "a", "substitutes": [other]}
    return put(folder, "dump.json", jobtech(one))
