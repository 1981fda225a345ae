"""Reading a changed key ring anew: beside whoever asks for keys, one reading at a time, and again until one has succeeded.

A security module may take long, or never answer, so nobody who can go on with the keys in memory waits for it.
"""

import threading
from typing import Final

import structlog

from profile_service.signing.key_ring import KeyRing
from profile_service.signing.providers import RingProvider, read_from
from profile_service.signing.ring_file import KeyRingError

_log = structlog.get_logger("egenkarta.keys")
_NEVER: Final = object()
_AGAIN: Final = 3
"""Seconds after which a version that could not be read is tried again."""


class RingReading:
    """The ring as it was last read, and whether there is a newer one.

    A ring that cannot be read, or is another installation's, changes nothing. What was read at the start counts as read by nobody:
    it may have been changed before anybody looked at its version.

    Args:
        ring: as it was read at the start.
        second: when that was.
    """

    def __init__(self, provider: RingProvider, ring: KeyRing, second: int) -> None:
        self.whole = ring
        self._provider = provider
        self._read: object = _NEVER
        self._failed: object = _NEVER
        self._tried = 0
        self._level_at = second
        self._idle = threading.Event()
        self._idle.set()

    def begin(self, second: int) -> bool:
        """Begin to read where the provider has another version; whether that was begun. One caller at a time."""
        version = self._provider.version()
        if version == self._read or version is None:
            # Nobody takes a key out of a ring that is gone.
            self._level_at = second
        if version == self._read:
            return False
        if not self._idle.is_set() or (version == self._failed and abs(second - self._tried) < _AGAIN):
            return False
        self._tried = second
        self._idle.clear()
        threading.Thread(target=self._run, args=(version,), name="key-ring", daemon=True).start()
        return True

    def wait(self, seconds: float) -> None:
        """Until the reading that was begun has ended, but no longer than that."""
        self._idle.wait(seconds)

    def behind(self, second: int) -> int:
        """The seconds since this process last had the newest ring, as far as anybody has looked; a ring that is gone is none."""
        return second - self._level_at

    def _run(self, version: object) -> None:
        try:
            self._read_anew(version)
        finally:
            self._idle.set()

    def _read_anew(self, version: object) -> None:
        # The version is older than what is read: a ring that is changed meanwhile has another one, and is read once more.
        try:
            fresh = read_from(self._provider)
        except Exception as error:  # a library may raise anything, and the keys in memory are still good
            self._tell_once(version, error)
            return
        if fresh.index_key != self.whole.index_key:
            _log.warning("the key ring is another installation's; the keys stay as they were")
        elif fresh != self.whole:
            self.whole = fresh
            _log.info("key ring read anew", sealing=fresh.newest, tokens=len(fresh.token_keys))
        self._level_at = self._tried
        self._read = version

    def _tell_once(self, version: object, error: Exception) -> None:
        if version == self._failed:
            return
        self._failed = version
        why = str(error) if isinstance(error, KeyRingError) else type(error).__name__
        _log.warning("the key ring cannot be read any more; the keys stay as they were", why=why)
