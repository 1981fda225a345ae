"""Passkeys and the challenges that are open. Credential ids and browsers' secrets are kept as keyed hashes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Assurance, Intent
from profile_service.domain.ways_in import Ceremony, Holder, Passkey, PasskeyId
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.ways_in_tables import CeremonyRow, PasskeyRow

_PASSKEYS = table_of(PasskeyRow)
_CEREMONIES = table_of(CeremonyRow)


class TablePasskeys:
    """See `actions.ports.Passkeys`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def open_ceremony(self, secret: str, ceremony: Ceremony, now: datetime) -> None:
        self._connection.execute(delete(_CEREMONIES).where(_CEREMONIES.c.expires_at <= now))
        self._connection.execute(
            insert(_CEREMONIES),
            {
                "secret_hash": self._sealer.blind("ceremony", secret),
                **holder_columns(ceremony.holder),
                "challenge": ceremony.challenge,
                "intent": ceremony.intent.value,
                "to": ceremony.to,
                "shared": ceremony.shared,
                "grounds": ceremony.grounds,
                "expires_at": ceremony.expires_at,
            },
        )

    def take_ceremony(self, secret: str) -> Ceremony | None:
        mine = _CEREMONIES.c.secret_hash == self._sealer.blind("ceremony", secret)
        row = self._connection.execute(select(_CEREMONIES).where(mine)).one_or_none()
        # Whoever removes the row has the challenge; a second one finds none, in whatever order they came.
        if row is None or self._connection.execute(delete(_CEREMONIES).where(mine)).rowcount != 1:
            return None
        return Ceremony(
            challenge=row.challenge,
            intent=Intent(row.intent),
            holder=holder_of(row),
            expires_at=row.expires_at,
            to=row.to,
            shared=row.shared,
            grounds=row.grounds,
        )

    def add(self, passkey: Passkey, credential: str) -> None:
        fixed = {
            **holder_columns(passkey.holder),
            "id": passkey.id,
            "credential_hash": self._hash(credential),
            "public_key": passkey.public_key,
            "assurance": passkey.assurance.value,
            "made_at": passkey.made_at,
        }
        self._connection.execute(insert(_PASSKEYS), {**fixed, **_changing(passkey)})

    def behind(self, credential: str) -> Passkey | None:
        found = select(_PASSKEYS).where(_PASSKEYS.c.credential_hash == self._hash(credential))
        row = self._connection.execute(found).one_or_none()
        return None if row is None else _passkey_of(row)

    def save(self, passkey: Passkey) -> None:
        self._connection.execute(
            update(_PASSKEYS)
            .where(_PASSKEYS.c.holder_id == passkey.holder.key, _PASSKEYS.c.id == passkey.id)
            .values(_changing(passkey))
        )

    def of(self, holder: Holder) -> Sequence[Passkey]:
        found = select(_PASSKEYS).where(_PASSKEYS.c.holder_id == holder.key)
        rows = self._connection.execute(found.order_by(_PASSKEYS.c.made_at, _PASSKEYS.c.id)).all()
        return [_passkey_of(row) for row in rows]

    def remove(self, holder: Holder, passkey: PasskeyId) -> bool:
        mine = (_PASSKEYS.c.holder_id == holder.key) & (_PASSKEYS.c.id == passkey)
        return self._connection.execute(delete(_PASSKEYS).where(mine)).rowcount == 1

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_PASSKEYS, _CEREMONIES):
            self._connection.execute(delete(table).where(table.c.holder_id == individual))

    def _hash(self, credential: str) -> bytes:
        return self._sealer.blind("passkey", credential)


def holder_columns(holder: Holder) -> dict[str, str]:
    """As a row has it. `holder_kind` is "individual", "staff", or empty where nobody is named."""
    kind = "individual" if holder.individual else "staff" if holder.staff else ""
    return {"holder_id": holder.key, "holder_kind": kind}


def holder_of(row: Any) -> Holder:
    """Back from a row."""
    if row.holder_kind == "individual":
        return Holder(individual=IndividualId(row.holder_id))
    return Holder(staff=StaffId(row.holder_id)) if row.holder_kind == "staff" else Holder()


def _changing(passkey: Passkey) -> dict[str, Any]:
    return {
        "name": passkey.name,
        "counter": passkey.counter,
        "last_used_at": passkey.last_used_at,
        "locked_at": passkey.locked_at,
    }


def _passkey_of(row: Any) -> Passkey:
    return Passkey(
        id=PasskeyId(row.id),
        holder=holder_of(row),
        name=row.name,
        public_key=row.public_key,
        counter=row.counter,
        assurance=Assurance(row.assurance),
        made_at=row.made_at,
        last_used_at=row.last_used_at,
        locked_at=row.locked_at,
    )
