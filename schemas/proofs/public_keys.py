"""Which 32 bytes can be somebody's Ed25519 public key, and which are a point that anybody can sign for.

The curve has eight points whose order divides eight. Under such a key a signature without any secret is right for every message, or
for one in a few, and RFC 8032 does not forbid it. Nobody makes such a key by chance.
"""

from typing import Final

KEY_BYTES: Final = 32

_P: Final = 2**255 - 19
_SIGN: Final = 1 << 255
_ORDER_EIGHT: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL: Final = frozenset({0, 1, _P - 1, _ORDER_EIGHT, _P - _ORDER_EIGHT})
"""The y coordinates of the eight points: of order 4 the first, then the neutral one, of order 2, and of order 8 the others."""


def can_be_a_key(public: bytes) -> bool:
    """Whether this is no encoding of a point of small order, and none that RFC 8032 (section 5.1.3, step 1) fails to decode."""
    y = int.from_bytes(public, "little") & ~_SIGN
    return len(public) == KEY_BYTES and y < _P and y not in _SMALL
