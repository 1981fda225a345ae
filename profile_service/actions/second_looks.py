"""The second look: somebody else of the organisation confirms an enrolment that was drawn, or objects to it."""

from collections.abc import Sequence
from dataclasses import replace

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.desk import Enrolment, EnrolmentId, Review
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Staff, StaffRole


def to_look_at(work: Work, supervisor: Staff) -> Sequence[Enrolment]:
    """What waits at her organisation, her own enrolments left out. NotAvailableError for one who is no administrator."""
    _check(supervisor)
    waiting = work.enrolments.waiting_at(supervisor.organisation)
    return [one for one in waiting if one.staff != supervisor.id]


def settle(
    work: Work, desk: Desk, supervisor: Staff, enrolment: EnrolmentId, *, confirmed: bool
) -> Enrolment:
    """Confirm, or object: then she can give nothing new until she has been seen again at a desk. She reads of both.

    Raises:
        NotAvailableError: there is none that waits for this supervisor.
    """
    found = next((one for one in to_look_at(work, supervisor) if one.id == enrolment), None)
    if found is None:
        raise NotAvailableError
    settled = replace(
        found,
        review=Review.CONFIRMED if confirmed else Review.OBJECTED,
        reviewed_by=supervisor.id,
        reviewed_at=desk.clock.now(),
    )
    work.enrolments.save(settled)
    outcome = Outcome.DONE if confirmed else Outcome.REFUSED
    detail: dict[str, str | list[str]] = {
        "reader": supervisor.name,
        "unit": supervisor.unit,
        "why": settled.review.value,
    }
    record(work, desk, Kind.ENROLMENT, outcome, found.individual, found.organisation, detail=detail)
    return settled


def _check(supervisor: Staff) -> None:
    if StaffRole.ADMINISTRATOR not in supervisor.roles:
        raise NotAvailableError
