"""JSON that was cut off."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "line 1", "no JSON")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", jobtech({"id": "a", "type": "skill", "preferred_label": "a"})[:-3])
