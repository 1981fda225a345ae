"""The individual's answer: look first, then a yes to a part, or a no; and thirty seconds to think again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.decision import PreviewReading, decide
from consent.declaration import PurposeDeclaration
from consent.errors import TransitionError
from consent.grant import Active, Withdrawn, undo
from consent.permit import Permit
from consent.receipt import Indication, RecordKind
from consent.request import AccessRequest, Objection, RequestState, objections_to_granting
from consent.scope import is_general
from consent.terms import Ending, Terms
from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.actions.asking import read_scopes
from profile_service.actions.desk_limits import objections_to_end, objections_to_opening
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ExceedsRequestError,
    NotAvailableError,
    TooLateError,
)
from profile_service.actions.journaling import record
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.naming import is_for_competences, unnamed
from profile_service.actions.own_grant import own_grant
from profile_service.actions.own_request import own_request
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.actions.receipts import keep_receipt, sign_receipt
from profile_service.actions.telling import tell
from profile_service.domain.calendar import default_end, latest_end
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change
from profile_service.domain.sections import EVERYTHING


@dataclass(frozen=True, slots=True)
class Yes:
    """What she says yes to. Without an end it is the usual one; without an ending, the one that was asked for."""

    scopes: Sequence[str]
    until: datetime | None = None
    ending: Ending | None = None


def preview(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId, yes: Yes) -> Disclosure:
    """What the first read would return if she said this yes now (no scopes named: all that was asked)."""
    request = _open_request(work, caller, request_id)
    scopes = yes.scopes or [str(scope) for scope in request.scopes]
    terms, declaration = _terms(work, desk, request, Yes(scopes, yes.until, yes.ending))
    decision = decide(
        PreviewReading(caller, request.individual, terms.scopes),
        None,
        desk.clock.now(),
        shield_of(work, caller),
    )
    if not isinstance(decision, Permit):
        raise NotAvailableError
    found = work.vault.read(decision).sections
    if is_for_competences(work.accounts.organisation(request.organisation), decision.stated):
        found = unnamed(work, desk, caller, found)
    return Disclosure(terms, declaration, terms.scopes, found)


def give(
    work: Work, desk: Desk, caller: IndividualId, request_id: RequestId, yes: Yes, manner: Manner = BY_PROGRAM
) -> Active:
    """Say yes to a part of what was asked.

    Raises:
        AlreadyAnsweredError: she has answered this request, or its purpose was changed or taken back.
        ExceedsRequestError: the answer is more than the question, or is general.
    """
    request = _open_request(work, caller, request_id)
    terms, _ = _terms(work, desk, request, yes)
    objections = [
        *objections_to_opening(work, desk, caller),
        *objections_to_end(work, desk, caller, manner.assurance, terms.until),
    ]
    if objections:
        raise ExceedsRequestError(objections)
    grant = Active(terms)
    work.ledger.add(grant)
    work.requests.answer(request, RequestState.GRANTED, terms.given_at)
    detail: dict[str, str | list[str]] = {
        "unit": request.unit,
        "scopes": [str(scope) for scope in grant.terms.scopes],
        "purpose": grant.terms.purpose,
        **_by_another(manner),
    }
    receipt = sign_receipt(work, desk, RecordKind.GIVEN, request, terms, manner)
    whose, told = request.organisation, detail | receipt.named
    line = record(work, desk, Kind.GRANT, Outcome.DONE, caller, whose, grant.terms.id, told)
    keep_receipt(work, receipt, line)
    tell(work, desk, terms, Change.GIVEN)
    return grant


def refuse(
    work: Work, desk: Desk, caller: IndividualId, request_id: RequestId, manner: Manner = BY_PROGRAM
) -> None:
    """Say no. The organisation is not told; to it a no looks like silence."""
    request = _open_request(work, caller, request_id)
    work.requests.answer(request, RequestState.REFUSED, desk.clock.now())
    receipt = sign_receipt(work, desk, RecordKind.REFUSED, request, None, manner)
    detail = {"unit": request.unit, **_by_another(manner), **receipt.named}
    line = record(work, desk, Kind.REFUSAL, Outcome.DONE, caller, request.organisation, detail=detail)
    keep_receipt(work, receipt, line)


def undo_yes(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, manner: Manner = BY_PROGRAM
) -> Withdrawn:
    """Take back a yes as if it had not been said: the question waits again, and nobody was told.

    Raises:
        NotAvailableError: she has given no such grant.
        TooLateError: more than thirty seconds have gone by, somebody has read, or it has ended.
    """
    grant = own_grant(work, caller, grant_id)
    request = own_request(work, caller, grant.terms.request_id)
    reads, _ = work.journal.reads_under(caller).get(grant_id, (0, None))
    try:
        undone = undo(grant, desk.clock.now(), reads)
    except TransitionError as error:
        raise TooLateError from error
    work.ledger.save(undone)
    other = GrantId(desk.ids.new("gra"))
    work.requests.reopen(request, other)
    work.sent_questions.set_aside(request.organisation, request.id, other)
    declaration = work.declarations.find(request.declaration_id, request.declaration_version)
    if declaration is None or not declaration.approved:
        # A newer version was approved meanwhile: nobody can answer this question any more.
        work.requests.answer(request, RequestState.LAPSED, desk.clock.now())
    receipt = sign_receipt(work, desk, RecordKind.UNDONE, request, grant.terms, manner)
    detail = {"unit": request.unit, "purpose": grant.terms.purpose, **receipt.named}
    line = record(work, desk, Kind.UNDOING, Outcome.DONE, caller, request.organisation, grant_id, detail)
    keep_receipt(work, receipt, line)
    work.notices.cancel(caller, grant_id)
    return undone


def _by_another(manner: Manner) -> dict[str, str]:
    """What her log says where a representative answered: her own answers need no word."""
    indication = manner.indication
    return {"indication": indication.value} if indication is Indication.REPRESENTATIVE else {}


def _open_request(work: Work, caller: IndividualId, request_id: RequestId) -> AccessRequest:
    request = own_request(work, caller, request_id)
    if request.state is not RequestState.PENDING:
        raise AlreadyAnsweredError
    return request


def _terms(work: Work, desk: Desk, request: AccessRequest, yes: Yes) -> tuple[Terms, PurposeDeclaration]:
    now = desk.clock.now()
    scopes = read_scopes(yes.scopes)
    end = min(request.until, default_end(now, desk.zone)) if yes.until is None else yes.until
    objections = [*objections_to_granting(request, scopes, end, now)]
    if is_general(scopes, EVERYTHING):
        objections.append(Objection("/scopes", "this is everything", "a part of the profile"))
    latest = latest_end(now, desk.zone)
    if latest < end <= request.until:
        objections.append(
            Objection("/until", "longer than twelve months", f"at the latest {latest.isoformat()}")
        )
    if request.ending is Ending.ONCE and yes.ending not in (None, Ending.ONCE):
        objections.append(Objection("/ending", "more readings than were asked", "once"))
    if objections:
        raise ExceedsRequestError(objections)
    declaration = work.declarations.find(request.declaration_id, request.declaration_version)
    if declaration is None or not declaration.approved:
        raise AlreadyAnsweredError
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
        ending=request.ending if yes.ending is None else yes.ending,
    )
    return terms, declaration
