"""What is known of an individual before anything of hers is opened: one sealed row of marks for everybody, of one length."""

from collections.abc import Sequence, Set
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from consent.vocabulary import IndividualId
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import IndividualRow, table_of

_INDIVIDUALS = table_of(IndividualRow)
_FIND = Prepared(select(_INDIVIDUALS.c.marks).where(_INDIVIDUALS.c.id == bindparam("individual")))
_ROOM: Final = 16
"""Bytes before sealing. What is marked later has room in the same length."""
_PROTECTED: Final = 1
_BINDING: Final = "marks"
SETTLED: Final = (
    "person", "expectations", "experience", "education", "languages", "skills", "transversal", "licences", "evidence",
    "adaptations", "plan", "progress", "assessments",
)  # fmt: skip
"""The bit of each section in the second and third byte. What comes later is set at the end: the order is kept in sealed rows."""


def is_marked_protected(keys: PersonalKeys, individual: IndividualId, sealed: bytes) -> bool:
    """Whether her marks, as they stand in her row, say that she is under protected identity; KeyError where she was erased."""
    return bool(keys.open(individual, sealed, _BINDING)[0] & _PROTECTED)


class TableMarks:
    """See `actions.ports.Marks`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def protected(self, individual: IndividualId) -> bool | None:
        marks = self._open(individual)
        return None if marks is None else bool(marks[0] & _PROTECTED)

    def write(self, individual: IndividualId, *, protected: bool) -> None:
        kept = self._open(individual) or bytes(_ROOM)
        self._seal(individual, bytes([_PROTECTED if protected else 0]) + kept[1:])

    def settled(self, individual: IndividualId) -> frozenset[str]:
        bits = int.from_bytes((self._open(individual) or bytes(_ROOM))[1:3], "little")
        return frozenset(section for at, section in enumerate(SETTLED) if bits >> at & 1)

    def settle(self, individual: IndividualId, sections: Set[str]) -> None:
        marks = self._open(individual)
        if marks is None:
            return
        bits = sum(1 << at for at, section in enumerate(SETTLED) if section in sections)
        self._seal(individual, marks[:1] + bits.to_bytes(2, "little") + marks[3:])

    def missing(self, limit: int) -> Sequence[IndividualId]:
        found = select(_INDIVIDUALS.c.id).where(_INDIVIDUALS.c.marks.is_(None)).limit(limit)
        return [IndividualId(one) for one in self._connection.execute(found).scalars()]

    def _open(self, individual: IndividualId) -> bytes | None:
        row = _FIND.one(self._connection, individual=individual)
        if row is None or row.marks is None:
            return None
        try:
            return self._keys.open(individual, row.marks, _BINDING)
        except KeyError:
            return None

    def _seal(self, individual: IndividualId, marks: bytes) -> None:
        sealed = self._keys.seal(individual, marks.ljust(_ROOM, b"\0"), _BINDING)
        self._connection.execute(
            update(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual).values(marks=sealed)
        )
