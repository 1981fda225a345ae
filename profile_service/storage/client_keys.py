"""Between the keys of a client and the one column that they are kept in."""

from functools import lru_cache

import orjson


def dump_keys(public_jwks: tuple[str, ...]) -> str:
    """Keys as a JSON array."""
    return orjson.dumps([orjson.loads(one) for one in public_jwks]).decode()


@lru_cache(maxsize=1_024)
def load_keys(stored: str) -> tuple[str, ...]:
    """The reverse of `dump_keys`."""
    return tuple(orjson.dumps(one, option=orjson.OPT_SORT_KEYS).decode() for one in orjson.loads(stored))
