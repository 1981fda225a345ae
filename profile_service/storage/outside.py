"""Files beside the database that must outlive it: how they are made to last, locked, and set aside."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with those above it, so that all of their names last. One that is there stays as it is."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True, mode=0o700)
        sync_folder(one.parent)


def see_that_it_can_be_written(folder: Path) -> None:
    """Make a folder where there is none, and a file in it that is gone again. Raises OSError where that cannot be done."""
    make_folder(folder)
    probe = folder / f".probe-{os.getpid()}"
    os.close(os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600))
    probe.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold what lies at this path for oneself, among all processes on this machine.

    By a file of its own: the one that is meant may get another name, or another one its name, meanwhile.
    """
    make_folder(path.parent)
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Put this in the place of whatever lies there, for its owner alone and durably: either is there at any moment, and whole.

    Raises:
        OSError: it cannot be written; then what was there is still there.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # what a process that was killed has left
    handle = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def set_aside(path: Path) -> Path:
    """Give a file another name beside the one that it has; nothing is overwritten, and nothing is lost. Its new path."""
    number = sum(1 for _ in path.parent.glob(f"{path.name}.aside-*")) + 1
    aside = path.with_name(f"{path.name}.aside-{number}")
    path.rename(aside)
    sync_folder(path.parent)
    return aside
