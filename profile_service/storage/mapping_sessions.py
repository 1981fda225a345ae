"""Mapping sessions: sealed with her key, and no part of any section before she says so."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.instrument import InstrumentId, Respondent
from profile_service.domain.mapping_session import (
    AdviserNotes,
    Answer,
    Circumstances,
    Interpreter,
    MappingSession,
    MappingSessionId,
    Place,
    Presence,
    Reused,
    Runner,
    SessionState,
    Touch,
)
from profile_service.domain.profile import ItemId
from profile_service.storage.mapping_session_tables import MappingSessionRow
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of

_SESSIONS = table_of(MappingSessionRow)
_PLAIN: Final = ("id", "individual", "state", "started_at", "changed_at", "revision")
"""What stands in columns of its own; all else is sealed."""
_FORGOTTEN: Final = (SessionState.OPEN.value, SessionState.LEFT.value)


class TableMappingSessions:
    """See `actions.ports.MappingSessions`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, session: MappingSession) -> None:
        key = {"individual_id": session.individual, "id": session.id, "started_at": session.started_at}
        self._connection.execute(insert(_SESSIONS), {**key, **self._columns(session)})

    def find(self, individual: IndividualId, session: MappingSessionId) -> MappingSession | None:
        hers = select(_SESSIONS).where(_SESSIONS.c.individual_id == individual, _SESSIONS.c.id == session)
        row = self._connection.execute(hers).one_or_none()
        return None if row is None else self._load(row)

    def of_individual(self, individual: IndividualId) -> Sequence[MappingSession]:
        hers = select(_SESSIONS).where(_SESSIONS.c.individual_id == individual)
        return self._loaded(hers.order_by(_SESSIONS.c.changed_at.desc(), _SESSIONS.c.id))

    def save(self, session: MappingSession, was: int) -> bool:
        found = self._connection.execute(
            update(_SESSIONS)
            .where(
                _SESSIONS.c.individual_id == session.individual,
                _SESSIONS.c.id == session.id,
                _SESSIONS.c.revision == was,
            )
            .values(**self._columns(session))
        )
        return found.rowcount == 1

    def drop(self, individual: IndividualId, session: MappingSessionId) -> bool:
        hers = delete(_SESSIONS).where(_SESSIONS.c.individual_id == individual, _SESSIONS.c.id == session)
        return self._connection.execute(hers).rowcount == 1

    def waiting_too_long(self, before: datetime, limit: int) -> Sequence[MappingSession]:
        waiting = select(_SESSIONS).where(
            _SESSIONS.c.state == SessionState.HANDED_OVER.value, _SESSIONS.c.changed_at <= before
        )
        return self._loaded(waiting.limit(limit))

    def forget_older(self, before: datetime) -> int:
        old = delete(_SESSIONS).where(_SESSIONS.c.state.in_(_FORGOTTEN), _SESSIONS.c.changed_at <= before)
        return self._connection.execute(old).rowcount

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_SESSIONS).where(_SESSIONS.c.individual_id == individual))

    def _columns(self, session: MappingSession) -> dict[str, Any]:
        kept = {name: value for name, value in asdict(session).items() if name not in _PLAIN}
        plain = orjson.dumps(kept, default=sorted)
        return {
            "state": session.state.value,
            "changed_at": session.changed_at,
            "revision": session.revision,
            "sealed": self._keys.seal(session.individual, plain, _binding(session.id, session.revision)),
        }

    def _loaded(self, query: Any) -> Sequence[MappingSession]:
        rows = self._connection.execute(query).all()
        return [found for found in map(self._load, rows) if found is not None]

    def _load(self, row: Any) -> MappingSession | None:
        individual = IndividualId(row.individual_id)
        try:
            plain = self._keys.open(individual, row.sealed, _binding(row.id, row.revision))
        except KeyError:  # she has been erased
            return None
        kept = orjson.loads(plain)
        handed_over, seen_at = kept["handed_over_at"], kept.get("seen_at")
        return MappingSession(
            id=MappingSessionId(row.id),
            individual=individual,
            instrument=InstrumentId(kept["instrument"]),
            instrument_version=kept["instrument_version"],
            runner=Runner(kept["runner"]),
            circumstances=_circumstances(kept["circumstances"]),
            reused=Reused(**kept["reused"]),
            started_at=row.started_at,
            changed_at=row.changed_at,
            state=SessionState(row.state),
            organisation=None if kept["organisation"] is None else OrganisationId(kept["organisation"]),
            unit=kept["unit"],
            adviser=kept["adviser"],
            ground=kept["ground"],
            purpose=kept["purpose"],
            answers={name: _answer(one) for name, one in kept["answers"].items()},
            hidden=frozenset(kept["hidden"]),
            opened=frozenset(kept["opened"]),
            notes=_notes(kept["notes"]),
            revision=row.revision,
            handed_over_at=None if handed_over is None else datetime.fromisoformat(handed_over),
            aside={name: _answer(one) for name, one in kept.get("aside", {}).items()},
            seen_revision=kept.get("seen_revision", row.revision),
            seen_at=None if seen_at is None else datetime.fromisoformat(seen_at),
        )


def _binding(session: str, revision: int) -> str:
    return f"mapping|{session}|{revision}"


def _circumstances(kept: Mapping[str, Any]) -> Circumstances:
    first, second = kept["languages"]
    return Circumstances(
        (first, second),
        tuple(Presence(one) for one in kept["present"]),
        Interpreter(kept["interpreter"]),
        None if kept["place"] is None else Place(kept["place"]),
    )


def _answer(kept: Mapping[str, Any]) -> Answer:
    return Answer(
        item=kept["item"],
        touch=Touch(kept["touch"]),
        value=kept["value"],
        respondent=Respondent(kept["respondent"]),
        at=datetime.fromisoformat(kept["at"]),
        by=kept["by"],
        entry=None if kept["entry"] is None else ItemId(kept["entry"]),
        version=kept["version"],
        confirmed=kept["confirmed"],
        for_profile=kept["for_profile"],
    )


def _notes(kept: Mapping[str, Any]) -> AdviserNotes:
    at = kept["at"]
    return AdviserNotes(
        kept["summary"],
        tuple(kept["next_steps"]),
        kept["by"],
        None if at is None else datetime.fromisoformat(at),
    )
