"""Where the key ring comes from: a file, the environment, or a file that is sealed under a key in a security module (PKCS#11).

Behind one small interface. Whatever the provider, a process holds the ring in memory and nowhere else, since a person's data key is
unwrapped at each reading: a security module would be asked thousands of times a second, which one on the network answers
in milliseconds each, and would make every reading wait for it. What it does instead is that the ring never lies on a
disk in the clear, and that it opens only while the module is there and lets this service in.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from profile_service.signing.key_ring import KeyRing
from profile_service.signing.older_rings import telling_what_it_is_not
from profile_service.signing.ring_file import KeyRingError, read_ring

RING_JSON: Final = "EGENKARTA_KEY_RING_JSON"


class RingProvider(Protocol):
    """Reads and keeps one ring."""

    @property
    def name(self) -> str:
        """What the provider is called."""
        ...

    def exists(self) -> bool:
        """Whether there is one."""
        ...

    def written(self) -> Mapping[str, Any]:
        """The ring as JSON, of whatever version. KeyRingError where it cannot be read."""
        ...

    def write(self, ring: KeyRing) -> None:
        """Keep it in place of the one before. KeyRingError where that cannot be done from here."""
        ...

    def make(self, ring: KeyRing) -> None:
        """Keep the first one. KeyRingError where there is one, or somebody else makes one at the same time."""
        ...

    def version(self) -> object:
        """Something that is another when the ring was changed; to be asked once a second, and at no cost."""
        ...

    def __str__(self) -> str:
        """Where it is, for a line that somebody reads."""
        ...


def read_from(provider: RingProvider) -> KeyRing:
    """The ring.

    Raises:
        KeyRingError: there is none, it cannot be read, or was made before there were all of these keys.
    """
    with telling_what_it_is_not(str(provider)):
        return KeyRing.from_json(provider.written())


@dataclass(frozen=True, slots=True)
class FileProvider:
    """A file for its owner's eyes alone."""

    path: Path
    name: str = "file"

    def exists(self) -> bool:
        return self.path.exists()

    def written(self) -> Mapping[str, Any]:
        found = read_ring(self.path)
        if isinstance(found, dict) and "sealed_under" in found:
            raise KeyRingError(
                f"{self.path} is sealed under a security module: set EGENKARTA_PKCS11_MODULE and what belongs to it"
            )
        return found  # type: ignore[no-any-return]

    def write(self, ring: KeyRing) -> None:
        ring.save(self.path)

    def make(self, ring: KeyRing) -> None:
        ring.save_new(self.path)

    def version(self) -> object:
        return version_of(self.path)

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class EnvironmentProvider:
    """What an orchestrator injects. It cannot be changed from here, and a process keeps what it was started with."""

    ring_json: str
    name: str = "environment"

    def exists(self) -> bool:
        return bool(self.ring_json)

    def written(self) -> Mapping[str, Any]:
        with telling_what_it_is_not(RING_JSON):
            found = json.loads(self.ring_json)
            if not isinstance(found, dict):
                raise TypeError
            return found

    def write(self, ring: KeyRing) -> None:
        raise KeyRingError(
            f"the key ring comes from {RING_JSON}, which cannot be changed from here: "
            "right would be --output FILE, and then that file's content as the new value"
        )

    def make(self, ring: KeyRing) -> None:
        self.write(ring)

    def version(self) -> object:
        return None

    def __str__(self) -> str:
        return RING_JSON


def version_of(path: Path) -> tuple[int, int, int, int] | None:
    """Which version of a file this is, its mode and owner included; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  once a second, and half as dear as the other
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size
