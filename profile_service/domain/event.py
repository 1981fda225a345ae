"""Audit events: one line of the journal, written for the individual to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from consent.vocabulary import GrantId, IndividualId, OrganisationId

EventId = NewType("EventId", str)


class Kind(StrEnum):
    """What was done."""

    READ = "read"
    REQUEST = "request"
    GRANT = "grant"
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"
    EXPORT = "export"
    IMPORT = "import"
    CODE = "code"
    ERASURE = "erasure"


class Outcome(StrEnum):
    """Whether it went through."""

    DONE = "done"
    DISCLOSED = "disclosed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One event.

    `individual` is None only where the caller named nothing that exists. `detail` holds what may be personal
    (reader, unit, case reference, scopes): it is sealed with the individual's own key and goes when she goes.
    """

    id: EventId
    at: datetime
    kind: Kind
    outcome: Outcome
    individual: IndividualId | None
    organisation: OrganisationId | None
    grant: GrantId | None
    detail: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Events, newest first, and the cursor that continues after them (None at the end)."""

    events: tuple[AuditEvent, ...]
    following: int | None
