"""What an organisation tried after a no, or without a yes: gathered by unit, so that it can be read at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent.terms import fold
from consent.vocabulary import IndividualId, OrganisationId
from profile_service.actions.ports import Work
from profile_service.domain.event import AuditEvent, Kind
from profile_service.domain.people import Organisation

_MOST: Final = 10_000
"""How many tries are looked at, the newest; nobody reads a number beyond that."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """What one unit tried. `unit` is empty where it did not say which it is."""

    organisation: Organisation
    unit: str
    asked_again: int
    tried_to_read: int
    first: datetime
    last: datetime


def attempts_on(work: Work, caller: IndividualId) -> Sequence[Attempts]:
    """Everything that was tried, by organisation and unit, the latest first."""
    gathered: dict[tuple[OrganisationId, str], list[AuditEvent]] = {}
    for event in work.journal.tries(caller, _MOST):
        if event.organisation is not None:
            unit = _unit(event.detail)
            gathered.setdefault((event.organisation, fold(unit)), []).append(event)
    found = (_gather(work, organisation, events) for (organisation, _), events in gathered.items())
    return [one for one in found if one is not None]


def _gather(work: Work, organisation_id: OrganisationId, events: Sequence[AuditEvent]) -> Attempts | None:
    organisation = work.accounts.organisation(organisation_id)
    if organisation is None:
        return None
    asked = sum(event.kind is Kind.HELD_BACK for event in events)
    last, first = events[0], events[-1]
    return Attempts(organisation, _unit(last.detail), asked, len(events) - asked, first.at, last.at)


def _unit(detail: Mapping[str, str | list[str]]) -> str:
    unit = detail.get("unit", "")
    return unit if isinstance(unit, str) else ""
