"""The individual's answer: look first, then a yes to a part, or a no."""

from collections.abc import Sequence
from datetime import datetime

from consent.decision import PreviewReading, decide
from consent.declaration import PurposeDeclaration
from consent.grant import Active, Terms
from consent.permit import Permit
from consent.request import AccessRequest, RequestState, objections_to_granting
from consent.vocabulary import IndividualId, RequestId
from profile_service.actions.asking import read_scopes
from profile_service.actions.errors import AlreadyAnsweredError, ExceedsRequestError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.calendar import default_end
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import Kind, Outcome


def own_request(work: Work, caller: IndividualId, request_id: RequestId) -> AccessRequest:
    """A question that was put to her; NotAvailableError for anybody else's."""
    request = work.requests.find(request_id)
    if request is None or request.individual != caller:
        raise NotAvailableError
    return request


def preview(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    request_id: RequestId,
    scopes: Sequence[str],
    until: datetime | None,
) -> Disclosure:
    """What the first read would return if she said yes to these scopes now (none named: all that was asked)."""
    request = _open_request(work, caller, request_id)
    terms, declaration = _terms(
        work, desk, request, scopes or [str(scope) for scope in request.scopes], until
    )
    decision = decide(PreviewReading(caller, request.individual, terms.scopes), None, desk.clock.now())
    if not isinstance(decision, Permit):
        raise NotAvailableError
    return Disclosure(terms, declaration, terms.scopes, work.vault.read(decision).sections)


def give(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    request_id: RequestId,
    scopes: Sequence[str],
    until: datetime | None,
) -> Active:
    """Say yes to a part of what was asked.

    Raises:
        AlreadyAnsweredError: she has answered this request.
        ExceedsRequestError: the answer is more than the question.
    """
    request = _open_request(work, caller, request_id)
    terms, _ = _terms(work, desk, request, scopes, until)
    grant = Active(terms)
    work.ledger.add(grant)
    work.requests.set_state(request, RequestState.GRANTED)
    detail: dict[str, str | list[str]] = {
        "unit": request.unit,
        "scopes": [str(scope) for scope in grant.terms.scopes],
        "purpose": grant.terms.purpose,
    }
    record(work, desk, Kind.GRANT, Outcome.DONE, caller, request.organisation, grant.terms.id, detail)
    return grant


def refuse(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> None:
    """Say no. The organisation is not told; to it a no looks like silence."""
    request = _open_request(work, caller, request_id)
    work.requests.set_state(request, RequestState.REFUSED)
    record(
        work, desk, Kind.REFUSAL, Outcome.DONE, caller, request.organisation, detail={"unit": request.unit}
    )


def _open_request(work: Work, caller: IndividualId, request_id: RequestId) -> AccessRequest:
    request = own_request(work, caller, request_id)
    if request.state is not RequestState.PENDING:
        raise AlreadyAnsweredError
    return request


def _terms(
    work: Work, desk: Desk, request: AccessRequest, texts: Sequence[str], until: datetime | None
) -> tuple[Terms, PurposeDeclaration]:
    now = desk.clock.now()
    scopes = read_scopes(texts)
    end = min(request.until, default_end(now, desk.zone)) if until is None else until
    objections = objections_to_granting(request, scopes, end, now)
    if objections:
        raise ExceedsRequestError(objections)
    declaration = work.accounts.declaration(request.declaration_id, request.declaration_version)
    if declaration is None:
        raise NotAvailableError
    terms = Terms(
        id=request.grant_id,
        individual=request.individual,
        organisation=request.organisation,
        unit=request.unit,
        request_id=request.id,
        declaration_id=request.declaration_id,
        declaration_version=request.declaration_version,
        purpose=declaration.purpose.code,
        scopes=scopes,
        given_at=now,
        until=end,
    )
    return terms, declaration
