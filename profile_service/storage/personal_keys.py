"""The individuals' data keys, unwrapped for the length of one unit of work and no longer."""

import hmac
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, bindparam, delete, insert, select

from consent.vocabulary import IndividualId
from profile_service.domain.commitment_kinds import IMPRINT_BYTES
from profile_service.storage.commitments import RowText
from profile_service.storage.erasures import TableErasures
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import DataKeyRow, table_of

_KEYS = table_of(DataKeyRow)
_FIND = Prepared(
    select(_KEYS.c.sealing_version, _KEYS.c.wrapped).where(_KEYS.c.individual_id == bindparam("individual"))
)

_ROW_KEY: Final = b"egenkarta journal row "


class Box(Protocol):
    """What seals and opens under one key."""

    def seal(self, plain: bytes, binding: str) -> bytes: ...
    def open(self, sealed: bytes, binding: str) -> bytes: ...


class Sealer(Protocol):
    """What storage needs from the key ring."""

    def box(self, key: bytes) -> Box: ...

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
        self._boxes: dict[IndividualId, Box] = {}
        self.destroyed_one = False

    def create(self, individual: IndividualId) -> None:
        """Make and keep a data key."""
        version, wrapped = self._sealer.wrap(self._sealer.new_data_key(), individual)
        self._connection.execute(
            insert(_KEYS), {"individual_id": individual, "sealing_version": version, "wrapped": wrapped}
        )

    def destroy(self, individual: IndividualId, at: datetime) -> None:
        """Delete the data key, and write that down; whatever was sealed under it stays closed for ever."""
        self._opened.pop(individual, None)
        self._boxes.pop(individual, None)
        self.destroyed_one = True
        self._connection.execute(delete(_KEYS).where(_KEYS.c.individual_id == individual))
        TableErasures(self._connection, self._sealer).append(individual, at)

    def seal(self, individual: IndividualId, plain: bytes, binding: str) -> bytes:
        """Seal under her key; KeyError where she was erased."""
        return self._box(individual).seal(plain, f"{individual}|{binding}")

    def open(self, individual: IndividualId, sealed: bytes, binding: str) -> bytes:
        """Open what was sealed for her in the same place; KeyError where she was erased."""
        return self._box(individual).open(sealed, f"{individual}|{binding}")

    def seal_for_nobody(self, plain: bytes, binding: str) -> bytes:
        """Do the work of sealing for somebody, under a key that nobody keeps: what comes out can never be opened."""
        _FIND.one(self._connection, individual=binding)
        version, wrapped = self._sealer.wrap(self._sealer.new_data_key(), binding)
        return self._sealer.seal(self._sealer.unwrap(version, wrapped, binding), plain, binding)

    def row_key(self, individual: IndividualId | None, event: str) -> bytes:
        """The salt of one line of the journal; KeyError where she was erased.

        HKDF-Expand (RFC 5869, 2.3) of her data key, so that it goes when that goes, and tells nothing of another line's. A line
        about nobody has one of the key ring's.
        """
        if individual is None:
            return self._sealer.blind("journal row", event)
        return hmac.digest(self._key(individual), _ROW_KEY + event.encode() + b"\x01", "sha256")

    def imprint(self, as_it_lies: RowText) -> bytes:
        """A MAC of a row of the journal with what is sealed in it still sealed; it needs nobody's key but the key ring's."""
        return self._sealer.blind("journal imprint", as_it_lies.decode())[:IMPRINT_BYTES]

    def row_key_of_nobody(self) -> bytes:
        """A salt that is thrown away: what is hashed with it can be worked out by nobody again."""
        return self._sealer.new_data_key()

    def exists(self, individual: IndividualId) -> bool:
        """Whether her key is still there."""
        try:
            self._key(individual)
        except KeyError:
            return False
        return True

    def _box(self, individual: IndividualId) -> Box:
        box = self._boxes.get(individual)
        if box is None:
            box = self._boxes[individual] = self._sealer.box(self._key(individual))
        return box

    def _key(self, individual: IndividualId) -> bytes:
        key = self._opened.get(individual)
        if key is None:
            row = self._kept(individual)
            if row is None:
                raise KeyError(individual)
            key = self._opened[individual] = self._sealer.unwrap(row.sealing_version, row.wrapped, individual)
        return key

    def _kept(self, individual: IndividualId) -> Any:
        return _FIND.one(self._connection, individual=individual)
