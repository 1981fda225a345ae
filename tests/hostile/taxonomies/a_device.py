"""A device that never ends."""

from pathlib import Path

SAYS = ("zero", "a pipe or a device")


def lay(folder: Path) -> Path:
    return Path("/dev/zero")
