"""What was reused, in counts."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, insert, select, update

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import Reused
from profile_service.domain.reuse import Programme, ReuseCount
from profile_service.storage.reuse_tables import ReuseCountRow
from profile_service.storage.tables import table_of

_COUNTS = table_of(ReuseCountRow)
_SUMS: Final = ("items", "known", "stale", "asked")


class TableReuse:
    """See `actions.ports.Reuse`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, programme: Programme, month: date, reused: Reused) -> None:
        keys = {
            "organisation_id": programme.organisation,
            "declaration_id": programme.declaration,
            "instrument_id": programme.instrument,
            "month": month,
        }
        added = {name: getattr(reused, name) for name in _SUMS}
        raised = {name: _COUNTS.c[name] + value for name, value in added.items()}
        same = [_COUNTS.c[name] == value for name, value in keys.items()]
        found = self._connection.execute(
            update(_COUNTS).where(*same).values(sessions=_COUNTS.c.sessions + 1, **raised)
        )
        if not found.rowcount:
            self._connection.execute(insert(_COUNTS), {**keys, "sessions": 1, **added})

    def of_organisation(self, organisation: OrganisationId) -> Sequence[ReuseCount]:
        rows = self._connection.execute(select(_COUNTS).where(_COUNTS.c.organisation_id == organisation))
        return [
            ReuseCount(
                Programme(
                    OrganisationId(row.organisation_id), row.declaration_id, InstrumentId(row.instrument_id)
                ),
                row.month,
                row.sessions,
                Reused(row.items, row.known, row.stale, row.asked),
            )
            for row in rows
        ]
