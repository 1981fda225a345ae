"""Pushed requests, and who goes back where. See `actions.ports.authorization`."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from consent.vocabulary import IndividualId, RequestId
from profile_service.domain.authorization import Errand, PushedRequest
from profile_service.storage.authorization_rows import dump_pushed, dump_ticket, load_pushed, load_ticket
from profile_service.storage.authorization_tables import ErrandRow, PushedRequestRow
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tables import table_of

_PUSHED = table_of(PushedRequestRow)
_ERRANDS = table_of(ErrandRow)
_BINDING = "pushed-request"


class TablePushedRequests:
    """See `actions.ports.PushedRequests`. What is asked is sealed with the installation's key: nobody knows yet about whom it is."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def put(self, reference: str, pushed: PushedRequest) -> None:
        version, wrapped = self._sealer.wrap(dump_pushed(pushed), _BINDING)
        self._connection.execute(
            insert(_PUSHED),
            {
                "reference_hash": self._hash(reference),
                "expires_at": pushed.expires_at,
                "sealing_version": version,
                "wrapped": wrapped,
            },
        )

    def take(self, reference: str) -> PushedRequest | None:
        this = _PUSHED.c.reference_hash == self._hash(reference)
        row = self._connection.execute(select(_PUSHED).where(this)).one_or_none()
        if row is None or self._connection.execute(delete(_PUSHED).where(this)).rowcount != 1:
            return None
        return load_pushed(self._sealer.unwrap(row.sealing_version, row.wrapped, _BINDING))

    def forget_expired(self, now: datetime) -> None:
        self._connection.execute(delete(_PUSHED).where(_PUSHED.c.expires_at <= now))

    def _hash(self, reference: str) -> bytes:
        return self._sealer.blind("pushed-request", reference)


class TableErrands:
    """See `actions.ports.Errands`. Where she goes back to is sealed with her key."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, errand: Errand) -> None:
        binding = f"errand|{errand.request_id}"
        mine = _ERRANDS.c.individual_id == errand.individual, _ERRANDS.c.request_id == errand.request_id
        self._connection.execute(delete(_ERRANDS).where(*mine))
        self._connection.execute(
            insert(_ERRANDS),
            {
                "individual_id": errand.individual,
                "request_id": errand.request_id,
                "expires_at": errand.expires_at,
                "sealed": self._keys.seal(errand.individual, dump_ticket(errand.ticket), binding),
            },
        )

    def find(self, individual: IndividualId, request: RequestId) -> Errand | None:
        row = self._connection.execute(
            select(_ERRANDS).where(_ERRANDS.c.individual_id == individual, _ERRANDS.c.request_id == request)
        ).one_or_none()
        if row is None:
            return None
        ticket = load_ticket(self._keys.open(individual, row.sealed, f"errand|{request}"))
        return Errand(individual, request, ticket, row.expires_at)

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_ERRANDS).where(_ERRANDS.c.individual_id == individual))

    def forget_expired(self, now: datetime) -> None:
        self._connection.execute(delete(_ERRANDS).where(_ERRANDS.c.expires_at <= now))
