"""A link in a folder, to a device that never ends."""

from pathlib import Path

SAYS = ("skills_en.csv", "a pipe or a device")


def lay(folder: Path) -> Path:
    (folder / "skills_en.csv").symlink_to("/dev/zero")
    return folder
