"""Her own ways to sign in: which there are, one more, one less, and never the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.request import Objection
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.external_identity import ExternalIdentityId
from profile_service.domain.sign_in import Assurance, Method
from profile_service.domain.ways_in import FEW_CODES, Holder, PasskeyId, SheetId


class LastWayInError(ContentError):
    """She could not come in any more."""

    def __init__(self) -> None:
        super().__init__([Objection("", "this is the last way in", "add another way to sign in first")])


@dataclass(frozen=True, slots=True)
class WayIn:
    """One of her ways. `name` is what she calls a passkey, or the provider of an e-ID; `left` counts a sheet's codes."""

    id: str
    method: Method
    name: str
    made_at: datetime
    last_used_at: datetime | None
    locked: bool = False
    left: int | None = None
    assurance: Assurance = Assurance.DESK

    @property
    def opens(self) -> bool:
        """Whether she can come in by it now."""
        return not self.locked and self.left != 0

    @property
    def few_left(self) -> bool:
        """Whether it is time for another sheet."""
        return self.left is not None and self.left <= FEW_CODES


def ways_in_of(work: Work, caller: IndividualId) -> Sequence[WayIn]:
    """Every way of hers: e-ID first, then passkeys and sheets, each oldest first."""
    found = [
        WayIn(one.id, Method.EID, one.provider, one.added_at, one.used_at, assurance=one.assurance)
        for one in work.external_identities.of(caller)
    ]
    found += [
        WayIn(
            one.id,
            Method.PASSKEY,
            one.name,
            one.made_at,
            one.last_used_at,
            locked=one.locked_at is not None,
            assurance=one.assurance,
        )
        for one in work.passkeys.of(Holder(individual=caller))
    ]
    found += [
        WayIn(
            one.id,
            Method.SHEET,
            "",
            one.made_at,
            one.last_used_at,
            locked=one.locked_at is not None,
            left=one.left,
        )
        for one in work.sheets.of_individual(caller)
    ]
    return found


def way_in_of(work: Work, caller: IndividualId, way: str) -> WayIn:
    """One of hers; NotAvailableError for anybody else's."""
    found = next((one for one in ways_in_of(work, caller) if one.id == way), None)
    if found is None:
        raise NotAvailableError
    return found


def remove_way_in(work: Work, desk: Desk, caller: IndividualId, way: str) -> None:
    """Take one away: nobody comes in by it from now on.

    Raises:
        NotAvailableError: she has no such way in.
        LastWayInError: she could not come in by any other.
    """
    gone = way_in_of(work, caller, way)
    if not any(one.opens for one in ways_in_of(work, caller) if one.id != way):
        raise LastWayInError
    _remove(work, caller, gone)
    note_removed(work, desk, caller, gone.method)


def remove_what_was_lost(work: Work, desk: Desk, caller: IndividualId) -> None:
    """Every passkey and sheet at once: a lost way in was replaced at a desk, and whoever found it finds nothing.

    An e-ID stays: it is not a desk's to take away.
    """
    for one in ways_in_of(work, caller):
        if one.method is Method.EID:
            continue
        _remove(work, caller, one)
        note_removed(work, desk, caller, one.method)


def note_added(work: Work, desk: Desk, individual: IndividualId | None, method: Method) -> None:
    """One line in her log. Staff are in nobody's log by this."""
    if individual is not None:
        detail: dict[str, str | list[str]] = {"method": method.value}
        record(work, desk, Kind.WAY_IN_ADDED, Outcome.DONE, individual, detail=detail)


def note_removed(work: Work, desk: Desk, individual: IndividualId, method: Method) -> None:
    """One line in her log."""
    detail: dict[str, str | list[str]] = {"method": method.value}
    record(work, desk, Kind.WAY_IN_REMOVED, Outcome.DONE, individual, detail=detail)


def _remove(work: Work, caller: IndividualId, way: WayIn) -> None:
    match way.method:
        case Method.PASSKEY:
            work.passkeys.remove(Holder(individual=caller), PasskeyId(way.id))
        case Method.SHEET:
            work.sheets.remove(caller, SheetId(way.id))
        case _:
            work.external_identities.detach(caller, ExternalIdentityId(way.id))
