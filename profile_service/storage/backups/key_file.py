"""The wrapped data keys in a file of their own. It opens nothing without the key ring, and is nothing without the content.

Everybody's content dies with the last key file that holds her key, so key files are kept for days, while content may be
kept for years; what is put back is any content with the newest key file.
"""

import hmac
import json
import os
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import make_folder, new_private
from profile_service.storage.erasures import Blinder
from profile_service.storage.outside import sync_folder
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import DataKeyRow, table_of

_KEYS: Final = table_of(DataKeyRow)
_PURPOSE: Final = "backup-keys"
_PAGE: Final = 5_000
_TRIED: Final = 32
"""Keys of each sealing key, until one opens."""


def write_keys(connection: Connection, path: Path, made_at: datetime, blinder: Blinder) -> int:
    """Write down every wrapped key that the transaction sees; how many there are.

    Raises:
        BackupError: there is a file of that name already.
    """
    if path.exists():
        raise BackupError(f"{path} is there already: right would be a new name for each file of keys")
    make_folder(path.parent)
    fresh = path.with_name(f"{path.name}.new")
    digest, count = sha256(), 0
    with os.fdopen(new_private(fresh), "wb") as file:

        def put(line: object) -> None:
            written = json.dumps(line, separators=(",", ":")).encode() + b"\n"
            digest.update(written)
            file.write(written)

        put({"made_at": made_at.isoformat()})
        rows = connection.execute(
            select(_KEYS).order_by(_KEYS.c.individual_id).execution_options(stream_results=True)
        )
        for page in rows.partitions(_PAGE):
            for row in page:
                put([row.individual_id, row.sealing_version, b64encode(row.wrapped).decode()])
            count += len(page)
        mac = blinder.blind(_PURPOSE, digest.hexdigest()).hex()
        file.write(json.dumps({"count": count, "mac": mac}).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
    return count


def check_keys(path: Path, blinder: Blinder) -> datetime:
    """When a file of keys was made, once every byte of it is what was written.

    Raises:
        BackupError: it was changed or cut off, or belongs to another key ring.
    """
    digest, first, last, count = sha256(), b"", b"", -1
    if not path.is_file():
        raise BackupError(
            f"{path} is not there: right would be the newest file of keys, kept apart from the content"
        )
    with path.open("rb") as file:
        for line in file:
            if last:
                digest.update(last)
            first, last, count = first or line, line, count + 1
    try:
        told, made_at = json.loads(last), datetime.fromisoformat(json.loads(first)["made_at"])
        mac = blinder.blind(_PURPOSE, digest.hexdigest()).hex()
        whole = told["count"] == count - 1 and hmac.compare_digest(told["mac"], mac)
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise BackupError(f"{path} is not a whole file of keys, or belongs to another key ring")
    return made_at


def refuse_unopened(path: Path, sealer: Sealer) -> None:
    """Open one key of each sealing version in a file that was checked, to find out in time whether these are its keys.

    Raises:
        BackupError: no key of a version opens.
    """
    opened, tried = set[int](), Counter[int]()
    for row in keys_in(path):
        version = row["sealing_version"]
        if version in opened or tried[version] >= _TRIED:
            continue
        tried[version] += 1
        # One that does not open is a row that somebody changed before it was backed up; where none does, it is the keys.
        with suppress(Exception):
            sealer.unwrap(version, row["wrapped"], row["individual_id"])
            opened.add(version)
    missing = ", ".join(str(version) for version in sorted(set(tried) - opened))
    if missing:
        raise BackupError(
            f"the key ring opens nothing that is wrapped under sealing key {missing} in {path}: right would be a ring that "
            "has that key, or a file of keys that was made after 'egenkarta keys rewrap --wait'"
        )


def keys_in(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file that was checked."""
    with path.open("rb") as file:
        next(file)
        for line in file:
            row = json.loads(line)
            if isinstance(row, list):
                individual, version, wrapped = row
                yield {"individual_id": individual, "sealing_version": version, "wrapped": b64decode(wrapped)}
