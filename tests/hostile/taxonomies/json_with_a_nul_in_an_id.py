"""The dump of 2020 has ids as keys; this one holds NUL."""

import json
from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "key number 2", "U+0000")


def lay(folder: Path) -> Path:
    node = {"preferredLabel": "a", "type": "skill"}
    return put(folder, "dump.json", json.dumps({"a": node, "b\0": node}))
