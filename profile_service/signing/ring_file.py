"""The file that a key ring lives in: for its owner's eyes alone, and written whole or not at all."""

import errno
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS})


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
    """Put the ring in place of what was there, so that it lasts; whose file it was, its still is."""
    with _written_beside(path, ring) as fresh:
        fresh.replace(path)


def write_new_ring(path: Path, ring: Mapping[str, Any]) -> None:
    """Put the ring where there is nothing yet, so that it lasts. Of two who do so at once, one is refused.

    Raises:
        KeyRingError: something is there already.
    """
    with _written_beside(path, ring) as fresh:
        try:
            _put_where_nothing_is(fresh, path)
        except FileExistsError:
            raise KeyRingError(
                f"{path} is there already: right would be a place where nothing is; "
                "whoever loses a key ring loses every profile under it"
            ) from None


def _put_where_nothing_is(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without links: whoever makes the name first has it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        fresh.replace(path)


@contextmanager
def _written_beside(path: Path, ring: Mapping[str, Any]) -> Iterator[Path]:
    """A file in the same folder that holds the ring, for as long as it is not in place; then the folder is made to last too."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A name that nobody has: never into a file, or through a link, that somebody has put there, and never over a neighbour.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            _for_the_same_owner(handle, path)
            json.dump(ring, file, indent=1)
            file.flush()
            os.fsync(handle)
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
    # The new name must last as well: what is sealed from now on opens with this ring alone.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _for_the_same_owner(handle: int, path: Path) -> None:
    # An administrator who rotates must not lock out the service whose ring it is. Others than its owner never get in.
    try:
        before = path.stat()
    except FileNotFoundError:
        return
    ours = os.fstat(handle)
    if (before.st_uid, before.st_gid) != (ours.st_uid, ours.st_gid):
        with suppress(OSError):
            os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode) & stat.S_IWUSR | stat.S_IRUSR)
