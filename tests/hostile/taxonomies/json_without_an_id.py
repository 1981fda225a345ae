"""A skill without an id."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/1", "no id")


def lay(folder: Path) -> Path:
    one = {"id": "a", "type": "skill", "preferred_label": "a"}
    return put(folder, "dump.json", jobtech(one, {"type": "skill", "preferred_label": "b"}))
