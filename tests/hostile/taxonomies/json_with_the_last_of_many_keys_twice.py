"""Sixty thousand keys, of which the last comes twice: looked for in one go."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "line 1, character", "the key 'k59999' is there twice")


def lay(folder: Path) -> Path:
    keys = ", ".join(f'"k{number}": 1' for number in (*range(60_000), 59_999))
    return put(folder, "dump.json", f'{{"data": {{"concepts": [{{{keys}}}]}}}}')
