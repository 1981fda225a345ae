"""Instruments: found, listed, registered and retired. They are about nobody, so everybody may read them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import AuditEvent, EventId, Kind, Outcome
from profile_service.domain.instrument import (
    MOST_REGISTERED,
    Head,
    Instrument,
    InstrumentId,
    Registered,
    head_of,
)
from profile_service.domain.people import Organisation

_REGISTERED: Final = "registered"
_RETIRED: Final = "retired"


def find_instrument(work: Work, desk: Desk, instrument: InstrumentId, version: str = "") -> Instrument:
    """One version of an instrument, retired or not; where none is said the newest that is in use.

    Raises:
        NotAvailableError: there is none.
    """
    shipped = _shipped(desk, instrument, version)
    if shipped is not None:
        return shipped
    found = work.instruments.find(instrument, version)
    if found is None:
        raise NotAvailableError
    return desk.instruments.read(found.text, found.head.organisation)


def instrument_to_start(work: Work, desk: Desk, instrument: InstrumentId, version: str = "") -> Instrument:
    """The same for a session that begins now.

    Raises:
        NotAvailableError: there is none, it is retired, or whose it is takes no part any more.
    """
    if _shipped(desk, instrument, version) is None:
        found = work.instruments.find(instrument, version)
        if found is None or found.retired_at is not None or not _takes_part(work, found.head):
            raise NotAvailableError
    return find_instrument(work, desk, instrument, version)


def list_instruments(work: Work, desk: Desk) -> Sequence[Head]:
    """The newest version of each that is in use: those that ship with the service first."""
    shipped = [head_of(one) for one in desk.instruments.shipped]
    return [*shipped, *(one for one in work.instruments.heads_in_use() if _takes_part(work, one))]


def own_instruments(work: Work, organisation: OrganisationId) -> Sequence[Head]:
    """Every version of an organisation's own, the newest first, retired ones as well."""
    return work.instruments.heads_of(organisation)


def registered_text(
    work: Work, organisation: OrganisationId, instrument: InstrumentId, version: str
) -> bytes:
    """The JSON text of an organisation's own, as it was registered; NotAvailableError where it has none such."""
    found = work.instruments.find(instrument, version)
    if found is None or found.head.organisation != organisation:
        raise NotAvailableError
    return found.text


def register_instrument(
    work: Work, desk: Desk, organisation: OrganisationId, text: bytes, by: str = ""
) -> Head:
    """Take an instrument in, as the organisation's own: its id gets the organisation's in front.

    The same text under the same id and version is the same registration. Once registered, a version never changes, since people
    have answered to its words.

    Args:
        by: id of the member of staff; empty for a system.

    Raises:
        ContentError: every place that is wrong; or the version stands there with another text; or there are too many.
    """
    made = desk.instruments.read(text, organisation)
    standing = work.instruments.find(made.id, made.version)
    if standing is not None:
        if standing.text == text:
            return standing.head
        right = "another version"
        raise ContentError([Objection("/version", "this version is registered with another content", right)])
    if len(work.instruments.heads_of(organisation)) >= MOST_REGISTERED:
        right = f"at most {MOST_REGISTERED} versions of all"
        raise ContentError([Objection("", "your organisation has as many as it may", right)])
    now = desk.clock.now()
    head = head_of(made, now)
    work.instruments.add(Registered(head, text, now, by))
    _write_down(work, desk, head, _REGISTERED)
    return head


def retire_instrument(
    work: Work, desk: Desk, organisation: OrganisationId, instrument: InstrumentId, version: str
) -> Head:
    """No session starts with this version any more; those that run go on. Retiring it again changes nothing.

    Raises:
        NotAvailableError: the organisation has none such.
    """
    found = work.instruments.find(instrument, version)
    if not version or found is None or found.head.organisation != organisation:
        raise NotAvailableError
    now = desk.clock.now()
    if not work.instruments.retire(instrument, version, now):
        return found.head
    _write_down(work, desk, found.head, _RETIRED)
    return replace(found.head, retired_at=now)


def whose(work: Work, organisation: OrganisationId | None) -> Organisation | None:
    """Who registered it; None for one that ships with the service."""
    return None if organisation is None else work.accounts.organisation(organisation)


def _shipped(desk: Desk, instrument: InstrumentId, version: str) -> Instrument | None:
    every = desk.instruments.shipped
    return next((one for one in every if one.id == instrument and version in ("", one.version)), None)


def _takes_part(work: Work, head: Head) -> bool:
    organisation = whose(work, head.organisation)
    return organisation is not None and organisation.closed_at is None


def _write_down(work: Work, desk: Desk, head: Head, what: str) -> None:
    """About nobody: the line has a word of the code, and the list of the organisation's own says the rest."""
    event, now = EventId(desk.ids.new("evt")), desk.clock.now()
    made = AuditEvent(event, now, Kind.INSTRUMENT, Outcome.DONE, None, head.organisation, None, reason=what)
    work.journal.append(made)
