"""Sign-ins that have begun at a provider: kept for one answer, and sealed, since the nonce and the verifier are secrets."""

import hmac
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, insert, select

from profile_service.domain.external_identity import Attempt
from profile_service.domain.session import SessionId
from profile_service.domain.sign_in import Intent
from profile_service.storage.external_tables import AttemptRow
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import table_of

_ATTEMPTS = table_of(AttemptRow)
_BINDING = "sign-in-attempt"


class TableAttempts:
    """See `actions.ports.Attempts`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def keep(self, state: str, browser: str, attempt: Attempt, until: datetime) -> None:
        self._connection.execute(delete(_ATTEMPTS).where(_ATTEMPTS.c.until <= attempt.begun_at))
        version, sealed = self._sealer.wrap(_dump(attempt), _BINDING)
        row = {
            "state_hash": self._sealer.blind("sign-in-state", state),
            "browser_hash": self._sealer.blind("sign-in-browser", browser),
            "until": until,
            "sealing_version": version,
            "sealed": sealed,
        }
        self._connection.execute(insert(_ATTEMPTS), row)

    def take(self, state: str, browser: str, now: datetime) -> tuple[Attempt, bool] | None:
        this = _ATTEMPTS.c.state_hash == self._sealer.blind("sign-in-state", state)
        row = self._connection.execute(select(_ATTEMPTS).where(this)).one_or_none()
        self._connection.execute(delete(_ATTEMPTS).where(this))
        if row is None or row.until <= now:
            return None
        same = hmac.compare_digest(row.browser_hash, self._sealer.blind("sign-in-browser", browser))
        return _load(self._sealer.unwrap(row.sealing_version, row.sealed, _BINDING)), same


def _dump(attempt: Attempt) -> bytes:
    return orjson.dumps(
        [
            attempt.provider,
            attempt.intent.value,
            attempt.to,
            attempt.shared_computer,
            attempt.session,
            attempt.nonce,
            attempt.verifier,
            attempt.begun_at.isoformat(),
        ]
    )


def _load(plain: bytes) -> Attempt:
    provider, intent, to, shared, session, nonce, verifier, begun_at = orjson.loads(plain)
    return Attempt(
        provider,
        Intent(intent),
        to,
        shared,
        None if session is None else SessionId(session),
        nonce,
        verifier,
        datetime.fromisoformat(begun_at),
    )
