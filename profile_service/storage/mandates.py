"""Who may act for whom. Parties, powers and days are plain, since no key of hers is at hand; the names are sealed with the principal's."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from consent.mandate import (
    Active,
    Ended,
    Expired,
    Mandate,
    MandateEndedBy,
    Power,
    Proof,
    ProofKind,
    Waiting,
)
from consent.vocabulary import IndividualId, MandateId, OrganisationId
from profile_service.domain.helping import MandateOffer
from profile_service.storage.helping_tables import MandateCodeRow, MandateRow
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_MANDATES = table_of(MandateRow)
_CODES = table_of(MandateCodeRow)
_BETWEEN = Prepared(
    select(_MANDATES)
    .where(
        _MANDATES.c.individual_id == bindparam("principal"),
        _MANDATES.c.representative_id == bindparam("representative"),
    )
    .order_by(_MANDATES.c.given_at.desc())
)


class TableMandates:
    """See `actions.ports.Mandates`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def offer(self, word: str, offer: MandateOffer) -> None:
        self.withdraw_codes(offer.principal)
        hashed = self._hash(word)
        name = self._keys.seal(offer.principal, offer.principal_name.encode(), f"mandate-code|{hashed.hex()}")
        self._connection.execute(
            insert(_CODES),
            {
                "individual_id": offer.principal,
                "code_hash": hashed,
                "powers": _dump(offer.powers),
                "until": offer.until,
                "expires_at": offer.expires_at,
                "sealed": name,
            },
        )

    def offered(self, word: str) -> MandateOffer | None:
        hashed = self._hash(word)
        row = self._connection.execute(select(_CODES).where(_CODES.c.code_hash == hashed)).one_or_none()
        if row is None:
            return None
        principal = IndividualId(row.individual_id)
        try:
            name = self._keys.open(principal, row.sealed, f"mandate-code|{hashed.hex()}").decode()
        except KeyError:  # she has been erased
            return None
        return MandateOffer(principal, name, _powers(row.powers), row.until, row.expires_at)

    def take(self, word: str) -> bool:
        gone = self._connection.execute(delete(_CODES).where(_CODES.c.code_hash == self._hash(word)))
        return gone.rowcount == 1

    def withdraw_codes(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_CODES).where(_CODES.c.individual_id == individual))

    def add(self, mandate: Mandate) -> None:
        names = orjson.dumps([mandate.principal_name, mandate.representative_name])
        self._connection.execute(
            insert(_MANDATES),
            {
                "individual_id": mandate.principal,
                "id": mandate.id,
                "representative_id": mandate.representative,
                "powers": _dump(mandate.powers),
                "proof": mandate.proof.kind.value,
                "organisation_id": mandate.proof.organisation,
                "seen_by": mandate.proof.seen_by,
                "given_at": mandate.given_at,
                "until": mandate.until,
                "sealed": self._keys.seal(mandate.principal, names, f"mandate|{mandate.id}"),
                **_state(mandate),
            },
        )

    def save(self, mandate: Mandate) -> None:
        self._connection.execute(
            update(_MANDATES)
            .where(
                _MANDATES.c.individual_id == mandate.principal,
                _MANDATES.c.id == mandate.id,
                _MANDATES.c.state != "ended",
            )
            .values(**_state(mandate))
        )

    def find(self, mandate: MandateId) -> Mandate | None:
        found = self._some(_MANDATES.c.id == mandate)
        return found[0] if found else None

    def between(self, principal: IndividualId, representative: IndividualId) -> Sequence[Mandate]:
        rows = _BETWEEN.rows(self._connection, principal=principal, representative=representative)
        return [found for found in map(self._load, rows) if found is not None]

    def of_principal(self, individual: IndividualId) -> Sequence[Mandate]:
        return self._some(_MANDATES.c.individual_id == individual)

    def of_representative(self, individual: IndividualId) -> Sequence[Mandate]:
        return self._some(_MANDATES.c.representative_id == individual)

    def seen_at(self, organisation: OrganisationId) -> Sequence[Mandate]:
        return self._some(_MANDATES.c.organisation_id == organisation, _MANDATES.c.state == "waiting")

    def forget_all(self, individual: IndividualId) -> None:
        self.withdraw_codes(individual)
        either = (_MANDATES.c.individual_id == individual) | (_MANDATES.c.representative_id == individual)
        self._connection.execute(delete(_MANDATES).where(either))

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Mandate]:
        found = select(_MANDATES).where(*conditions).order_by(_MANDATES.c.given_at.desc(), _MANDATES.c.id)
        rows = self._connection.execute(found)
        return [mandate for mandate in map(self._load, rows) if mandate is not None]

    def _hash(self, word: str) -> bytes:
        return self._sealer.blind("mandate-code", word)

    def _load(self, row: Any) -> Mandate | None:
        principal = IndividualId(row.individual_id)
        try:
            plain = self._keys.open(principal, row.sealed, f"mandate|{row.id}")
        except KeyError:  # she has been erased, and with her whatever anybody could do for her
            return None
        names = orjson.loads(plain)
        organisation = None if row.organisation_id is None else OrganisationId(row.organisation_id)
        return Mandate(
            id=MandateId(row.id),
            principal=principal,
            representative=IndividualId(row.representative_id),
            principal_name=names[0],
            representative_name=names[1],
            powers=_powers(row.powers),
            proof=Proof(ProofKind(row.proof), organisation, row.seen_by),
            given_at=row.given_at,
            until=row.until,
            state=_load_state(row),
        )


def _state(mandate: Mandate) -> dict[str, Any]:
    match mandate.state:
        case Waiting():
            return {"state": "waiting", "confirmed_by": "", "ended_at": None, "ended_by": None}
        case Active(by):
            return {"state": "active", "confirmed_by": by, "ended_at": None, "ended_by": None}
        case Ended(by, at):
            return {"state": "ended", "confirmed_by": "", "ended_at": at, "ended_by": by.value}
        case Expired():  # the calendar says so, and nothing has to be written down for it
            return {}


def _load_state(row: Any) -> Waiting | Active | Ended:
    if row.state == "ended":
        return Ended(MandateEndedBy(row.ended_by), row.ended_at)
    return Waiting() if row.state == "waiting" else Active(row.confirmed_by)


def _dump(powers: Iterable[Power]) -> str:
    return " ".join(sorted(power.value for power in powers))


def _powers(stored: str) -> frozenset[Power]:
    return frozenset(Power(word) for word in stored.split(" "))
