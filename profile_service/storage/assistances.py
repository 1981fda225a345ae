"""Assisted sessions and their codes. Not sealed: who helps whom with which fields has to be found without her key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent.assistance import IDLE, Assistance, Ended, EndedBy, Open
from consent.vocabulary import AssistanceId, IndividualId, OrganisationId
from profile_service.domain.helping import HelpOffer
from profile_service.storage.helping_tables import AssistanceRow, HelpCodeRow
from profile_service.storage.mapping import dump_scopes, load_scopes
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import IndividualRow, table_of

_HELP = table_of(AssistanceRow)
_CODES = table_of(HelpCodeRow)
_INDIVIDUALS = table_of(IndividualRow)
# Whether she has paused everything is read in the same statement: it must never lag behind.
_ALL = select(_HELP, _INDIVIDUALS.c.paused_at.label("all_paused_at")).join(
    _INDIVIDUALS, _INDIVIDUALS.c.id == _HELP.c.individual_id
)


class TableAssistances:
    """See `actions.ports.Assistances`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def offer(self, word: str, offer: HelpOffer) -> None:
        self.withdraw_codes(offer.individual)
        self._connection.execute(
            insert(_CODES),
            {
                "individual_id": offer.individual,
                "code_hash": self._hash(word),
                "scopes": dump_scopes(offer.scopes),
                "minutes": offer.minutes,
                "expires_at": offer.expires_at,
            },
        )

    def offered(self, word: str) -> HelpOffer | None:
        found = select(_CODES).where(_CODES.c.code_hash == self._hash(word))
        row = self._connection.execute(found).one_or_none()
        if row is None:
            return None
        return HelpOffer(
            IndividualId(row.individual_id), load_scopes(row.scopes), row.minutes, row.expires_at
        )

    def take(self, word: str) -> bool:
        gone = self._connection.execute(delete(_CODES).where(_CODES.c.code_hash == self._hash(word)))
        return gone.rowcount == 1

    def add(self, assistance: Assistance) -> None:
        self._connection.execute(
            insert(_HELP),
            {
                "individual_id": assistance.individual,
                "id": assistance.id,
                "organisation_id": assistance.organisation,
                "unit": assistance.unit,
                "helper_id": assistance.helper,
                "session_id": assistance.session,
                "scopes": dump_scopes(assistance.scopes),
                "opened_at": assistance.opened_at,
                "until": assistance.until,
                "seen_at": assistance.opened_at,
                **_changing(assistance),
            },
        )

    def save(self, assistance: Assistance) -> None:
        self._connection.execute(
            update(_HELP)
            .where(
                _HELP.c.individual_id == assistance.individual,
                _HELP.c.id == assistance.id,
                _HELP.c.ended_by.is_(None),
            )
            .values(**_changing(assistance))
        )

    def of_helper(self, helper: str) -> Assistance | None:
        found = self._some(_HELP.c.helper_id == helper, _HELP.c.ended_by.is_(None))
        return found[0] if found else None

    def of_individual(self, individual: IndividualId) -> Sequence[Assistance]:
        return self._some(_HELP.c.individual_id == individual)

    def of_session(self, session: str) -> Sequence[Assistance]:
        return self._some(_HELP.c.session_id == session, _HELP.c.ended_by.is_(None))

    def over(self, now: datetime, limit: int) -> Sequence[Assistance]:
        late = (_HELP.c.until <= now) | (_HELP.c.seen_at <= now - IDLE)
        return self._some(_HELP.c.ended_by.is_(None), late)[:limit]

    def find(self, individual: IndividualId, assistance: AssistanceId) -> Assistance | None:
        found = self._some(_HELP.c.individual_id == individual, _HELP.c.id == assistance)
        return found[0] if found else None

    def withdraw_codes(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_CODES).where(_CODES.c.individual_id == individual))

    def forget_all(self, individual: IndividualId) -> None:
        self.withdraw_codes(individual)
        self._connection.execute(delete(_HELP).where(_HELP.c.individual_id == individual))

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Assistance]:
        found = _ALL.where(*conditions).order_by(_HELP.c.opened_at.desc(), _HELP.c.id)
        return [_load(row) for row in self._connection.execute(found)]

    def _hash(self, word: str) -> bytes:
        return self._sealer.blind("help-code", word)


def _changing(assistance: Assistance) -> dict[str, Any]:
    match assistance.state:
        case Open(seen_at):
            return {"seen_at": seen_at, "ended_by": None, "ended_at": None}
        case Ended(by, at):
            return {"ended_by": by.value, "ended_at": at}


def _load(row: Any) -> Assistance:
    state: Open | Ended = Open(row.seen_at)
    if row.ended_by is not None:
        state = Ended(EndedBy(row.ended_by), row.ended_at)
    elif row.all_paused_at is not None:
        state = Ended(EndedBy.PAUSE, row.all_paused_at)
    return Assistance(
        id=AssistanceId(row.id),
        individual=IndividualId(row.individual_id),
        organisation=OrganisationId(row.organisation_id),
        unit=row.unit,
        helper=row.helper_id,
        session=row.session_id,
        scopes=load_scopes(row.scopes),
        opened_at=row.opened_at,
        until=row.until,
        state=state,
    )
