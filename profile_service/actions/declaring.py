"""Purpose declarations: submitted by an organisation, decided by the operator, withdrawn by either."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from consent.declaration import DeclarationStatus, Purpose, PurposeDeclaration, Want
from consent.errors import ScopeError, TransitionError
from consent.grant import Closed, Grant, Revoked, close, revoke
from consent.receipt import RecordKind
from consent.request import Objection, RequestState
from consent.scope import Scope
from consent.vocabulary import DeclarationId
from profile_service.actions.errors import AlreadyAnsweredError, ContentError, NotAvailableError
from profile_service.actions.manner import NOBODYS
from profile_service.actions.own_grant import write_down
from profile_service.actions.ports import Desk, Work
from profile_service.domain.declaring import objections_to_declaring
from profile_service.domain.people import Grantee, Organisation, Role
from profile_service.domain.second_yes import objections_to_employers
from profile_service.domain.sections import CATALOGUE, ORDINARY
from profile_service.domain.texts import objections_to_word

LONGEST_REMARK = 1_000


@dataclass(frozen=True, slots=True)
class WantDraft:
    """One slice that an organisation wants, as it came in at the door."""

    scope: str
    reason: Mapping[str, str]
    needed: bool


@dataclass(frozen=True, slots=True)
class DeclarationDraft:
    """What an organisation wants to declare. `declaration` is its own id where this is the next version of one."""

    declaration: str
    purpose: Purpose
    legal_basis: str
    wants: Sequence[WantDraft]
    retention: Mapping[str, str]
    onward_recipients: Sequence[str]
    on_no: Mapping[str, str]
    other_way: Mapping[str, str]
    contact: str


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A version that the operator looks at, whose it is, and the one that is in force now."""

    declaration: PurposeDeclaration
    organisation: Organisation
    before: PurposeDeclaration | None


def declare(
    work: Work, desk: Desk, grantee: Grantee, draft: DeclarationDraft, languages: Set[str]
) -> PurposeDeclaration:
    """Submit a declaration, or the next version of one. Nothing can be asked with it until the operator approves it.

    Args:
        languages: those that the portal speaks.

    Raises:
        NotAvailableError: the organisation has no such declaration.
        ContentError: it does not say all that it must, is general, or a version of it waits already.
    """
    versions = own_versions(work, grantee, draft.declaration) if draft.declaration else []
    wants = _read_wants(draft.wants)
    declaration = PurposeDeclaration(
        id=DeclarationId(draft.declaration or desk.ids.new("dcl")),
        version=1 + max((one.version for one in versions), default=0),
        organisation=grantee.organisation.id,
        purpose=draft.purpose,
        legal_basis=draft.legal_basis,
        wants=wants,
        retention=dict(draft.retention),
        onward_recipients=tuple(draft.onward_recipients),
        on_no=dict(draft.on_no),
        other_way=dict(draft.other_way),
        contact=draft.contact,
        status=DeclarationStatus.SUBMITTED,
        submitted_at=desk.clock.now(),
    )
    objections = [
        *_objections_to_versions(versions),
        *objections_to_declaring(declaration, languages),
        *_objections_to_role(declaration, grantee.organisation),
    ]
    if objections:
        raise ContentError(objections)
    work.declarations.add(declaration)
    return declaration


def own_versions(work: Work, grantee: Grantee, declaration: str) -> Sequence[PurposeDeclaration]:
    """Every version of one of the organisation's own, newest first; NotAvailableError for anybody else's."""
    found = [one for one in work.declarations.all_of(grantee.organisation.id) if one.id == declaration]
    if not found:
        raise NotAvailableError
    return found


def declarations_of(work: Work, grantee: Grantee) -> Sequence[PurposeDeclaration]:
    """Every version of all of the organisation's own, whatever their status."""
    return work.declarations.all_of(grantee.organisation.id)


def waiting_declarations(work: Work) -> Sequence[DeclarationView]:
    """What the operator has to decide, oldest first."""
    return [_view(work, one) for one in work.declarations.in_status(DeclarationStatus.SUBMITTED)]


def declarations_in_force(work: Work) -> Sequence[DeclarationView]:
    """Everything that can be asked with now."""
    return [_view(work, one) for one in work.declarations.in_status(DeclarationStatus.APPROVED)]


def declaration_to_decide(work: Work, declaration: str, version: int) -> DeclarationView:
    """One version, for the operator; NotAvailableError where there is none."""
    return _view(work, _version(work, declaration, version))


def approve(
    work: Work, desk: Desk, declaration: str, version: int, languages: Set[str], remark: str = ""
) -> PurposeDeclaration:
    """Put a version in force. The one before is superseded: what was given under it stands, what waits under it lapses.

    Raises:
        NotAvailableError: there is no such version.
        AlreadyAnsweredError: it was decided before, or taken back.
        ContentError: it does not say all that it must by now, or the remark is too long.
    """
    found = _waiting(work, declaration, version)
    objections = [
        *_objections_to_remark(remark),
        *objections_to_declaring(found, languages),
        *_objections_to_role(found, work.accounts.organisation(found.organisation)),
    ]
    if objections:
        raise ContentError(objections)
    now = desk.clock.now()
    before = work.declarations.find(found.id)
    if before is not None and before.approved:
        work.declarations.set_status(
            before.id, before.version, DeclarationStatus.SUPERSEDED, now, before.remark
        )
    work.declarations.set_status(found.id, version, DeclarationStatus.APPROVED, now, remark)
    _lapse(work, found.id, now)
    return replace(found, status=DeclarationStatus.APPROVED, decided_at=now, remark=remark)


def reject(work: Work, desk: Desk, declaration: str, version: int, remark: str) -> PurposeDeclaration:
    """Say no to a version, and why; what is in force stays so.

    Raises:
        NotAvailableError, AlreadyAnsweredError: as `approve`.
        ContentError: no reason is given.
    """
    found = _waiting(work, declaration, version)
    objections = [*objections_to_word("/remark", remark, LONGEST_REMARK)]
    if objections:
        raise ContentError(objections)
    now = desk.clock.now()
    work.declarations.set_status(found.id, version, DeclarationStatus.REJECTED, now, remark)
    return replace(found, status=DeclarationStatus.REJECTED, decided_at=now, remark=remark)


def withdraw_declaration(work: Work, desk: Desk, grantee: Grantee, declaration: str) -> None:
    """The organisation takes a declaration of its own back: every grant that rests on it is closed.

    Raises:
        NotAvailableError: it has no such declaration.
        AlreadyAnsweredError: it was withdrawn before.
    """
    versions = own_versions(work, grantee, declaration)
    detail = {"reader": grantee.reader or "", "unit": grantee.unit}
    _take_back(work, desk, versions, {key: value for key, value in detail.items() if value})


def revoke_declaration(work: Work, desk: Desk, declaration: str, remark: str) -> None:
    """The operator takes a declaration back, and says why: every grant that rests on it is revoked.

    Raises:
        NotAvailableError: there is no such declaration.
        AlreadyAnsweredError: it was withdrawn before.
        ContentError: no reason is given.
    """
    found = work.declarations.find(DeclarationId(declaration))
    if found is None:
        raise NotAvailableError
    objections = [*objections_to_word("/remark", remark, LONGEST_REMARK)]
    if objections:
        raise ContentError(objections)
    versions = [one for one in work.declarations.all_of(found.organisation) if one.id == declaration]
    _take_back(work, desk, versions, None, remark)


def _take_back(
    work: Work,
    desk: Desk,
    versions: Sequence[PurposeDeclaration],
    by_organisation: Mapping[str, str] | None,
    remark: str = "",
) -> None:
    now = desk.clock.now()
    standing = [
        one for one in versions if one.status not in (DeclarationStatus.WITHDRAWN, DeclarationStatus.REJECTED)
    ]
    if not standing:
        raise AlreadyAnsweredError
    for one in standing:
        work.declarations.set_status(
            one.id, one.version, DeclarationStatus.WITHDRAWN, now, remark or one.remark
        )
    _lapse(work, standing[0].id, now)
    for grant in work.ledger.of_declaration(standing[0].id):
        _end(work, desk, grant, by_organisation, now)


def _end(
    work: Work, desk: Desk, grant: Grant, by_organisation: Mapping[str, str] | None, now: datetime
) -> None:
    try:
        ended: Closed | Revoked = revoke(grant, now) if by_organisation is None else close(grant, now)
    except TransitionError:
        return  # its last day is over: the rounds write that down
    kind = RecordKind.REVOKED if isinstance(ended, Revoked) else RecordKind.CLOSED
    write_down(work, desk, kind, ended, NOBODYS, dict(by_organisation or {}))


def _lapse(work: Work, declaration: DeclarationId, now: datetime) -> None:
    for request in work.requests.pending_of(declaration):
        work.requests.answer(request, RequestState.LAPSED, now)


def _waiting(work: Work, declaration: str, version: int) -> PurposeDeclaration:
    found = _version(work, declaration, version)
    if found.status is not DeclarationStatus.SUBMITTED:
        raise AlreadyAnsweredError
    return found


def _version(work: Work, declaration: str, version: int) -> PurposeDeclaration:
    found = work.declarations.find(DeclarationId(declaration), version)
    if found is None:
        raise NotAvailableError
    return found


def _view(work: Work, declaration: PurposeDeclaration) -> DeclarationView:
    organisation = work.accounts.organisation(declaration.organisation)
    if organisation is None:
        raise NotAvailableError
    before = work.declarations.find(declaration.id)
    in_force = before if before is not None and before.approved else None
    return DeclarationView(declaration, organisation, None if in_force == declaration else in_force)


def _objections_to_role(
    declaration: PurposeDeclaration, organisation: Organisation | None
) -> Sequence[Objection]:
    employs = organisation is not None and organisation.role is Role.EMPLOYER
    return list(objections_to_employers(declaration)) if employs else []


def _objections_to_versions(versions: Sequence[PurposeDeclaration]) -> list[Objection]:
    statuses = {one.status for one in versions}
    if DeclarationStatus.SUBMITTED in statuses:
        return [
            Objection("/id", "a version of it waits already", "one version at a time, or a new declaration")
        ]
    if DeclarationStatus.WITHDRAWN in statuses:
        return [Objection("/id", "this declaration was withdrawn", "a new declaration, without an id")]
    return []


def _objections_to_remark(remark: str) -> list[Objection]:
    return [*objections_to_word("/remark", remark, LONGEST_REMARK)] if remark else []


def _read_wants(drafts: Sequence[WantDraft]) -> tuple[Want, ...]:
    wants: list[Want] = []
    objections: list[Objection] = []
    for at, draft in enumerate(drafts):
        try:
            scope = Scope.parse(draft.scope).frozen(CATALOGUE, ORDINARY)
        except ScopeError as error:
            objections.append(Objection(f"/scopes/{at}/scope", error.problem, error.expected))
        else:
            wants.append(Want(scope, dict(draft.reason), draft.needed))
    if objections:
        raise ContentError(objections)
    return tuple(wants)
