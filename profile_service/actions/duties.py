"""Access by law: the operator makes it for a named rule, she sees it and every reading, and nobody can stop it but its end."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from consent.duty import Duty, Rule
from consent.request import Objection
from consent.scope import is_general
from consent.vocabulary import DutyId, GrantId, IndividualId, OrganisationId
from profile_service.actions.asking import read_scopes
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.actions.telling import tell_about
from profile_service.domain.calendar import latest_end
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change
from profile_service.domain.people import Grantee, Operator, Organisation, Role
from profile_service.domain.sections import EVERYTHING
from profile_service.domain.texts import objections_to_text, objections_to_word

LONGEST_CITATION = 200
LONGEST_REFERENCE = 100


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """What the operator registers, as it came in at the door. Without a beginning it is now."""

    organisation: str
    individual: str
    reference: str
    citation: str
    text: Mapping[str, str]
    scopes: Sequence[str]
    until: datetime
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty with its organisation, and how it was used."""

    duty: Duty
    organisation: Organisation
    stands: bool
    over: bool
    reads: int = 0
    last_read_at: datetime | None = None


def add_duty(work: Work, desk: Desk, operator: Operator, draft: DutyDraft, languages: Set[str]) -> Duty:
    """Register an access by law; she sees it from this moment on.

    To go on after its end, register another.

    Raises:
        ContentError: nobody has this number, there is no such organisation, it is general, or longer than twelve months.
    """
    now = desk.clock.now()
    since = now if draft.since is None else draft.since
    scopes = read_scopes(draft.scopes)
    objections = [*_objections_to_parties(work, draft), *_objections_to_time(desk, now, since, draft.until)]
    objections += objections_to_word("/reference", draft.reference, LONGEST_REFERENCE)
    objections += objections_to_word("/citation", draft.citation, LONGEST_CITATION)
    objections += objections_to_text("/text", draft.text, languages)
    if not scopes or is_general(scopes, EVERYTHING):
        objections.append(
            Objection("/scopes", "a duty is for named fields", "the fields that the rule names")
        )
    if objections:
        raise ContentError(objections)
    duty = Duty(
        DutyId(desk.ids.new("dty")),
        _named(work, draft),
        OrganisationId(draft.organisation),
        Rule(draft.citation, dict(draft.text)),
        scopes,
        since,
        draft.until,
        reference=draft.reference,
    )
    work.duties.add(duty)
    _write_down(work, desk, Kind.DUTY, duty, operator)
    tell_about(work, desk, duty.individual, duty.organisation, duty.id, Change.GIVEN)
    return duty


def end_duty(work: Work, desk: Desk, operator: Operator, duty_id: DutyId) -> Duty:
    """End it before its time: nobody reads under it from now on.

    Raises:
        NotAvailableError: there is none, or it has ended.
    """
    duty = work.duties.find(duty_id)
    now = desk.clock.now()
    if duty is None or duty.ended_at is not None or duty.until <= now:
        raise NotAvailableError
    work.duties.end(duty, now)
    _write_down(work, desk, Kind.DUTY_END, duty, operator)
    tell_about(work, desk, duty.individual, duty.organisation, duty.id, Change.ENDED)
    return duty


def end_duties_of(work: Work, desk: Desk, individual: IndividualId) -> None:
    """Whoever erases herself leaves nothing that a rule could still open; who could read is told that it has ended."""
    now = desk.clock.now()
    for duty in work.duties.of_individual(individual):
        if duty.ended_at is None and now < duty.until:
            tell_about(work, desk, individual, duty.organisation, duty.id, Change.ENDED)
    work.duties.forget_all(individual)


def duties_about(work: Work, desk: Desk, caller: IndividualId) -> Sequence[DutyView]:
    """Every duty about her, those that stand first, with what was read under it."""
    duties = work.duties.of_individual(caller)
    reads = work.journal.reads_under(caller) if duties else {}
    views = []
    for duty in duties:
        count, last = reads.get(GrantId(duty.id), (0, None))
        views.append(_view(work, desk, duty, count, last))
    return sorted(views, key=lambda view: not view.stands)


def duties_to(work: Work, desk: Desk, grantee: Grantee) -> Sequence[Duty]:
    """The duties that an organisation can read under now."""
    now = desk.clock.now()
    return [
        duty
        for duty in work.duties.of_organisation(grantee.organisation.id)
        if duty.stands(now) and may_meet(work, grantee, duty.individual)
    ]


def open_duty(work: Work, desk: Desk, grantee: Grantee, duty_id: DutyId) -> Duty | None:
    """One of them; None for everything else alike."""
    duty = work.duties.find(duty_id)
    if duty is None or duty.organisation != grantee.organisation.id:
        return None
    stands = duty.stands(desk.clock.now())
    return duty if may_meet(work, grantee, duty.individual) and stands else None


def duties_registered(work: Work, desk: Desk) -> Sequence[DutyView]:
    """All that the operator has registered. How they are used it does not learn."""
    return [_view(work, desk, duty, 0, None) for duty in work.duties.everybodys()]


def _view(work: Work, desk: Desk, duty: Duty, reads: int, last: datetime | None) -> DutyView:
    organisation = work.accounts.organisation(duty.organisation)
    if organisation is None:
        raise NotAvailableError
    now = desk.clock.now()
    over = duty.ended_at is not None or duty.until <= now
    return DutyView(duty, organisation, duty.stands(now), over, reads, last)


def _named(work: Work, draft: DutyDraft) -> IndividualId:
    """Whom a demand names; the number of an account that became part of another still names her."""
    named = IndividualId(draft.individual)
    return work.joined.keeper_of(named) or named


def _objections_to_parties(work: Work, draft: DutyDraft) -> list[Objection]:
    found = []
    organisation = work.accounts.organisation(OrganisationId(draft.organisation))
    if organisation is None or organisation.closed_at is not None or organisation.role is Role.OPERATOR:
        found.append(
            Objection("/organisation", "no such organisation reads here", "the id of a registered one")
        )
    if work.accounts.individual(_named(work, draft)) is None:
        expected = "the number that she sees on her own page, and that the demand names"
        found.append(Objection("/individual", "nobody has this number", expected))
    return found


def _objections_to_time(desk: Desk, now: datetime, since: datetime, until: datetime) -> list[Objection]:
    found = []
    if since < now:
        found.append(Objection("/since", "this is before now", "now, or a time that is still to come"))
    latest = latest_end(max(since, now), desk.zone)
    if until <= since:
        found.append(Objection("/until", "the end has passed already", "a time after the beginning"))
    if until > latest:
        found.append(Objection("/until", "longer than twelve months", f"at the latest {latest.isoformat()}"))
    return found


def _write_down(work: Work, desk: Desk, kind: Kind, duty: Duty, operator: Operator) -> None:
    detail: dict[str, str | list[str]] = {
        "rule": duty.rule.citation,
        "case_reference": duty.reference,
        "scopes": [str(scope) for scope in duty.scopes],
        "registered_by": operator.organisation.name,
    }
    record(work, desk, kind, Outcome.DONE, duty.individual, duty.organisation, GrantId(duty.id), detail)
