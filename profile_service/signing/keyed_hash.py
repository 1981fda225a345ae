"""HMAC-SHA-256 under a key that is used again and again."""

from functools import lru_cache
from hashlib import sha256
from typing import Any


def keyed_hash(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104). Setting a key up costs three times as much as the rest, so that is done once for each."""
    inner, outer = (half.copy() for half in _halves(key))
    inner.update(message)
    outer.update(inner.digest())
    found: bytes = outer.digest()
    return found


@lru_cache(8)
def _halves(key: bytes) -> tuple[Any, Any]:
    whole = sha256(key).digest() if len(key) > sha256().block_size else key
    block = whole.ljust(sha256().block_size, b"\0")
    return sha256(bytes(one ^ 0x36 for one in block)), sha256(bytes(one ^ 0x5C for one in block))
