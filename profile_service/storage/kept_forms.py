"""Forms that wait while she signs in again. What stands in them is sealed with her key."""

from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, insert, select

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.kept_form import KeptForm, KeptFormId
from profile_service.domain.session import SessionId
from profile_service.storage.kept_tables import KeptFormRow
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of

_KEPT = table_of(KeptFormRow)


class TableKeptForms:
    """See `actions.ports.KeptForms`. Whoever was erased has none."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def keep(self, kept: KeptForm) -> None:
        try:
            sealed = self._keys.seal(kept.individual, orjson.dumps(kept.fields), f"kept_form|{kept.id}")
        except KeyError:
            raise NotAvailableError from None
        self._connection.execute(
            delete(_KEPT).where(
                _KEPT.c.individual_id == kept.individual,
                _KEPT.c.session_id == kept.session,
                _KEPT.c.path == kept.path,
            )
        )
        self._connection.execute(
            insert(_KEPT),
            {
                "individual_id": kept.individual,
                "id": kept.id,
                "session_id": kept.session,
                "path": kept.path,
                "at": kept.at,
                "sealed": sealed,
            },
        )

    def find(self, individual: IndividualId, kept: KeptFormId) -> KeptForm | None:
        row = self._connection.execute(
            select(_KEPT).where(_KEPT.c.individual_id == individual, _KEPT.c.id == kept)
        ).one_or_none()
        if row is None:
            return None
        try:
            opened = self._keys.open(individual, row.sealed, f"kept_form|{kept}")
        except KeyError:
            return None
        fields = tuple((name, value) for name, value in orjson.loads(opened))
        return KeptForm(kept, individual, SessionId(row.session_id), row.path, fields, row.at)

    def forget(self, before: datetime) -> None:
        self._connection.execute(delete(_KEPT).where(_KEPT.c.at <= before))

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_KEPT).where(_KEPT.c.individual_id == individual))
