"""Another label that would steer the terminal, by an escape of JSON."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/0/alternative_labels/1", "U+001B")


def lay(folder: Path) -> Path:
    others = ["b", "\x1b[2J"]
    node = {"id": "a", "type": "skill", "preferred_label": "a", "alternative_labels": others}
    return put(folder, "dump.json", jobtech(node))
