"""The ledger of grants. Every question is answered from the table, in the transaction that asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from consent.grant import Expired, Grant, Withdrawn
from consent.terms import Terms
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId
from profile_service.actions.errors import NotAvailableError
from profile_service.storage.grant_mapping import dump_barred, load_grant, state_row, terms_row
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import GrantRow, IndividualRow, table_of

_GRANTS = table_of(GrantRow)
_INDIVIDUALS = table_of(IndividualRow)
# Whether she has paused everything is read in the same statement: it must never lag behind.
_ALL = select(_GRANTS, _INDIVIDUALS.c.paused_at.label("all_paused_at")).join(
    _INDIVIDUALS, _INDIVIDUALS.c.id == _GRANTS.c.individual_id
)
_FIND = Prepared(_ALL.where(_GRANTS.c.id == bindparam("grant")))


class TableLedger:
    """See `actions.ports.Ledger`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def find(self, grant: GrantId) -> Grant | None:
        row = _FIND.one(self._connection, grant=grant)
        return None if row is None else self._load(row)

    def add(self, grant: Grant) -> None:
        terms = grant.terms
        self._connection.execute(insert(_GRANTS), {**terms_row(terms, self._seal(terms)), **state_row(grant)})

    def save(self, grant: Grant) -> None:
        """Write a transition down: an active grant to anything, a used-up one to withdrawn, and nothing else."""
        terms = grant.terms
        left = ["active", "used_up"] if isinstance(grant, Withdrawn) else ["active"]
        changed = {**terms_row(terms, self._seal(terms)), **state_row(grant)}
        for fixed in ("individual_id", "id", "organisation_id", "request_id", "given_at"):
            del changed[fixed]
        self._connection.execute(
            update(_GRANTS)
            .where(
                _GRANTS.c.individual_id == terms.individual,
                _GRANTS.c.id == terms.id,
                _GRANTS.c.state.in_(left),
            )
            .values(changed)
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Grant]:
        return self._some(_ALL.where(_GRANTS.c.individual_id == individual))

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Grant]:
        return self._some(_ALL.where(_GRANTS.c.organisation_id == organisation, _GRANTS.c.state == "active"))

    def of_declaration(self, declaration: DeclarationId) -> Sequence[Grant]:
        return self._some(_ALL.where(_GRANTS.c.declaration_id == declaration, _GRANTS.c.state == "active"))

    def overdue(self, now: datetime, limit: int) -> Sequence[Grant]:
        ended = _ALL.where(_GRANTS.c.state == "active", _GRANTS.c.until <= now)
        rows = self._connection.execute(ended.order_by(_GRANTS.c.until).limit(limit)).all()
        return [Expired(self._load(row).terms) for row in rows]

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_GRANTS).where(_GRANTS.c.individual_id == individual))

    def _some(self, statement: Select[Any]) -> Sequence[Grant]:
        rows = self._connection.execute(statement.order_by(_GRANTS.c.given_at.desc())).all()
        return [self._load(row) for row in rows]

    def _load(self, row: Any) -> Grant:
        return load_grant(row, self._open)

    def _seal(self, terms: Terms) -> bytes | None:
        if not terms.barred:
            return None
        return self._keys.seal(terms.individual, dump_barred(terms.barred), f"barred|{terms.id}")

    def _open(self, row: Any) -> bytes:
        try:
            return self._keys.open(IndividualId(row.individual_id), row.barred, f"barred|{row.id}")
        except KeyError:
            raise NotAvailableError from None
