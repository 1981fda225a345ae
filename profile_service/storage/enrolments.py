"""Who was seen at which desk, and the codes that a desk hands out for a first passkey."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.desk import Enrolment, EnrolmentId, ProofSeen, Review, Seen
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Assurance
from profile_service.domain.ways_in import StartCode, StartId
from profile_service.storage.passkeys import holder_columns, holder_of
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.ways_in_tables import EnrolmentRow, StartCodeRow

_ENROLMENTS = table_of(EnrolmentRow)
_CODES = table_of(StartCodeRow)


class TableEnrolments:
    """See `actions.ports.Enrolments`. Whoever was erased has none."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def add(self, enrolment: Enrolment, recovery: str) -> None:
        told = orjson.dumps([enrolment.helper, enrolment.seen.tail])
        self._connection.execute(
            insert(_ENROLMENTS),
            {
                "individual_id": enrolment.individual,
                "id": enrolment.id,
                "organisation_id": enrolment.organisation,
                "unit": enrolment.unit,
                "staff_id": enrolment.staff,
                "proof": enrolment.seen.proof.value,
                "at": enrolment.at,
                "replaced": enrolment.replaced,
                "review": enrolment.review.value,
                "recovery_hash": self._recovery(recovery),
                "sealed": self._keys.seal(enrolment.individual, told, f"enrolment|{enrolment.id}"),
            },
        )

    def find(self, enrolment: EnrolmentId) -> Enrolment | None:
        found = self._some(_ENROLMENTS.c.id == enrolment)
        return found[0] if found else None

    def behind(self, recovery: str) -> IndividualId | None:
        found = self._some(_ENROLMENTS.c.recovery_hash == self._recovery(recovery))
        if not found:
            return None
        # A later meeting put another reference on another paper; the one before it opens nothing any more.
        newest = self.of_individual(found[0].individual)[-1]
        return newest.individual if newest.id == found[0].id else None

    def save(self, enrolment: Enrolment) -> None:
        mine = (_ENROLMENTS.c.individual_id == enrolment.individual) & (_ENROLMENTS.c.id == enrolment.id)
        self._connection.execute(
            update(_ENROLMENTS)
            .where(mine)
            .values(
                review=enrolment.review.value,
                reviewed_by=enrolment.reviewed_by,
                reviewed_at=enrolment.reviewed_at,
            )
        )

    def of_individual(self, individual: IndividualId) -> Sequence[Enrolment]:
        return self._some(_ENROLMENTS.c.individual_id == individual)

    def waiting_at(self, organisation: OrganisationId) -> Sequence[Enrolment]:
        waiting = _ENROLMENTS.c.review == Review.WAITING.value
        return self._some(_ENROLMENTS.c.organisation_id == organisation, waiting)

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_ENROLMENTS).where(_ENROLMENTS.c.individual_id == individual))
        self._connection.execute(delete(_CODES).where(_CODES.c.holder_id == individual))

    def put_start(self, word: str, code: StartCode, now: datetime) -> None:
        # The newest code is the one that counts: whoever found an older one of hers finds nothing.
        over = (_CODES.c.expires_at <= now) | (_CODES.c.holder_id == code.holder.key)
        self._connection.execute(delete(_CODES).where(over))
        self._connection.execute(
            insert(_CODES),
            {
                "code_hash": self._start(word),
                "id": code.id,
                **holder_columns(code.holder),
                "assurance": code.assurance.value,
                "expires_at": code.expires_at,
            },
        )

    def start_behind(self, word: str) -> StartCode | None:
        return self._one_start(_CODES.c.code_hash == self._start(word))

    def take_start(self, start: StartId) -> StartCode | None:
        found = self._one_start(_CODES.c.id == start)
        gone = self._connection.execute(delete(_CODES).where(_CODES.c.id == start))
        return found if gone.rowcount == 1 else None

    def _one_start(self, which: ColumnElement[bool]) -> StartCode | None:
        row = self._connection.execute(select(_CODES).where(which)).one_or_none()
        if row is None:
            return None
        return StartCode(StartId(row.id), holder_of(row), Assurance(row.assurance), row.expires_at)

    def _some(self, *conditions: ColumnElement[bool]) -> list[Enrolment]:
        found = select(_ENROLMENTS).where(*conditions).order_by(_ENROLMENTS.c.at, _ENROLMENTS.c.id)
        loaded = map(self._load, self._connection.execute(found).all())
        return [one for one in loaded if one is not None]

    def _load(self, row: Any) -> Enrolment | None:
        individual = IndividualId(row.individual_id)
        try:
            helper, tail = orjson.loads(self._keys.open(individual, row.sealed, f"enrolment|{row.id}"))
        except KeyError:
            return None
        return Enrolment(
            id=EnrolmentId(row.id),
            individual=individual,
            organisation=OrganisationId(row.organisation_id),
            unit=row.unit,
            staff=StaffId(row.staff_id),
            helper=helper,
            seen=Seen(ProofSeen(row.proof), tail),
            at=row.at,
            replaced=row.replaced,
            review=Review(row.review),
            reviewed_by=None if row.reviewed_by is None else StaffId(row.reviewed_by),
            reviewed_at=row.reviewed_at,
        )

    def _recovery(self, reference: str) -> bytes:
        return self._sealer.blind("recovery", reference)

    def _start(self, word: str) -> bytes:
        return self._sealer.blind("start-code", word)
