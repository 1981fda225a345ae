"""Signed consent records, sealed with the individual's key."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from consent.receipt import RecordKind, Shown
from consent.vocabulary import GrantId, IndividualId, ReceiptId, RequestId
from profile_service.domain.receipt import StoredReceipt
from profile_service.storage.consent_tables import ReceiptRow
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of

_RECEIPTS = table_of(ReceiptRow)


class TableReceipts:
    """See `actions.ports.Receipts`. Whoever was erased has none."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def keep(self, receipt: StoredReceipt) -> None:
        shown = receipt.shown
        told = None if shown is None else [shown.text, shown.language, shown.screen]
        plain = orjson.dumps([receipt.signed, told, receipt.event])
        last = select(func.max(_RECEIPTS.c.place)).where(_RECEIPTS.c.individual_id == receipt.individual)
        place = (self._connection.execute(last).scalar_one() or 0) + 1
        self._connection.execute(
            insert(_RECEIPTS),
            {
                "place": place,
                "individual_id": receipt.individual,
                "id": receipt.id,
                "request_id": receipt.request,
                "grant_id": receipt.grant,
                "kind": receipt.kind.value,
                "at": receipt.at,
                "sealed": self._keys.seal(receipt.individual, plain, f"receipt|{receipt.id}"),
            },
        )

    def find(self, individual: IndividualId, receipt: ReceiptId) -> StoredReceipt | None:
        found = self._some(individual, _RECEIPTS.c.id == receipt)
        return found[0] if found else None

    def of_request(self, individual: IndividualId, request: RequestId) -> Sequence[StoredReceipt]:
        return self._some(individual, _RECEIPTS.c.request_id == request)

    def of_individual(self, individual: IndividualId) -> Sequence[StoredReceipt]:
        return self._some(individual)[::-1]

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_RECEIPTS).where(_RECEIPTS.c.individual_id == individual))

    def _some(self, individual: IndividualId, *conditions: ColumnElement[bool]) -> list[StoredReceipt]:
        mine = select(_RECEIPTS).where(_RECEIPTS.c.individual_id == individual, *conditions)
        rows = self._connection.execute(mine.order_by(_RECEIPTS.c.place)).all()
        found = (self._load(individual, row) for row in rows)
        return [one for one in found if one is not None]

    def _load(self, individual: IndividualId, row: Any) -> StoredReceipt | None:
        try:
            kept = orjson.loads(self._keys.open(individual, row.sealed, f"receipt|{row.id}"))
        except KeyError:
            return None
        signed, shown, *named = kept
        return StoredReceipt(
            ReceiptId(row.id),
            individual,
            RequestId(row.request_id),
            None if row.grant_id is None else GrantId(row.grant_id),
            RecordKind(row.kind),
            row.at,
            signed,
            None if shown is None else Shown(*shown),
            named[0] if named else None,
        )
