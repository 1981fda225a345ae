"""Printed sheets, their codes, and the wrong tries. Everything that is secret or could be guessed is a keyed hash."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.domain.ways_in import CODES, PrintedSheet, Sheet, SheetId, Tries
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import table_of
from profile_service.storage.ways_in_tables import SheetCodeRow, SheetRow, TriesRow

_SHEETS = table_of(SheetRow)
_CODES = table_of(SheetCodeRow)
_TRIES = table_of(TriesRow)
_NOTHING = bytes(32)


class TableSheets:
    """See `actions.ports.Sheets`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, sheet: Sheet, printed: PrintedSheet, slow_pin: str) -> None:
        row = {
            "individual_id": sheet.individual,
            "id": sheet.id,
            "handle_hash": self._handle(printed.handle),
            "pin_hash": self._pin(printed.handle, slow_pin),
            "made_at": sheet.made_at,
        }
        self._connection.execute(insert(_SHEETS), row)
        codes = [
            {
                "individual_id": sheet.individual,
                "sheet_id": sheet.id,
                "number": number,
                "code_hash": self._code(printed.handle, number, code),
            }
            for number, code in enumerate(printed.codes, start=1)
        ]
        self._connection.execute(insert(_CODES), codes)

    def behind(self, handle: str) -> Sheet | None:
        found = select(_SHEETS).where(_SHEETS.c.handle_hash == self._handle(handle))
        row = self._connection.execute(found).one_or_none()
        # An unknown number asks for codes as well, so that it takes as many steps as a known one.
        sheet, individual = ("", "") if row is None else (row.id, row.individual_id)
        left = self._hashes(individual, sheet)
        return None if row is None else _sheet_of(row, frozenset(range(1, CODES + 1)) - left.keys())

    def fits(self, sheet: Sheet | None, handle: str, slow_pin: str, codes: dict[int, str]) -> bool:
        pin, left = _NOTHING, dict.fromkeys(codes, _NOTHING)
        individual, id_ = ("", "") if sheet is None else (str(sheet.individual), str(sheet.id))
        mine = (_SHEETS.c.individual_id == individual) & (_SHEETS.c.id == id_)
        row = self._connection.execute(select(_SHEETS).where(mine)).one_or_none()
        found = self._hashes(individual, id_)
        if row is not None:
            pin, left = row.pin_hash, {number: found.get(number, _NOTHING) for number in codes}
        # Each comparison is made, whatever the one before it said.
        right = [hmac.compare_digest(self._pin(handle, slow_pin), pin)]
        right += [
            hmac.compare_digest(self._code(handle, number, code), left[number])
            for number, code in codes.items()
        ]
        return all(right) and bool(codes) and sheet is not None and sheet.locked_at is None

    def pick(self, handle: str, used: int) -> bytes:
        return self._sealer.blind("sheet-asked", f"{handle}|{used}")

    def use(self, sheet: Sheet, numbers: Sequence[int], at: datetime) -> None:
        mine = (_CODES.c.individual_id == sheet.individual) & (_CODES.c.sheet_id == sheet.id)
        self._connection.execute(delete(_CODES).where(mine, _CODES.c.number.in_(numbers)))
        self._change(sheet, last_used_at=at)

    def lock(self, sheet: Sheet, at: datetime) -> None:
        self._change(sheet, locked_at=at)

    def set_pin(self, sheet: Sheet, handle: str, slow_pin: str) -> None:
        self._change(sheet, pin_hash=self._pin(handle, slow_pin))

    def of_individual(self, individual: IndividualId) -> Sequence[Sheet]:
        found = select(_SHEETS).where(_SHEETS.c.individual_id == individual)
        rows = self._connection.execute(found.order_by(_SHEETS.c.made_at, _SHEETS.c.id)).all()
        every = frozenset(range(1, CODES + 1))
        return [_sheet_of(row, every - self._hashes(individual, row.id).keys()) for row in rows]

    def remove(self, individual: IndividualId, sheet: SheetId) -> bool:
        codes = (_CODES.c.individual_id == individual) & (_CODES.c.sheet_id == sheet)
        self._connection.execute(delete(_CODES).where(codes))
        mine = (_SHEETS.c.individual_id == individual) & (_SHEETS.c.id == sheet)
        return self._connection.execute(delete(_SHEETS).where(mine)).rowcount == 1

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_CODES, _SHEETS):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def tries(self, kind: str, word: str) -> Tries:
        found = select(_TRIES).where(_TRIES.c.key_hash == self._tried(kind, word))
        row = self._connection.execute(found).one_or_none()
        return Tries() if row is None else Tries(row._mapping["count"], row.last_at)

    def count_wrong(self, kind: str, word: str, tries: Tries, at: datetime) -> None:
        key = self._tried(kind, word)
        self._connection.execute(delete(_TRIES).where(_TRIES.c.key_hash == key))
        row = {"key_hash": key, "count": tries.count + 1, "last_at": at}
        self._connection.execute(insert(_TRIES), row)

    def forget_tries(self, kind: str, word: str) -> None:
        self._connection.execute(delete(_TRIES).where(_TRIES.c.key_hash == self._tried(kind, word)))

    def forget_tries_before(self, at: datetime) -> None:
        self._connection.execute(delete(_TRIES).where(_TRIES.c.last_at < at))

    def _change(self, sheet: Sheet, **values: Any) -> None:
        mine = (_SHEETS.c.individual_id == sheet.individual) & (_SHEETS.c.id == sheet.id)
        self._connection.execute(update(_SHEETS).where(mine).values(**values))

    def _hashes(self, individual: str, sheet: str) -> Mapping[int, bytes]:
        mine = (_CODES.c.individual_id == individual) & (_CODES.c.sheet_id == sheet)
        rows = self._connection.execute(select(_CODES.c.number, _CODES.c.code_hash).where(mine))
        return {row.number: row.code_hash for row in rows}

    def _handle(self, handle: str) -> bytes:
        return self._sealer.blind("sheet", handle)

    def _pin(self, handle: str, slow_pin: str) -> bytes:
        return self._sealer.blind("sheet-pin", f"{handle}|{slow_pin}")

    def _code(self, handle: str, number: int, code: str) -> bytes:
        return self._sealer.blind("sheet-code", f"{handle}|{number}|{code}")

    def _tried(self, kind: str, word: str) -> bytes:
        return self._sealer.blind("sign-in-tries", f"{kind}|{word}")


def _sheet_of(row: Any, used: frozenset[int]) -> Sheet:
    return Sheet(
        SheetId(row.id),
        IndividualId(row.individual_id),
        row.made_at,
        used,
        row.last_used_at,
        row.locked_at,
    )
