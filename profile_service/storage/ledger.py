"""The ledger of grants. Every question is answered from the table, in the transaction that asks."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from consent.grant import Grant, UsedUp, Withdrawn, state_name
from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.storage.mapping import grant_row, load_grant
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import GrantRow, table_of

_GRANTS = table_of(GrantRow)
_ALL = select(_GRANTS)
_FIND = Prepared(_ALL.where(_GRANTS.c.id == bindparam("grant")))


class TableLedger:
    """See `actions.ports.Ledger`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, grant: GrantId) -> Grant | None:
        row = _FIND.one(self._connection, grant=grant)
        return None if row is None else load_grant(row)

    def add(self, grant: Grant) -> None:
        self._connection.execute(insert(_GRANTS), grant_row(grant))

    def save(self, grant: Grant) -> None:
        """Write the state down. What was agreed never changes, and only an active grant changes at all."""
        terms = grant.terms
        self._connection.execute(
            update(_GRANTS)
            .where(
                _GRANTS.c.individual_id == terms.individual,
                _GRANTS.c.id == terms.id,
                _GRANTS.c.state == "active",
            )
            .values(
                state=state_name(grant),
                ended_at=grant.at if isinstance(grant, Withdrawn | UsedUp) else None,
            )
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Grant]:
        rows = self._connection.execute(
            _ALL.where(_GRANTS.c.individual_id == individual).order_by(_GRANTS.c.given_at.desc())
        )
        return [load_grant(row) for row in rows]

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Grant]:
        rows = self._connection.execute(
            _ALL.where(_GRANTS.c.organisation_id == organisation, _GRANTS.c.state == "active").order_by(
                _GRANTS.c.given_at.desc()
            )
        )
        return [load_grant(row) for row in rows]
