"""Reading what a command is given and writing what it is asked to keep."""

import json
import sys
from pathlib import Path
from typing import Any

from clients.errors import InvalidArgumentError
from schemas.model import JsonObject


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for `-`. Raises InvalidArgumentError where it cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InvalidArgumentError(f"{name} cannot be read: {error.strerror}") from error


def read_object(written: str) -> JsonObject:
    """Read a JSON object from the text itself, from `@FILE`, or from standard input for `-`."""
    read = _read_json(written, 'an object such as {"level": 3}')
    if not isinstance(read, dict):
        raise InvalidArgumentError('this is JSON but no object; expected one such as {"level": 3}')
    return read


def read_objects(written: str) -> list[JsonObject]:
    """Read a JSON list of objects, written as `read_object` takes one."""
    right = 'a list of objects such as [{"item": "hours"}]'
    read = _read_json(written, right)
    if not isinstance(read, list) or not all(isinstance(one, dict) for one in read):
        raise InvalidArgumentError(f"this is JSON but no list of objects; expected {right}")
    return read


def _read_json(written: str, right: str) -> Any:
    text: str | bytes = written
    if written == "-" or written.startswith("@"):
        text = read_bytes(written.removeprefix("@"))
    try:
        return json.loads(text)
    except ValueError as error:
        place = (
            f" at line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise InvalidArgumentError(f"this is not JSON{place}; expected {right}") from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read. Raises InvalidArgumentError where it cannot be written."""
    try:
        path.touch(mode=0o600)
        if path.is_file():  # one that was there before keeps its mode otherwise
            path.chmod(0o600)
        path.write_bytes(content)
    except OSError as error:
        raise InvalidArgumentError(f"{path} cannot be written: {error.strerror}") from error
