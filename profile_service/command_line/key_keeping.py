"""What the commands about keys have in common: whose ring it is, one change at a time, and the wrapping anew with its progress."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress

from profile_service.clock import SystemClock
from profile_service.key_source import provider_of
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.live_ring import PATIENCE
from profile_service.signing.providers import RingProvider
from profile_service.signing.ring_file import KeyRingError
from profile_service.storage.rewrapping import rewrap_data_keys

if TYPE_CHECKING:
    from profile_service.signing.security_module import ModuleProvider

Ring = Annotated[Path | None, typer.Option("--key-ring", help="A file, instead of what the settings name.")]
Output = Annotated[
    Path | None,
    typer.Option(
        help="Write the new ring into this file, in the clear: where it comes from the environment."
    ),
]
OVERLAP: Final = PATIENCE + 40.0
"""Seconds after which nobody wraps under a version that a ring has replaced, and whatever was wrapped is committed."""
said = Console(stderr=True)


def provider_at(path: Path | None) -> RingProvider:
    """The provider that the settings name, or a file."""
    return provider_of(Settings(), path)


def dressed(provider: RingProvider) -> "ModuleProvider | None":
    """The provider as one with a security module, where it is one."""
    if provider.name != "pkcs11":
        return None
    from profile_service.signing.security_module import ModuleProvider

    return provider if isinstance(provider, ModuleProvider) else None


@contextmanager
def changing(provider: RingProvider) -> Iterator[None]:
    """One change of a ring at a time: of two that read the same ring, the second would write over the first one's keys.

    Raises:
        KeyRingError: somebody else is changing it.
    """
    path = getattr(provider, "path", None)
    if path is None or not path.parent.is_dir():
        yield
        return
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise KeyRingError(f"{path} is being changed by another command: try again when it is done") from None
    finally:
        os.close(handle)


def keep(provider: RingProvider, ring: KeyRing, output: Path | None) -> str:
    """Write the ring back, or into a file that is not there yet; says where it is.

    Raises:
        KeyRingError: neither can be.
    """
    if output is None:
        provider.write(ring)
        return str(provider)
    ring.save_new(output)
    return str(output)


def await_everybody(provider: RingProvider, whole: KeyRing) -> None:
    """Wait until each process that reads this ring has it as it is, or wraps nothing any more.

    What was injected has no age: whoever injects it knows who has it.
    """
    path, began = getattr(provider, "path", None), float(whole.switch.at if whole.switch else 0)
    if path is not None:
        found = path.stat()
        began = max(began, found.st_mtime, found.st_ctime)
    left = min(began + OVERLAP - SystemClock().now().timestamp(), OVERLAP)
    if left > 0:
        said.print(f"Waiting {left:.0f} s, until every process has the newest keys.")
        time.sleep(left)


def wrapped_anew(whole: KeyRing, *, wait: bool) -> KeyRing:
    """Wrap every data key under the sealing key in use, and tell how far it is; the ring as it was used.

    On a terminal a bar shows it; in a log a line for each tenth does.
    """
    ring = _begun(whole, wait=wait)
    told = -1
    with Progress(console=said, disable=not said.is_terminal) as progress:
        task = progress.add_task("Rewrapping data keys", total=None)
        for done, total in rewrap_data_keys(Settings().database_url, ring, ring.newest):
            progress.update(task, completed=done, total=total)
            if not said.is_terminal and done * 10 // total != told:
                told = done * 10 // total
                said.print(f"rewrapped {done} of {total}")
    return ring


def _begun(whole: KeyRing, *, wait: bool) -> KeyRing:
    clock = SystemClock()
    while (ring := whole.at(clock.now().timestamp())).switch is not None:
        if not wait:
            begins = datetime.fromtimestamp(ring.switch.at, UTC).isoformat()
            raise KeyRingError(
                f"the new sealing key is used from {begins} on: run this again then, or with --wait"
            )
        time.sleep(1)
    return ring
