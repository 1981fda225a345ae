"""The file that a key ring lives in: for its owner's eyes alone, and written whole or not at all."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class KeyRingError(Exception):
    """The key ring cannot be used: what is wrong with the file, and what would be right."""


def read_ring(path: Path) -> Any:
    """What the file holds, parsed.

    Raises:
        KeyRingError: there is none, it is no file, or others than its owner can read it.
        ValueError: it is not JSON.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyRingError(f"no key ring at {path}: make one with 'egenkarta keys init'") from None
    if not stat.S_ISREG(mode):
        raise KeyRingError(f"{path} is not a file: a key ring is one")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRingError(f"{path} can be read by others: chmod 600 it")
    return json.loads(path.read_text(encoding="utf-8"))


def write_ring(path: Path, ring: Mapping[str, Any]) -> None:
    """Put the ring in place of what was there, so that it lasts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    # Never into a file, or through a link, that somebody has put there: it would keep their mode, or lie in their place.
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(ring, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    # The new name must last as well: what is sealed from now on opens with this ring alone.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
