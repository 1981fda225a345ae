"""What a helper sees: the decision, the line in her log, and only then the vault."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.assistance import Assistance
from consent.decision import AssistedReading, Denial, Reason, decide
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import GrantId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.helping import HelpingStaff
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.opening import Telling
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class HelpedSection:
    """One section as the helper sees it. `fields` are those that she may propose for, also where nothing stands yet."""

    assistance: Assistance
    section: str
    fields: frozenset[str]
    items: Sequence[Assertion]
    version: int


def read_as_helper(work: Work, desk: Desk, staff: HelpingStaff, section: str) -> HelpedSection | Denial:
    """One section of whoever she helps. The line in the log comes first (I-05); a denial is returned, and committed."""
    assistance = work.assistances.of_helper(staff.id)
    decision = decide_for_helper(work, desk, staff, assistance, section)
    _record(work, desk, staff, assistance, decision)
    if isinstance(decision, Denial):
        return decision
    if assistance is None:  # no permit rests on nothing
        return Denial(Reason.NO_GRANT)
    return open_for_helper(work, desk, assistance, decision, section, Telling.LINE)


def decide_for_helper(
    work: Work, desk: Desk, staff: HelpingStaff, assistance: Assistance | None, section: str
) -> Permit | Denial:
    """The decision alone; NotAvailableError where there is no such section at all."""
    if section not in SECTIONS:
        raise NotAvailableError
    grantee = staff.grantee
    reading = AssistedReading(
        grantee.organisation.id,
        grantee.unit,
        staff.id,
        staff.session,
        (Scope(section),),
        cleared=grantee.cleared,
    )
    shield = shield_of(work, None if assistance is None else assistance.individual)
    return decide(reading, assistance, desk.clock.now(), shield)


def open_for_helper(
    work: Work, desk: Desk, assistance: Assistance, permit: Permit, section: str, telling: Telling
) -> HelpedSection:
    """Spend the permit, and count the click."""
    fields = frozenset(field for scope in permit.scopes for field in scope.fields or ())
    touched = assistance.touch(desk.clock.now())
    work.assistances.save(touched)
    profile = work.vault.read(permit, telling)
    items = profile.sections.get(section, ())
    return HelpedSection(touched, section, fields, items, profile.versions.get(section, 0))


def _record(
    work: Work,
    desk: Desk,
    staff: HelpingStaff,
    assistance: Assistance | None,
    decision: Permit | Denial,
) -> None:
    detail: dict[str, str | list[str]] = {"reader": staff.name, "unit": staff.grantee.unit}
    if isinstance(decision, Denial):
        outcome = Outcome.REFUSED
        detail["reason"] = decision.reason.value
    else:
        outcome = Outcome.DISCLOSED
        detail["scopes"] = [str(scope) for scope in decision.scopes]
    record(
        work,
        desk,
        Kind.READ,
        outcome,
        None if assistance is None else assistance.individual,
        staff.grantee.organisation.id,
        None if assistance is None else GrantId(assistance.id),
        detail,
    )
