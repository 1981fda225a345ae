"""A pipe by the name of a file, that nobody ever writes to."""

import os
from pathlib import Path

SAYS = ("skills_en.csv", "a pipe or a device")


def lay(folder: Path) -> Path:
    path = folder / "skills_en.csv"
    os.mkfifo(path)
    return path
