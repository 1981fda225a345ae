"""A number of 5,000 digits."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "line 2, character 6", "a number has 5,000 digits", "at most 18")


def lay(folder: Path) -> Path:
    digits = "1" * 5_000
    return put(
        folder, "dump.json", f'{{"data": {{"concepts": [{{"id": "NaN", "f": 0.{digits},\n"x": {digits}}}]}}}}'
    )
