"""What units saw last under grants, sealed with the key of whom it is about."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import GrantId, IndividualId
from profile_service.domain.look import Look, Looked, Mark
from profile_service.domain.profile import ItemId
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.workspace_tables import LookRow

_LOOKS = table_of(LookRow)


class TableLooks:
    """See `actions.ports.Looks`. Which unit it was is kept as a keyed hash."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def find(self, individual: IndividualId, grant: GrantId, unit: str) -> Looked | None:
        row = self._connection.execute(
            select(_LOOKS).where(*self._key(individual, grant, unit))
        ).one_or_none()
        if row is None:
            return None
        try:
            plain = orjson.loads(self._keys.open(individual, row.sealed, _binding(grant)))
        except KeyError:  # she has been erased
            return None
        return Looked(_look(plain[0]), None if plain[1] is None else _look(plain[1]))

    def keep(self, individual: IndividualId, grant: GrantId, unit: str, looked: Looked) -> None:
        plain = orjson.dumps([_plain(looked.last), None if looked.before is None else _plain(looked.before)])
        sealed = self._keys.seal(individual, plain, _binding(grant))
        mine = self._key(individual, grant, unit)
        changed = self._connection.execute(update(_LOOKS).where(*mine).values(sealed=sealed))
        if not changed.rowcount:
            self._connection.execute(
                insert(_LOOKS),
                {
                    "individual_id": individual,
                    "grant_id": grant,
                    "unit_hash": self._unit(unit),
                    "sealed": sealed,
                },
            )

    def forget(self, individual: IndividualId, grant: GrantId) -> None:
        hers = _LOOKS.c.individual_id == individual, _LOOKS.c.grant_id == grant
        self._connection.execute(delete(_LOOKS).where(*hers))

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_LOOKS).where(_LOOKS.c.individual_id == individual))

    def _key(self, individual: IndividualId, grant: GrantId, unit: str) -> tuple[Any, ...]:
        return (
            _LOOKS.c.individual_id == individual,
            _LOOKS.c.grant_id == grant,
            _LOOKS.c.unit_hash == self._unit(unit),
        )

    def _unit(self, unit: str) -> bytes:
        return self._sealer.blind("look-unit", unit)


def _binding(grant: str) -> str:
    return f"look|{grant}"


def _plain(look: Look) -> list[Any]:
    marks = {item: [mark.section, mark.digest, mark.confirmed] for item, mark in look.marks.items()}
    return [look.at.isoformat(), look.reader, marks]


def _look(plain: list[Any]) -> Look:
    at, reader, marks = plain
    return Look(
        datetime.fromisoformat(at), reader, {ItemId(item): Mark(*mark) for item, mark in marks.items()}
    )
