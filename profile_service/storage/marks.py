"""What is known of an individual before anything of hers is opened: one sealed row of marks for everybody, of one length."""

from collections.abc import Sequence
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


class TableMarks:
    """See `actions.ports.Marks`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def protected(self, individual: IndividualId) -> bool | None:
        row = _FIND.one(self._connection, individual=individual)
        if row is None or row.marks is None:
            return None
        try:
            marks = self._keys.open(individual, row.marks, _BINDING)
        except KeyError:
            return None
        return bool(marks[0] & _PROTECTED)

    def write(self, individual: IndividualId, *, protected: bool) -> None:
        marks = bytes([_PROTECTED if protected else 0]).ljust(_ROOM, b"\0")
        sealed = self._keys.seal(individual, marks, _BINDING)
        self._connection.execute(
            update(_INDIVIDUALS).where(_INDIVIDUALS.c.id == individual).values(marks=sealed)
        )

    def missing(self, limit: int) -> Sequence[IndividualId]:
        found = select(_INDIVIDUALS.c.id).where(_INDIVIDUALS.c.marks.is_(None)).limit(limit)
        return [IndividualId(one) for one in self._connection.execute(found).scalars()]
