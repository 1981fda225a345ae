"""Portal sessions. The secret is in the person's cookie; the table has only its keyed hash."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.domain.people import StaffId
from profile_service.domain.session import ABSOLUTE, IDLE, SHARED_ABSOLUTE, SHARED_IDLE, Session, SessionId
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import SessionRow, table_of

_SESSIONS = table_of(SessionRow)


class TableSessions:
    """See `actions.ports.Sessions`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def open(self, secret: str, session: Session) -> None:
        self._connection.execute(insert(_SESSIONS), {"secret_hash": self._hash(secret), **_row_of(session)})

    def find(self, secret: str) -> Session | None:
        row = self._connection.execute(
            select(_SESSIONS).where(_SESSIONS.c.secret_hash == self._hash(secret))
        ).one_or_none()
        return None if row is None else _session_of(row)

    def touch(self, secret: str, now: datetime) -> None:
        self._connection.execute(
            update(_SESSIONS).where(_SESSIONS.c.secret_hash == self._hash(secret)).values(seen_at=now)
        )

    def replace(self, secret: str, fresh_secret: str, session: Session) -> None:
        self.close(secret)
        self.open(fresh_secret, session)

    def close(self, secret: str) -> None:
        self._connection.execute(delete(_SESSIONS).where(_SESSIONS.c.secret_hash == self._hash(secret)))

    def close_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_SESSIONS).where(_SESSIONS.c.individual_id == individual))

    def of_individual(self, individual: IndividualId) -> Sequence[Session]:
        return self._some(_SESSIONS.c.individual_id == individual)

    def of_staff(self, staff: StaffId) -> Sequence[Session]:
        return self._some(_SESSIONS.c.staff_id == staff)

    def end(self, session: SessionId) -> None:
        self._connection.execute(delete(_SESSIONS).where(_SESSIONS.c.id == session))

    def close_staff(self, staff: StaffId) -> None:
        self._connection.execute(delete(_SESSIONS).where(_SESSIONS.c.staff_id == staff))

    def forget_dead(self, now: datetime) -> None:
        idle, old = _SESSIONS.c.seen_at <= now - IDLE, _SESSIONS.c.opened_at <= now - ABSOLUTE
        shared_idle, shared_old = (
            _SESSIONS.c.seen_at <= now - SHARED_IDLE,
            _SESSIONS.c.opened_at <= now - SHARED_ABSOLUTE,
        )
        shared = _SESSIONS.c.shared_computer & (shared_idle | shared_old)
        self._connection.execute(delete(_SESSIONS).where(idle | old | shared))

    def _some(self, whose: ColumnElement[bool]) -> list[Session]:
        newest = select(_SESSIONS).where(whose).order_by(_SESSIONS.c.seen_at.desc(), _SESSIONS.c.id)
        return [_session_of(row) for row in self._connection.execute(newest)]

    def _hash(self, secret: str) -> bytes:
        return self._sealer.blind("session", secret)


def _row_of(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "individual_id": session.individual,
        "staff_id": session.staff,
        "form_token": session.form_token,
        "opened_at": session.opened_at,
        "seen_at": session.seen_at,
        "method": session.proof.method.value,
        "assurance": session.proof.assurance.value,
        "provider": session.proof.provider,
        "proved_at": session.proof.at,
        "device": session.device,
        "shared_computer": session.shared_computer,
        "unit": session.unit,
        "acting_for": session.acting_for,
    }


def _session_of(row: Any) -> Session:
    return Session(
        id=SessionId(row.id),
        individual=None if row.individual_id is None else IndividualId(row.individual_id),
        staff=None if row.staff_id is None else StaffId(row.staff_id),
        form_token=row.form_token,
        opened_at=row.opened_at,
        seen_at=row.seen_at,
        proof=Proof(Method(row.method), Assurance(row.assurance), row.proved_at, row.provider),
        device=row.device,
        shared_computer=row.shared_computer,
        unit=row.unit,
        acting_for=None if row.acting_for is None else IndividualId(row.acting_for),
    )
