"""A label that is a list, and a list that is a label."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/0/preferred_label", "no text")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", jobtech({"id": "a", "type": "skill", "preferred_label": ["a"]}))
