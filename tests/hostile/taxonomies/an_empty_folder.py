"""A folder with nothing to read in it."""

from pathlib import Path

SAYS = ("there is no file to read",)


def lay(folder: Path) -> Path:
    return folder
