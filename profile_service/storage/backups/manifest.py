"""What a backup is said to hold: hashed, counted, and signed with the key ring, so that a changed or mixed one is noticed."""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, Self

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.erasures import Blinder
from profile_service.storage.outside import sync_folder

NAME: Final = "manifest.json"
_PURPOSE: Final = "backup-manifest"


@dataclass(frozen=True, slots=True)
class JournalHead:
    """How far the journal went: its rows, and the newest signed checkpoint of its tree, where there was one."""

    rows: int
    last_seq: int
    size: int = 0
    root: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`counts` by table; of `data_key` it says how many there were, though none of them is in the content.

    `erasures` is the number of the newest line in the ledger of erasures.
    """

    made_at: str
    database: str
    migration: str
    content: str
    sha256: str
    counts: Mapping[str, int]
    journal: JournalHead
    erasures: int

    @property
    def moment(self) -> datetime:
        """When it was made: everything that was committed before is in it."""
        return datetime.fromisoformat(self.made_at)

    def write(self, folder: Path, blinder: Blinder) -> None:
        """Put it beside the content, last of all: without it a folder is no backup."""
        told = asdict(self)
        told["mac"] = _mac(blinder, told)
        write_durably(folder / NAME, json.dumps(told, indent=1).encode() + b"\n")

    @classmethod
    def read(cls, folder: Path, blinder: Blinder) -> Self:
        """Read it and hold the content against it.

        Raises:
            BackupError: there is none, it was changed, it belongs to another key ring, or the content is not what it says.
        """
        path = folder / NAME
        if not path.is_file():
            raise BackupError(f"{folder} is no whole backup: {NAME} is not there")
        try:
            told = json.loads(path.read_bytes())
            mac = told.pop("mac")
            genuine = hmac.compare_digest(mac, _mac(blinder, told))
            found = cls(**{**told, "journal": JournalHead(**told["journal"])})
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupError(f"{path} is not a manifest") from None
        if not genuine:
            raise BackupError(
                f"{path} was changed, or belongs to another key ring: right would be the ring that was in use then, "
                "or a later state of it"
            )
        content = folder / Path(found.content).name
        if not content.is_file():
            raise BackupError(f"{folder} is no whole backup: {content.name} is not there")
        if sha256_of(content) != found.sha256:
            raise BackupError(f"{content} is not what the manifest says: it was changed or cut off")
        return found


def sha256_of(path: Path) -> str:
    """In hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def make_folder(folder: Path) -> None:
    """A folder for its owner alone, and those above it that are missing; their names last."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    sync_folder(folder.parent)


def new_private(path: Path) -> int:
    """Open a file for its owner alone, anew: whatever lies or points there is taken away, never written into."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def write_durably(path: Path, content: bytes) -> None:
    """A file for its owner alone that lasts, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(new_private(fresh), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def _mac(blinder: Blinder, told: Mapping[str, Any]) -> str:
    words = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return blinder.blind(_PURPOSE, words).hex()
