"""Half of a surrogate pair, by an escape: no database can keep it."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "/data/concepts/0/preferred_label", "half of a surrogate pair, U+D800")


def lay(folder: Path) -> Path:
    node = r'{"id": "a", "type": "skill", "preferred_label": "a\ud800b"}'
    return put(folder, "dump.json", f'{{"data": {{"concepts": [{node}]}}}}')
