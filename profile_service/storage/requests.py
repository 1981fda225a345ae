"""Access requests and the connection codes that lead to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.request import AccessRequest, RequestState
from consent.terms import Ending
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.domain.connection_code import ConnectionCode
from profile_service.storage.mapping import dump_scopes, load_scopes
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import AccessRequestRow, ConnectionCodeRow, table_of

_REQUESTS = table_of(AccessRequestRow)
_CODES = table_of(ConnectionCodeRow)
_FIND = Prepared(select(_REQUESTS).where(_REQUESTS.c.id == bindparam("request")))


class TableRequests:
    """See `actions.ports.Requests`. Case reference and message are sealed with the individual's key."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, request: AccessRequest) -> None:
        words = orjson.dumps([request.case_reference, request.message])
        self._connection.execute(
            insert(_REQUESTS),
            {
                "individual_id": request.individual,
                "id": request.id,
                "organisation_id": request.organisation,
                "unit": request.unit,
                "declaration_id": request.declaration_id,
                "declaration_version": request.declaration_version,
                "scopes": dump_scopes(request.scopes),
                "until": request.until,
                "asked_at": request.asked_at,
                "state": request.state,
                "grant_id": request.grant_id,
                "ending": request.ending.value,
                "sealed": self._keys.seal(request.individual, words, f"request|{request.id}"),
            },
        )

    def find(self, request: RequestId) -> AccessRequest | None:
        row = _FIND.one(self._connection, request=request)
        return None if row is None else self._load(row)

    def of_individual(self, individual: IndividualId) -> Sequence[AccessRequest]:
        rows = self._connection.execute(
            select(_REQUESTS)
            .where(_REQUESTS.c.individual_id == individual)
            .order_by(_REQUESTS.c.asked_at.desc())
        ).all()
        return [found for found in map(self._load, rows) if found is not None]

    def pending_of(self, declaration: DeclarationId) -> Sequence[AccessRequest]:
        waiting = _REQUESTS.c.state == RequestState.PENDING.value
        rows = self._connection.execute(
            select(_REQUESTS).where(_REQUESTS.c.declaration_id == declaration, waiting)
        ).all()
        return [found for found in map(self._load, rows) if found is not None]

    def answer(self, request: AccessRequest, state: RequestState, at: datetime) -> None:
        self._change(request.individual, request.id, state=state.value, answered_at=at)

    def reopen(self, request: AccessRequest, grant: GrantId) -> None:
        waiting = RequestState.PENDING.value
        self._change(request.individual, request.id, state=waiting, answered_at=None, grant_id=grant)

    def refused_by(
        self, individual: IndividualId, organisation: OrganisationId, since: datetime
    ) -> Sequence[AccessRequest]:
        rows = self._connection.execute(
            select(_REQUESTS).where(
                _REQUESTS.c.individual_id == individual,
                _REQUESTS.c.organisation_id == organisation,
                _REQUESTS.c.state == RequestState.REFUSED.value,
                _REQUESTS.c.answered_at > since,
                _REQUESTS.c.lifted_at.is_(None),
            )
        ).all()
        return [found for found in map(self._load, rows) if found is not None]

    def lift(self, individual: IndividualId, request: RequestId, at: datetime) -> None:
        self._change(individual, request, lifted_at=at)

    def _change(self, individual: IndividualId, request: RequestId, **values: object) -> None:
        self._connection.execute(
            update(_REQUESTS)
            .where(_REQUESTS.c.individual_id == individual, _REQUESTS.c.id == request)
            .values(**values)
        )

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_REQUESTS).where(_REQUESTS.c.individual_id == individual))

    def _load(self, row: Any) -> AccessRequest | None:
        individual = IndividualId(row.individual_id)
        try:
            words = orjson.loads(self._keys.open(individual, row.sealed, f"request|{row.id}"))
        except KeyError:  # she has been erased, and what was asked of her went with her key
            return None
        return AccessRequest(
            id=RequestId(row.id),
            individual=individual,
            organisation=OrganisationId(row.organisation_id),
            unit=row.unit,
            declaration_id=DeclarationId(row.declaration_id),
            declaration_version=row.declaration_version,
            scopes=load_scopes(row.scopes),
            until=row.until,
            case_reference=words[0],
            message=words[1],
            asked_at=row.asked_at,
            state=RequestState(row.state),
            grant_id=GrantId(row.grant_id),
            ending=Ending(row.ending),
        )


class TableCodes:
    """See `actions.ports.Codes`. Only a keyed hash of each code is kept."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def put(self, word: str, code: ConnectionCode) -> None:
        self._connection.execute(
            insert(_CODES),
            {
                "code_hash": self._sealer.blind("connection-code", word),
                "individual_id": code.individual,
                "expires_at": code.expires_at,
            },
        )

    def take(self, word: str) -> ConnectionCode | None:
        code_hash = self._sealer.blind("connection-code", word)
        row = self._connection.execute(select(_CODES).where(_CODES.c.code_hash == code_hash)).one_or_none()
        if row is None:
            return None
        gone = self._connection.execute(delete(_CODES).where(_CODES.c.code_hash == code_hash))
        if gone.rowcount != 1:
            return None
        return ConnectionCode(IndividualId(row.individual_id), row.expires_at)

    def forget_expired(self, now: datetime) -> None:
        self._connection.execute(delete(_CODES).where(_CODES.c.expires_at <= now))

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_CODES).where(_CODES.c.individual_id == individual))
