"""Files beside the database that must outlive it: how they are made to last, and set aside."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_aside(path: Path) -> Path:
    """Give a file another name beside the one that it has; nothing is overwritten, and nothing is lost. Its new path."""
    number = sum(1 for _ in path.parent.glob(f"{path.name}.aside-*")) + 1
    aside = path.with_name(f"{path.name}.aside-{number}")
    path.rename(aside)
    sync_folder(path.parent)
    return aside
