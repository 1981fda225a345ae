"""Skatteverket's test numbers: identity numbers that belong to nobody and must open nothing in a real installation.

No rule tells them from people's numbers. The widest one that their serials suggest (238, 239, 980 to 999) misses 2,133 of
the 43,391, and would refuse 314,068 other numbers of people born from 1947 to 1989. So each is known by a short keyed
hash, and nobody else is refused: that some other number has the same six bytes as one of them happens once in six
thousand million.

The file is written by `make test-numbers` from the two lists that Skatteverket publishes.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from hashlib import blake2s
from importlib.resources import files
from typing import Final

_BYTES: Final = 6
_KEY: Final = b"egenkarta: official test numbers"
_DIGITS: Final = 12
_BETWEEN: Final = str.maketrans("", "", "-+ ")


def is_test_number(written: str) -> bool:
    """Tell whether this is an official test personnummer or samordningsnummer, written with twelve digits.

    A hyphen, a plus or spaces between the digits do not hide one.
    """
    number = written.translate(_BETWEEN)
    if len(number) != _DIGITS or not (number.isascii() and number.isdigit()):
        return False
    known, sought = _known(), _mark(number)
    place = bisect_left(range(len(known) // _BYTES), sought, key=lambda at: _nth(known, at))
    return _nth(known, place) == sought


def marks_of(numbers: Iterable[str]) -> bytes:
    """What is kept of the numbers: their hashes, sorted, one after the other."""
    return b"".join(sorted({_mark(number) for number in numbers}))


def _mark(number: str) -> bytes:
    return blake2s(number.encode(), digest_size=_BYTES, key=_KEY).digest()


def _nth(known: bytes, place: int) -> bytes:
    return known[place * _BYTES : (place + 1) * _BYTES]


@cache
def _known() -> bytes:
    return files("profile_service.domain").joinpath("test_numbers.bin").read_bytes()
