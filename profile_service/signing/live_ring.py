"""The key ring of a running service: whoever changes it, or the keys in it, need not stop anything.

Once a second somebody asks for the time of the ring, and where it was changed it is read anew. A data key under a version that is
not known yet is looked for at once, so that no reading fails while another process is a second ahead. Nothing is wrapped by a process
that has not been able to read the newest ring for a while: the version that it would wrap under may be retired by then.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from consent.receipt import ConsentRecord
from profile_service.domain.prepared_record import Prepared
from profile_service.domain.token_keys import TokenKeys
from profile_service.signing.key_ring import KeyRing, SealedBox, SealError
from profile_service.signing.notary import RecordNotary
from profile_service.signing.paper_seal import PaperSeal
from profile_service.signing.providers import RingProvider
from profile_service.signing.ring_file import KeyRingError
from profile_service.signing.ring_reading import RingReading

_MOMENT: Final = 0.25
"""Seconds that who begins a reading waits for it: a file is read by then."""
_IN_NEED: Final = 2.0
"""Seconds that somebody waits who cannot go on without the newest ring."""
PATIENCE: Final = 20
"""Seconds for which new keys are wrapped by the ring in memory, where there is a newer one that cannot be read. `keys retire` waits longer."""


class LiveRing:
    """See `storage.personal_keys.Sealer`, and `identity.tokens` for what it says of token keys.

    A ring that cannot be read, or is another installation's, changes no key.

    Args:
        ring: as it was read at the start.
        now: the second since 1970.
    """

    def __init__(self, provider: RingProvider, ring: KeyRing, now: Callable[[], float]) -> None:
        self._now, self._door = now, threading.Lock()
        self._second = int(now())
        self._reading = RingReading(provider, ring, self._second)
        self._use(ring.at(self._second))

    @property
    def current(self) -> KeyRing:
        """The ring as it is in use now; the same object as long as nothing changes."""
        if int(self._now()) != self._second:
            self._look()
        return self._ring

    def token_keys(self) -> TokenKeys:
        """The keys for access tokens; the same object as long as nothing changes."""
        if int(self._now()) != self._second:
            self._look()
        return self._tokens

    def new_data_key(self) -> bytes:
        """A fresh key for one individual."""
        return self._ring.new_data_key()

    def wrap(self, data_key: bytes, binding: str) -> tuple[int, bytes]:
        """See `KeyRing.wrap`.

        Raises:
            KeyRingError: the ring was changed, and has not been readable for a while.
        """
        ring = self.current
        if self._is_behind():
            self._look_well(lambda: not self._is_behind())
            ring = self._ring
        if self._is_behind():
            raise KeyRingError(
                "the key ring was changed and cannot be read: nothing new is wrapped until it can"
            )
        return ring.wrap(data_key, binding)

    def unwrap(self, version: int, wrapped: bytes, binding: str) -> bytes:
        """See `KeyRing.unwrap`."""
        box = self._boxes.get(version)
        if box is None:
            box = self._late(version)
        return box.open(wrapped, binding)

    def box(self, key: bytes) -> SealedBox:
        """See `KeyRing.box`."""
        return SealedBox(key)

    def seal(self, key: bytes, plain: bytes, binding: str) -> bytes:
        """See `SealedBox.seal`."""
        return SealedBox(key).seal(plain, binding)

    def open(self, key: bytes, sealed: bytes, binding: str) -> bytes:
        """See `SealedBox.open`."""
        return SealedBox(key).open(sealed, binding)

    def blind(self, purpose: str, word: str) -> bytes:
        """See `KeyRing.blind`: the index key is the same for ever."""
        return self._ring.blind(purpose, word)

    def _late(self, version: int) -> SealedBox:
        self._look_well(lambda: version in self._boxes)
        box = self._boxes.get(version)
        if box is None:
            raise SealError(f"key-encryption key {version} is not in the key ring")
        return box

    def _look_well(self, enough: Callable[[], bool]) -> None:
        # Twice: a reading that is on its way already may have begun before the change that is looked for.
        for _ in range(2):
            self._look()
            if enough():
                return
            self._reading.wait(_IN_NEED)
            self._take()
            if enough():
                return

    def _is_behind(self) -> bool:
        return self._reading.behind(self._second) > PATIENCE

    def _look(self) -> None:
        with self._door:
            self._second = int(self._now())
            begun = self._reading.begin(self._second)
        # Outside of the door: whoever else asks meanwhile goes on with the keys of before.
        if begun:
            self._reading.wait(_MOMENT)
        self._take()

    def _take(self) -> None:
        with self._door:
            ring = self._reading.whole.at(self._second)
            if ring != self._ring:
                self._use(ring)

    def _use(self, ring: KeyRing) -> None:
        # Each is whole when it is set; a thread that asks meanwhile has the one before.
        self._boxes = {version: SealedBox(key) for version, key in ring.sealing_keys.items()}
        self._tokens = ring.tokens
        self._ring = ring


class LiveNotary:
    """See `actions.ports.Notary`: signs with the record key that is in use now, and publishes all there have been."""

    def __init__(self, ring: LiveRing, render: Callable[[ConsentRecord], bytes]) -> None:
        self._live, self._render = ring, render
        self._made = self._make(ring.current)

    def _make(self, ring: KeyRing) -> tuple[KeyRing, RecordNotary]:
        return ring, RecordNotary(ring.record_keys, ring.record_kid, self._render)

    @property
    def _notary(self) -> RecordNotary:
        ring, made = self._live.current, self._made
        if made[0] is not ring:
            made = self._made = self._make(ring)
        return made[1]

    @property
    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys."""
        return self._notary.jwks

    def attest(self, prepared: Prepared) -> str:
        """See `RecordNotary.attest`."""
        return self._notary.attest(prepared)


class LiveSeal:
    """See `doors.house.Sealing`: seals with the seal that is in use now. The authority is the same for ever."""

    def __init__(self, ring: LiveRing) -> None:
        self._live = ring
        self.authority: bytes = ring.current.papers.authority.pem

    def seal(self, pdf: bytes, at: datetime) -> bytes:
        """See `PaperSeal.seal`."""
        return PaperSeal(self._live.current.papers).seal(pdf, at)
