"""Many values of one kind as one parameter of PostgreSQL: the binary form of its arrays.

A statement that takes arrays is the same one however many values there are, so it stays prepared, and needs no planning
for each number of them. Packed here, because the driver looks at each value for itself, which costs more than the look-up.

Source: `array_recv` of PostgreSQL; https://www.postgresql.org/docs/15/protocol-overview.html, "Formats and Format Codes".
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import Any, Final

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import BigInteger, Cast, Date, DateTime, Integer, LargeBinary, String, Text, bindparam, cast
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

_HEAD: Final = Struct("!iiIii")
_EMPTY: Final = Struct("!iiI")
_LENGTH: Final = Struct("!i").pack
_WHOLE: Final = Struct("!q").pack
_DAY: Final = Struct("!i").pack
_NULL: Final = _LENGTH(-1)
_FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def without_nul(text: str) -> bytes:
    """A text as it is, but for the one character that PostgreSQL keeps none of: where that was asked for, nothing is found."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode()


def _moment(value: datetime) -> bytes:
    return _WHOLE((value - _FIRST) // _MICROSECOND)


def _day(value: date) -> bytes:
    return _DAY(value.toordinal() - _FIRST.toordinal())


_Pack = Callable[[Any], bytes]
_KINDS: Final[Sequence[tuple[type[TypeEngine[Any]], TypeEngine[Any], int, _Pack]]] = (
    (String, Text(), 25, without_nul),
    (LargeBinary, LargeBinary(), 17, bytes),
    (Integer, BigInteger(), 20, _WHOLE),
    (DateTime, DateTime(timezone=True), 1184, _moment),
    (Date, Date(), 1082, _day),
)
"""A kind of column, what its values are sent as, the number that PostgreSQL knows that by, and how one is packed."""


class Array:
    """Values of one kind, in order, as they are sent."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed


class ArrayOf:
    """Makes arrays of what stands in columns of one type.

    Raises:
        TypeError: there is no array of these here.
    """

    def __init__(self, kind: TypeEngine[Any]) -> None:
        plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
        found = next((one for one in _KINDS if isinstance(plain, one[0])), None)
        if found is None:
            raise TypeError(f"no array is made of {kind!r}")
        _, self._sent, self._number, self._pack = found

    def parameter(self, name: str) -> Cast[Any]:
        """Where one comes in a statement."""
        return cast(bindparam(name, type_=NullType()), ARRAY(self._sent))

    def __call__(self, values: Iterable[Any]) -> Array:
        """One array."""
        pack, parts, count, nulls = self._pack, [b""], 0, 0
        for value in values:
            count += 1
            if value is None:
                nulls = 1
                parts.append(_NULL)
            else:
                one = pack(value)
                parts += (_LENGTH(len(one)), one)
        parts[0] = _HEAD.pack(1, nulls, self._number, count, 1) if count else _EMPTY.pack(0, 0, self._number)
        return Array(b"".join(parts))


class _Sending(Dumper):
    """An array is ready to be sent; its type is the one that the statement says."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: Array) -> bytes:
        return obj.packed


def take_arrays(driver: psycopg.Connection[Any]) -> None:
    """Let statements of this connection take arrays."""
    driver.adapters.register_dumper(Array, _Sending)
