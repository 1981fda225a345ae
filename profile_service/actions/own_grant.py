"""Finding a grant for her who gave it, and writing down what became of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from consent.errors import TransitionError
from consent.grant import Grant
from consent.receipt import RecordKind
from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.actions.errors import GrantEndedError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.manner import Manner
from profile_service.actions.ports import Desk, Work
from profile_service.actions.receipts import keep_receipt, sign_receipt
from profile_service.actions.telling import tell
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change

T = TypeVar("T", bound=Grant)
_KINDS: Mapping[RecordKind, tuple[Kind, Change]] = {
    RecordKind.CHANGED: (Kind.CHANGE, Change.CHANGED),
    RecordKind.PAUSED: (Kind.PAUSE, Change.PAUSED),
    RecordKind.RESUMED: (Kind.RESUMPTION, Change.RESUMED),
    RecordKind.WITHDRAWN: (Kind.WITHDRAWAL, Change.ENDED),
    RecordKind.CLOSED: (Kind.CLOSURE, Change.ENDED),
    RecordKind.REVOKED: (Kind.REVOCATION, Change.ENDED),
    RecordKind.EXPIRED: (Kind.EXPIRY, Change.ENDED),
    RecordKind.USED_UP: (Kind.EXPIRY, Change.ENDED),
}


def own_grant(work: Work, caller: IndividualId, grant_id: GrantId) -> Grant:
    """A grant that she has given; NotAvailableError for anybody else's."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.individual != caller:
        raise NotAvailableError
    return grant


def grant_to(work: Work, organisation: OrganisationId, grant_id: GrantId) -> Grant:
    """A grant that an organisation has; NotAvailableError for anybody else's."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.organisation != organisation:
        raise NotAvailableError
    return grant


def step(transition: Callable[[], T]) -> T:
    """Make a transition; GrantEndedError where the grant cannot become that any more."""
    try:
        return transition()
    except TransitionError as error:
        raise GrantEndedError from error


def write_down(
    work: Work,
    desk: Desk,
    kind: RecordKind,
    grant: Grant,
    manner: Manner,
    detail: Mapping[str, str | list[str]] | None = None,
    at: datetime | None = None,
) -> None:
    """The ledger, the journal, the receipt and the notice of one transition, in one transaction."""
    terms = grant.terms
    request = work.requests.find(terms.request_id)
    if request is None:
        raise NotAvailableError
    work.ledger.save(grant)
    if _KINDS[kind][1] is Change.ENDED:
        work.looks.forget(terms.individual, terms.id)
    told: dict[str, str | list[str]] = {"purpose": terms.purpose, "unit": terms.unit, **(detail or {})}
    journal_kind, change = _KINDS[kind]
    receipt = sign_receipt(work, desk, kind, request, terms, manner, at)
    whose, told = terms.individual, told | receipt.named
    line = record(work, desk, journal_kind, Outcome.DONE, whose, terms.organisation, terms.id, told)
    keep_receipt(work, receipt, line)
    tell(work, desk, terms, change)
