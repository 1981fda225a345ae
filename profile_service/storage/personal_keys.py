"""The individuals' data keys, unwrapped for the length of one unit of work and no longer."""

from typing import Protocol

from sqlalchemy import Connection, bindparam, delete, insert, select

from consent.vocabulary import IndividualId
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import DataKeyRow, table_of

_KEYS = table_of(DataKeyRow)
_FIND = Prepared(
    select(_KEYS.c.sealing_version, _KEYS.c.wrapped).where(_KEYS.c.individual_id == bindparam("individual"))
)


class Sealer(Protocol):
    """What storage needs from the key ring."""

    def new_data_key(self) -> bytes: ...
    def wrap(self, data_key: bytes, binding: str) -> tuple[int, bytes]: ...
    def unwrap(self, version: int, wrapped: bytes, binding: str) -> bytes: ...
    def seal(self, key: bytes, plain: bytes, binding: str) -> bytes: ...
    def open(self, key: bytes, sealed: bytes, binding: str) -> bytes: ...
    def blind(self, purpose: str, word: str) -> bytes: ...


class PersonalKeys:
    """Seals and opens what belongs to one individual. Where her key is gone, nothing opens."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer
        self._opened: dict[IndividualId, bytes] = {}
        self.destroyed_one = False

    def create(self, individual: IndividualId) -> None:
        """Make and keep a data key."""
        version, wrapped = self._sealer.wrap(self._sealer.new_data_key(), individual)
        self._connection.execute(
            insert(_KEYS), {"individual_id": individual, "sealing_version": version, "wrapped": wrapped}
        )

    def destroy(self, individual: IndividualId) -> None:
        """Delete the data key; whatever was sealed under it stays closed for ever."""
        self._opened.pop(individual, None)
        self.destroyed_one = True
        self._connection.execute(delete(_KEYS).where(_KEYS.c.individual_id == individual))

    def seal(self, individual: IndividualId, plain: bytes, binding: str) -> bytes:
        """Seal under her key; KeyError where she was erased."""
        return self._sealer.seal(self._key(individual), plain, f"{individual}|{binding}")

    def open(self, individual: IndividualId, sealed: bytes, binding: str) -> bytes:
        """Open what was sealed for her in the same place; KeyError where she was erased."""
        return self._sealer.open(self._key(individual), sealed, f"{individual}|{binding}")

    def seal_for_nobody(self, plain: bytes, binding: str) -> bytes:
        """Do the work of sealing for somebody, under a key that nobody keeps: what comes out can never be opened."""
        _FIND.one(self._connection, individual=binding)
        version, wrapped = self._sealer.wrap(self._sealer.new_data_key(), binding)
        return self._sealer.seal(self._sealer.unwrap(version, wrapped, binding), plain, binding)

    def exists(self, individual: IndividualId) -> bool:
        """Whether her key is still there."""
        try:
            self._key(individual)
        except KeyError:
            return False
        return True

    def _key(self, individual: IndividualId) -> bytes:
        key = self._opened.get(individual)
        if key is None:
            row = _FIND.one(self._connection, individual=individual)
            if row is None:
                raise KeyError(individual)
            key = self._opened[individual] = self._sealer.unwrap(row.sealing_version, row.wrapped, individual)
        return key
