"""How a witness writes a file: whole or not at all, for itself alone, and so that it lasts before the call returns."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def put_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a file of JSON, as `put_text` does."""
    put_text(path, json.dumps(content, indent=1, ensure_ascii=False))


def put_text(path: Path, content: str) -> None:
    """Write a file beside the old one, and put it in its place. What an earlier attempt left there is not gone on with."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
