"""Two labels under one key, of which readers take one or the other."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "line 1, character ", "'preferred_label' is there twice")


def lay(folder: Path) -> Path:
    node = '{"id": "a", "type": "skill", "preferred_label": "a", "preferred_label": "b"}'
    return put(folder, "dump.json", f'{{"data": {{"concepts": [{node}]}}}}')
