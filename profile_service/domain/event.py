"""Audit events: one line of the journal, written for the individual to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

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
    CHANGE = "change"
    PAUSE = "pause"
    RESUMPTION = "resumption"
    UNDOING = "undoing"
    CLOSURE = "closure"
    REVOCATION = "revocation"
    EXPIRY = "expiry"
    HELD_BACK = "held_back"
    """A question that she had said no to came again, and did not reach her."""
    LET_AGAIN = "let_again"
    """She lets them ask again after a no."""
    ACKNOWLEDGEMENT = "acknowledgement"
    ERASED_THERE = "erased_there"
    """The organisation states that it has erased what it had read."""
    INQUIRY = "inquiry"
    INQUIRY_ANSWER = "inquiry_answer"
    INQUIRY_END = "inquiry_end"
    DUTY = "duty"
    DUTY_END = "duty_end"
    SHARE = "share"
    SHARE_END = "share_end"
    CONTACT_ASKED = "contact_asked"
    CONTACT_GIVEN = "contact_given"
    MORE_ASKED = "more_asked"
    """Somebody who has her link asked to see more, in one of a few fixed sentences."""
    ALARM = "alarm"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    """She ended a session of hers from another one."""
    WAY_IN_ADDED = "way_in_added"
    WAY_IN_REMOVED = "way_in_removed"
    ENROLMENT = "enrolment"
    """The account was opened at a desk, or a lost way in replaced there."""
    JOINING = "joining"
    """Two ways in, or two accounts of hers, became one."""
    NEW_NUMBER = "new_number"
    """She came with a personnummer in place of her samordningsnummer."""
    PROTECTION = "protection"
    PROTECTION_END = "protection_end"
    HELP = "help"
    HELP_END = "help_end"
    DRAFT = "draft"
    """A helper wrote a proposal."""
    DRAFT_ANSWER = "draft_answer"
    MANDATE = "mandate"
    MANDATE_END = "mandate_end"
    MANDATE_USED = "mandate_used"
    COVERAGE = "coverage"
    """An organisation asked which items of an instrument are known. It gets no values, and it is a reading all the same."""
    MAPPING = "mapping"
    """A mapping session was started by somebody else than her."""
    MAPPING_END = "mapping_end"
    """A mapping session was handed over to her, or given up."""
    ASSESSMENT = "assessment"
    """An assessor proposed an assessment."""
    ASSESSMENT_ANSWER = "assessment_answer"
    """She accepted it, left it, answered it, hid it or showed it again."""
    ASSESSMENT_END = "assessment_end"
    """The assessor superseded or withdrew it."""
    FILE = "file"
    """She added a file of evidence, or took it away."""
    FILE_OPENED = "file_opened"
    """An organisation opened a file of evidence."""
    COPIED = "copied"
    """An organisation took what it read into a file of its own."""
    INSTRUMENT = "instrument"
    """An organisation registered or retired an instrument. About nobody's profile."""
    ORGANISATION_CHANGE = "organisation_change"
    """An organisation's staff, units or systems changed, or it was registered or closed. About nobody's profile."""
    CLIENT_REFUSED = "client_refused"
    """An organisation's system, or somebody in its name, could not prove itself."""


READINGS: Final = frozenset({Kind.READ, Kind.COVERAGE, Kind.MAPPING, Kind.FILE_OPENED, Kind.COPIED})
"""Each tells somebody else something of her, and counts as readings wherever readings are counted or asked about."""


class Outcome(StrEnum):
    """Whether it went through."""

    DONE = "done"
    DISCLOSED = "disclosed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One event.

    `grant` is the id of the grant, duty or share that it is about.
    `individual` is None only where the caller named nothing that exists. `detail` holds what may be personal
    (reader, unit, case reference, scopes): it is sealed with the individual's own key and goes when she goes.
    `reason` is a word from a fixed list of the code, for what was refused before anybody was known: nothing personal.
    """

    id: EventId
    at: datetime
    kind: Kind
    outcome: Outcome
    individual: IndividualId | None
    organisation: OrganisationId | None
    grant: GrantId | None
    detail: Mapping[str, str | list[str]] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Events, newest first, and the cursor that continues after them (None at the end)."""

    events: tuple[AuditEvent, ...]
    following: int | None
