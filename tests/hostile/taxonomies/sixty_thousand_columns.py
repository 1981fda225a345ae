"""So many columns that comparing each with each would take minutes."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("skills_en.csv", "line 1", "60000 columns")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", ",".join(f"c{number}" for number in range(60_000)))
