"""Rewriting a file that somebody brought, in a process of its own: whatever the file does, it does it there."""

import asyncio
import json
import subprocess
import sys
from typing import Final

from profile_service.actions.errors import BusyError
from profile_service.domain.evidence_file import LARGEST_FILE, CleanFile, Fault, FileKind, FileRefusedError

_AT_ONCE: Final = 2
_WAITING: Final = 20
_PATIENCE: Final = 20.0
"""Seconds on the clock on the wall; the processor's seconds are limited in the worker."""
_WORKER: Final = (sys.executable, "-I", "-m", "profile_service.evidence.worker")


class Cleaner:
    """Cleans a few files at a time; some others wait, each with its bytes in memory, and more are turned away for now."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._here = 0

    @property
    def here(self) -> int:
        """How many files are being cleaned, or wait for it."""
        return self._here

    async def clean(self, raw: bytes) -> CleanFile:
        """The file written anew.

        Raises:
            FileRefusedError: it is not taken.
            BusyError: too many wait already.
        """
        if len(raw) > LARGEST_FILE:
            raise FileRefusedError(Fault.TOO_LARGE)
        if self._here >= _AT_ONCE + _WAITING:
            raise BusyError
        self._here += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(clean_apart, raw)
        finally:
            self._here -= 1


def clean_apart(raw: bytes) -> CleanFile:
    """The file written anew, by the worker; FileRefusedError where it is not taken, or where the worker did not live to say."""
    try:
        # Nothing of the service's own environment goes along: no setting, no secret.
        done = subprocess.run(_WORKER, input=raw, capture_output=True, timeout=_PATIENCE, env={}, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise FileRefusedError(Fault.TOO_MUCH) from None
    head, found, content = done.stdout.partition(b"\n")
    if done.returncode != 0 or not found:
        raise FileRefusedError(Fault.TOO_MUCH)
    told = json.loads(head)
    if "fault" in told:
        raise FileRefusedError(Fault[told["fault"]])
    return CleanFile(FileKind[told["kind"]], content, int(told["pages"]))
