"""Who people and staff are to OpenID providers. Subjects and numbers are looked up by keyed hashes alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.external_identity import (
    ExternalIdentity,
    ExternalIdentityId,
    KeptNumber,
    Number,
    NumberKind,
)
from profile_service.domain.people import StaffId
from profile_service.domain.session import SessionId
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.storage.external_tables import (
    ExternalIdentityRow,
    IdentityNumberRow,
    ProvedAccountRow,
    StaffIdentityRow,
)
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.tables import table_of

_IDENTITIES = table_of(ExternalIdentityRow)
_NUMBERS = table_of(IdentityNumberRow)
_PROVED = table_of(ProvedAccountRow)
_STAFF = table_of(StaffIdentityRow)


class TableExternalIdentities:
    """See `actions.ports.ExternalIdentities`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def attach(self, identity: ExternalIdentity, subject: str) -> None:
        row = {
            "individual_id": identity.individual,
            "id": identity.id,
            "subject_hash": _subject_hash(self._sealer, "external-identity", identity.issuer, subject),
            "provider": identity.provider,
            "issuer": identity.issuer,
            "assurance": identity.assurance.value,
            "added_at": identity.added_at,
            "used_at": identity.used_at,
        }
        self._connection.execute(insert(_IDENTITIES), row)

    def find(self, issuer: str, subject: str) -> ExternalIdentity | None:
        sought = _subject_hash(self._sealer, "external-identity", issuer, subject)
        row = self._connection.execute(
            select(_IDENTITIES).where(_IDENTITIES.c.subject_hash == sought)
        ).one_or_none()
        return None if row is None else _identity(row)

    def of(self, individual: IndividualId) -> Sequence[ExternalIdentity]:
        hers = select(_IDENTITIES).where(_IDENTITIES.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_IDENTITIES.c.added_at, _IDENTITIES.c.id))
        return [_identity(row) for row in rows]

    def used(self, identity: ExternalIdentity, at: datetime) -> None:
        this = (_IDENTITIES.c.individual_id == identity.individual) & (_IDENTITIES.c.id == identity.id)
        self._connection.execute(update(_IDENTITIES).where(this).values(used_at=at))

    def detach(self, individual: IndividualId, identity: ExternalIdentityId) -> bool:
        this = (_IDENTITIES.c.individual_id == individual) & (_IDENTITIES.c.id == identity)
        return self._connection.execute(delete(_IDENTITIES).where(this)).rowcount > 0

    def holder_of(self, number: Number) -> tuple[IndividualId, frozenset[str]] | None:
        rows = self._connection.execute(
            select(_NUMBERS).where(_NUMBERS.c.number_hash == self._number_hash(number))
        ).all()
        if not rows:
            return None
        holder = IndividualId(rows[0].individual_id)
        # A way in that she has removed opens nothing by her number either.
        open_ways = {one.issuer for one in self.of(holder)}
        return holder, frozenset(row.issuer for row in rows) & open_ways

    def vouch(self, individual: IndividualId, number: Number, issuer: str, at: datetime) -> None:
        hers, number_hash = _NUMBERS.c.individual_id == individual, self._number_hash(number)
        others = hers & (_NUMBERS.c.number_hash != number_hash) & _NUMBERS.c.until.is_(None)
        self._connection.execute(update(_NUMBERS).where(others).values(until=at))
        this = hers & (_NUMBERS.c.number_hash == number_hash)
        if self._connection.execute(select(_NUMBERS).where(this & (_NUMBERS.c.issuer == issuer))).first():
            self._connection.execute(update(_NUMBERS).where(this).values(until=None))
            return
        row = {
            "individual_id": individual,
            "number_hash": number_hash,
            "issuer": issuer,
            "since": at,
            "until": None,
            "sealed": self._seal(individual, number),
        }
        self._connection.execute(insert(_NUMBERS), row)

    def numbers_of(self, individual: IndividualId) -> Sequence[KeptNumber]:
        hers = select(_NUMBERS).where(_NUMBERS.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_NUMBERS.c.since, _NUMBERS.c.number_hash))
        return [KeptNumber(self._open(row), row.issuer, row.since, row.until) for row in rows.all()]

    def keep_proof(self, session: SessionId, individual: IndividualId, proof: Proof) -> None:
        self._connection.execute(delete(_PROVED).where(_PROVED.c.session_id == session))
        row = {
            "individual_id": individual,
            "session_id": session,
            "method": proof.method.value,
            "assurance": proof.assurance.value,
            "provider": proof.provider,
            "proved_at": proof.at,
        }
        self._connection.execute(insert(_PROVED), row)

    def proved_in(self, session: SessionId) -> tuple[IndividualId, Proof] | None:
        row = self._connection.execute(select(_PROVED).where(_PROVED.c.session_id == session)).one_or_none()
        if row is None:
            return None
        proof = Proof(Method(row.method), Assurance(row.assurance), row.proved_at, row.provider)
        return IndividualId(row.individual_id), proof

    def hand_over(self, giving: IndividualId, taking: IndividualId, at: datetime) -> None:
        rows = self._connection.execute(select(_NUMBERS).where(_NUMBERS.c.individual_id == giving)).all()
        self._connection.execute(delete(_NUMBERS).where(_NUMBERS.c.individual_id == giving))
        for row in rows:
            moved = {**row._mapping, "individual_id": taking, "sealed": self._seal(taking, self._open(row))}
            self._connection.execute(insert(_NUMBERS), moved)
        self._end_coordination_numbers(taking, at)
        theirs = _IDENTITIES.c.individual_id == giving
        self._connection.execute(update(_IDENTITIES).where(theirs).values(individual_id=taking))
        self._connection.execute(delete(_PROVED).where(_PROVED.c.individual_id == giving))

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_IDENTITIES, _NUMBERS, _PROVED):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def _end_coordination_numbers(self, individual: IndividualId, at: datetime) -> None:
        current = [one.number for one in self.numbers_of(individual) if one.until is None]
        if all(one.kind is NumberKind.COORDINATION for one in current):
            return
        for one in current:
            if one.kind is NumberKind.COORDINATION:
                this = (_NUMBERS.c.individual_id == individual) & (
                    _NUMBERS.c.number_hash == self._number_hash(one)
                )
                self._connection.execute(update(_NUMBERS).where(this).values(until=at))

    def _number_hash(self, number: Number) -> bytes:
        return self._sealer.blind("identity-number", number.digits)

    def _seal(self, individual: IndividualId, number: Number) -> bytes:
        plain = f"{number.kind.value}|{number.digits}".encode()
        return self._keys.seal(individual, plain, "identity-number")

    def _open(self, row: Any) -> Number:
        plain = self._keys.open(IndividualId(row.individual_id), row.sealed, "identity-number")
        kind, _, digits = plain.decode().partition("|")
        return Number(digits, NumberKind(kind))


class TableStaffIdentities:
    """See `actions.ports.StaffIdentities`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def attach(self, staff: StaffId, organisation: OrganisationId, issuer: str, subject: str) -> None:
        subject_hash = _subject_hash(self._sealer, "staff-identity", issuer, subject)
        # Whoever was taken off the staff and comes again is another member.
        here = (_STAFF.c.organisation_id == organisation) & (_STAFF.c.subject_hash == subject_hash)
        self._connection.execute(delete(_STAFF).where(here))
        row = {
            "organisation_id": organisation,
            "subject_hash": subject_hash,
            "staff_id": staff,
            "issuer": issuer,
        }
        self._connection.execute(insert(_STAFF), row)

    def forget(self, staff: StaffId) -> None:
        self._connection.execute(delete(_STAFF).where(_STAFF.c.staff_id == staff))

    def find(self, organisation: OrganisationId, issuer: str, subject: str) -> StaffId | None:
        sought = _subject_hash(self._sealer, "staff-identity", issuer, subject)
        here = (_STAFF.c.organisation_id == organisation) & (_STAFF.c.subject_hash == sought)
        found: str | None = self._connection.execute(
            select(_STAFF.c.staff_id).where(here)
        ).scalar_one_or_none()
        return None if found is None else StaffId(found)


def _subject_hash(sealer: Sealer, purpose: str, issuer: str, subject: str) -> bytes:
    # A subject is unique within its issuer alone (OpenID Connect Core 1.0, section 2): the two are hashed together.
    return sealer.blind(purpose, f"{issuer}\0{subject}")


def _identity(row: Any) -> ExternalIdentity:
    return ExternalIdentity(
        ExternalIdentityId(row.id),
        IndividualId(row.individual_id),
        row.provider,
        row.issuer,
        Assurance(row.assurance),
        row.added_at,
        row.used_at,
    )
