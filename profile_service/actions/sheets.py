"""Printed sheets: made, asked, used, throttled. What is slow about a PIN is done by the caller, outside the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from consent.vocabulary import IndividualId
from profile_service.actions.journaling import record, record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.actions.ways_in import note_added
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.sign_in import Method
from profile_service.domain.ways_in import (
    TRIES_BEFORE_LOCK,
    TRIES_KEPT,
    PrintedSheet,
    Refusal,
    Sheet,
    SheetId,
    codes_to_ask,
)


@dataclass(frozen=True, slots=True)
class SheetTry:
    """What was typed. `slow_pin` is `domain.ways_in.slow_hash` of PIN and number; `codes` are by their numbers."""

    handle: str
    slow_pin: str
    codes: Mapping[int, str]


def keep_sheet(
    work: Work, desk: Desk, individual: IndividualId, printed: PrintedSheet, slow_pin: str
) -> Sheet:
    """Keep a sheet that is about to be printed. Any sheet from before opens nothing any more."""
    work.sheets.forget_all(individual)
    sheet = Sheet(SheetId(desk.ids.new("sht")), individual, desk.clock.now())
    work.sheets.add(sheet, printed, slow_pin)
    note_added(work, desk, individual, Method.SHEET)
    return sheet


def change_pin(work: Work, desk: Desk, caller: IndividualId, handle: str, slow_pin: str) -> bool:
    """Give her sheet another PIN. False where the number is not that of a sheet of hers that opens anything; nothing is changed then."""
    sheet = work.sheets.behind(handle)
    if sheet is None or sheet.individual != caller or sheet.locked_at is not None:
        return False
    work.sheets.set_pin(sheet, handle, slow_pin)
    detail: dict[str, str | list[str]] = {"method": Method.SHEET.value, "why": "pin"}
    record(work, desk, Kind.WAY_IN_ADDED, Outcome.DONE, caller, detail=detail)
    return True


def asked_of(work: Work, handle: str) -> tuple[int, ...]:
    """The numbers of the codes that are asked for next. For an unknown sheet, numbers that look the same."""
    sheet = work.sheets.behind(handle)
    used = frozenset[int]() if sheet is None else sheet.used
    return codes_to_ask(used, work.sheets.pick(handle, len(used)))


def show_sheet(work: Work, desk: Desk, shown: SheetTry, client: str) -> Sheet | Refusal:
    """Whose sheet it is, where PIN and codes are right; the codes are used up by it.

    Wrong, unknown, locked, waiting: the same answer after the same work. What was typed is looked at even while the
    sheet or the client waits, and counts for nothing then.
    """
    now = desk.clock.now()
    work.sheets.forget_tries_before(now - TRIES_KEPT)
    sheet = work.sheets.behind(shown.handle)
    right = work.sheets.fits(sheet, shown.handle, shown.slow_pin, dict(shown.codes))
    asked = set(asked_of(work, shown.handle)) == set(shown.codes)
    by_sheet, by_client = work.sheets.tries("sheet", shown.handle), work.sheets.tries("client", client)
    if by_sheet.waits(now) or by_client.too_many(now):
        return _refused(work, desk, Refusal.SHEET_WAITS)
    if sheet is None or not right or not asked:
        work.sheets.count_wrong("sheet", shown.handle, by_sheet, now)
        work.sheets.count_wrong("client", client, by_client.within_the_hour(now), now)
        if sheet is not None and sheet.locked_at is None and by_sheet.count + 1 >= TRIES_BEFORE_LOCK:
            _lock(work, desk, sheet)
        return _refused(work, desk, Refusal.SHEET)
    work.sheets.use(sheet, sorted(shown.codes), now)
    work.sheets.forget_tries("sheet", shown.handle)
    return sheet


def may_try(work: Work, desk: Desk, client: str) -> bool:
    """Whether a client may try now at all."""
    return not work.sheets.tries("client", client).too_many(desk.clock.now())


def count_wrong_start(work: Work, desk: Desk, client: str) -> None:
    """Count a code from a desk that did not work against the client."""
    now = desk.clock.now()
    work.sheets.count_wrong("client", client, work.sheets.tries("client", client).within_the_hour(now), now)
    _refused(work, desk, Refusal.START)


def _lock(work: Work, desk: Desk, sheet: Sheet) -> None:
    work.sheets.lock(sheet, desk.clock.now())
    detail: dict[str, str | list[str]] = {"method": Method.SHEET.value}
    record(work, desk, Kind.SIGN_IN, Outcome.REFUSED, sheet.individual, detail=detail)


def _refused(work: Work, desk: Desk, reason: Refusal) -> Refusal:
    record_refused(work, desk, Kind.SIGN_IN, reason.value)
    return reason
