"""What was answered already: Idempotency-Keys, and client assertions that were seen."""

from datetime import datetime, timedelta
from typing import Final

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.people import ClientId
from profile_service.domain.reply import Reply
from profile_service.storage.authorization_tables import DpopProofRow
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import ClientAssertionRow, ReplayRow, table_of

_REPLAYS = table_of(ReplayRow)
_ASSERTIONS = table_of(ClientAssertionRow)
_PROOFS = table_of(DpopProofRow)
_SEEN = Prepared(
    select(_PROOFS.c.jkt).where(
        _PROOFS.c.jkt == bindparam("jkt"), _PROOFS.c.jti_hash == bindparam("jti_hash")
    )
)
_REMEMBER = Prepared(
    insert(_PROOFS).values({name: bindparam(name) for name in ("jkt", "jti_hash", "expires_at")})
)
_PAGE: Final = 500
KEPT: Final = timedelta(hours=24)
"""How long an answer can be had again under its Idempotency-Key."""


def versions_of_answers(connection: Connection, now: datetime) -> frozenset[int]:
    """The versions of the key ring that answers about nobody are wrapped under, of those that can be had again still."""
    kept = select(_REPLAYS.c.sealed).where(_REPLAYS.c.individual_id.is_(None), _REPLAYS.c.at >= now - KEPT)
    rows = connection.execute(kept.execution_options(yield_per=_PAGE)).scalars()
    return frozenset(int(sealed.partition(b"|")[0]) for sealed in rows if not sealed.startswith(b"["))


class TableReplays:
    """See `actions.ports.Replays`. Answers about an individual are sealed with her key, others with the installation's."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def find(self, caller: str, key: str) -> tuple[str, Reply] | None:
        row = self._connection.execute(
            select(_REPLAYS).where(_REPLAYS.c.caller == caller, _REPLAYS.c.key_hash == self._hash(key))
        ).one_or_none()
        if row is None:
            return None
        if row.individual_id is None:
            stored = self._unwrap(row.sealed, caller)
        else:
            try:
                stored = self._keys.open(IndividualId(row.individual_id), row.sealed, f"replay|{caller}")
            except KeyError:
                return None
        head, _, body = stored.partition(b"\n")
        status, headers = orjson.loads(head)
        return row.fingerprint, Reply(status, body, headers)

    def keep(
        self,
        caller: str,
        key: str,
        fingerprint: str,
        reply: Reply,
        individual: IndividualId | None,
        now: datetime,
    ) -> None:
        self._connection.execute(delete(_REPLAYS).where(_REPLAYS.c.at < now - KEPT))
        stored = orjson.dumps([reply.status, dict(reply.headers)]) + b"\n" + reply.body
        if individual is not None:
            try:
                stored = self._keys.seal(individual, stored, f"replay|{caller}")
            except KeyError:  # she was erased while this write waited for its turn
                raise NotAvailableError from None
        else:
            # It may hold a secret that is shown once, such as the one that signs an organisation's webhooks.
            version, wrapped = self._sealer.wrap(stored, f"replay|{caller}")
            stored = b"%d|" % version + wrapped
        self._connection.execute(
            insert(_REPLAYS),
            {
                "caller": caller,
                "key_hash": self._hash(key),
                "individual_id": individual,
                "fingerprint": fingerprint,
                "at": now,
                "sealed": stored,
            },
        )

    def forget(self, caller: str, key: str) -> None:
        mine = _REPLAYS.c.caller == caller, _REPLAYS.c.key_hash == self._hash(key)
        self._connection.execute(delete(_REPLAYS).where(*mine))

    def use_assertion(self, client: ClientId, jti: str, expires_at: datetime) -> bool:
        jti_hash = self._sealer.blind("client-assertion", jti)
        row = {"client_id": client, "jti_hash": jti_hash, "expires_at": expires_at}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(_ASSERTIONS), row)
        except IntegrityError:
            return False
        return True

    def forget_assertions(self, before: datetime) -> None:
        """Drop what has expired and could not be used again anyway."""
        self._connection.execute(delete(_ASSERTIONS).where(_ASSERTIONS.c.expires_at < before))

    def use_proof(self, jkt: str, jti: str, expires_at: datetime) -> bool:
        # Looked for first: on the way of a reading, a savepoint for each insert would cost more than the insert.
        jti_hash = self._sealer.blind("dpop-proof", jti)
        if _SEEN.one(self._connection, jkt=jkt, jti_hash=jti_hash) is not None:
            return False
        _REMEMBER.run(self._connection, jkt=jkt, jti_hash=jti_hash, expires_at=expires_at)
        return True

    def forget_proofs(self, before: datetime) -> None:
        """Drop what is too old to be taken anyway."""
        self._connection.execute(delete(_PROOFS).where(_PROOFS.c.expires_at < before))

    def _unwrap(self, stored: bytes, caller: str) -> bytes:
        if stored.startswith(b"["):  # kept in the clear, by a version before this one
            return stored
        version, _, wrapped = stored.partition(b"|")
        return self._sealer.unwrap(int(version), wrapped, f"replay|{caller}")

    def _hash(self, key: str) -> bytes:
        return self._sealer.blind("idempotency-key", key)
