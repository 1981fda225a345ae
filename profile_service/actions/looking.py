"""Lists: what was asked of her, who may read, who has read; and what an organisation may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.declaration import PurposeDeclaration
from consent.grant import UNDO_WINDOW, Active, Grant, Paused, Terms, at_time
from consent.request import AccessRequest, RequestState
from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.own_grant import own_grant
from profile_service.actions.own_request import own_request
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.actions.reading import is_shut_out
from profile_service.domain.event import AuditEvent
from profile_service.domain.people import Grantee, Organisation


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with what it speaks of."""

    request: AccessRequest
    organisation: Organisation
    declaration: PurposeDeclaration
    state: str
    """`request.state`, or "expired" where nobody answered before its end had come."""


@dataclass(frozen=True, slots=True)
class GrantView:
    """A grant as it stands now, with its parties and its use."""

    grant: Grant
    organisation: Organisation
    declaration: PurposeDeclaration
    case_reference: str
    reads: int
    last_read_at: datetime | None
    can_undo_until: datetime | None = None
    """Until when she can take her yes back as if she had not said it; None where she cannot."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of her log; `organisation` is None where she did it herself, `declaration` where no grant was named."""

    event: AuditEvent
    organisation: Organisation | None
    declaration: PurposeDeclaration | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, newest first; `following` continues after them."""

    lines: tuple[LogLine, ...]
    following: int | None


def requests_to(work: Work, desk: Desk, caller: IndividualId) -> Sequence[RequestView]:
    """Everything that was asked of her, newest first."""
    return [_view_request(work, desk, request) for request in work.requests.of_individual(caller)]


def request_to(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> RequestView:
    """One request that was put to her."""
    return _view_request(work, desk, own_request(work, caller, request_id))


def grants_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[GrantView]:
    """Every grant she has given, newest first, ended ones included."""
    reads = work.journal.reads_under(caller)
    return [
        _view_grant(work, desk, grant, reads.get(grant.terms.id))
        for grant in work.ledger.of_individual(caller)
    ]


def grant_of(work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId) -> GrantView:
    """One of her grants; NotAvailableError for anybody else's."""
    grant = own_grant(work, caller, grant_id)
    return _view_grant(work, desk, grant, work.journal.reads_under(caller).get(grant_id))


def grants_to(work: Work, desk: Desk, grantee: Grantee) -> Sequence[GrantView]:
    """The live grants that an organisation has. Ended ones are not listed: to it they are as if they never were."""
    return [view_grant(work, desk, grant) for grant in live_grants_to(work, desk, grantee)]


def live_grants_to(work: Work, desk: Desk, grantee: Grantee) -> Sequence[Grant]:
    """The same without what they speak of, newest first."""
    now = desk.clock.now()
    given = work.ledger.of_organisation(grantee.organisation.id)
    return [grant for grant in given if _is_open_to(work, grantee, grant, now)]


def view_grant(work: Work, desk: Desk, grant: Grant) -> GrantView:
    """A grant with what it speaks of, for an organisation that may know of it."""
    return _view_grant(work, desk, grant, None)


def open_grant_to(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId) -> GrantView | None:
    """A live grant of the organisation's own; None for everything else alike."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.organisation != grantee.organisation.id:
        return None
    return (
        _view_grant(work, desk, grant, None) if _is_open_to(work, grantee, grant, desk.clock.now()) else None
    )


def _is_open_to(work: Work, grantee: Grantee, grant: Grant, now: datetime) -> bool:
    """Whether a grant of the organisation's is live to this one. A unit or a reader that she shut out has none.

    A system that names no reader asks for the whole organisation, which the grant is given to still.
    """
    # Looked for each time, so that the time taken says nothing.
    is_live = may_meet(work, grantee, grant.terms.individual) and isinstance(at_time(grant, now), Active)
    return is_live and (grantee.reader is None or not is_shut_out(work, grantee, grant, grantee.reader))


def declarations_to(work: Work, grantee: Grantee) -> Sequence[PurposeDeclaration]:
    """The newest approved version of each of the organisation's own purpose declarations."""
    return work.declarations.approved_of(grantee.organisation.id)


def answer_to(work: Work, desk: Desk, grantee: Grantee, request_id: RequestId) -> GrantId | None:
    """The live grant that answered a request of the organisation's own.

    None for everything else alike: no such request, another's, unanswered, refused, withdrawn, expired, or of somebody
    whose case this reader may not handle.
    """
    request = work.requests.find(request_id)
    if request is None or request.organisation != grantee.organisation.id:
        return None
    grant = work.ledger.find(request.grant_id)
    if grant is None or not isinstance(at_time(grant, desk.clock.now()), Active):
        return None
    return grant.terms.id if may_meet(work, grantee, grant.terms.individual) else None


def log_of(work: Work, caller: IndividualId, before: int | None, limit: int) -> LogPage:
    """Her log, newest first: every read, refused attempt, answer and export."""
    page = work.journal.page(caller, before, limit)
    given = {grant.terms.id: grant.terms for grant in work.ledger.of_individual(caller)}
    lines = tuple(_line(work, event, given) for event in page.events)
    return LogPage(lines, page.following)


def _line(work: Work, event: AuditEvent, given: Mapping[GrantId, Terms]) -> LogLine:
    organisation = None if event.organisation is None else work.accounts.organisation(event.organisation)
    terms = None if event.grant is None else given.get(event.grant)
    # Somebody who tried another's grant had no purpose that she ever agreed to.
    if terms is None or terms.organisation != event.organisation:
        return LogLine(event, organisation, None)
    return LogLine(
        event, organisation, work.declarations.find(terms.declaration_id, terms.declaration_version)
    )


def _view_request(work: Work, desk: Desk, request: AccessRequest) -> RequestView:
    declaration = work.declarations.find(request.declaration_id, request.declaration_version)
    organisation = work.accounts.organisation(request.organisation)
    if declaration is None or organisation is None:
        raise NotAvailableError
    unanswered = request.state is RequestState.PENDING and request.until <= desk.clock.now()
    return RequestView(request, organisation, declaration, "expired" if unanswered else request.state.value)


def _view_grant(work: Work, desk: Desk, grant: Grant, used: tuple[int, datetime] | None) -> GrantView:
    request = work.requests.find(grant.terms.request_id)
    if request is None:
        raise NotAvailableError
    view = _view_request(work, desk, request)
    reads, last = used or (0, None)
    standing = at_time(grant, desk.clock.now())
    undo = _undo_end(standing, reads, desk.clock.now())
    return GrantView(standing, view.organisation, view.declaration, request.case_reference, reads, last, undo)


def _undo_end(grant: Grant, reads: int, now: datetime) -> datetime | None:
    end = grant.terms.given_at + UNDO_WINDOW
    return end if isinstance(grant, Active | Paused) and not reads and now <= end else None
