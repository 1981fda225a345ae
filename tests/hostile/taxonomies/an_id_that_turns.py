"""An id that turns the direction of what stands after it."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/0", "one that cannot be written")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", jobtech({"id": "\u202eba", "type": "skill", "preferred_label": "a"}))
