"""Writing down what was changed in an organisation: the journal keeps that it happened, the list keeps who and whom."""

from collections.abc import Collection

from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import AuditEvent, EventId, Kind, Outcome
from profile_service.domain.people import StaffRole
from profile_service.domain.staffing import Hand, StaffChange, What


def note_change(
    work: Work,
    desk: Desk,
    hand: Hand,
    what: What,
    about: str = "",
    unit: str = "",
    roles: Collection[StaffRole] = (),
) -> None:
    """One change, in the transaction in which it is made.

    The journal is never erased from, and so its line has a word of the code and no id of a person. Both have the same id.
    """
    change = desk.ids.new("evt")
    now = desk.clock.now()
    work.journal.append(
        AuditEvent(
            id=EventId(change),
            at=now,
            kind=Kind.ORGANISATION_CHANGE,
            outcome=Outcome.DONE,
            individual=None,
            organisation=hand.organisation,
            grant=None,
            reason=what.value,
        )
    )
    work.staff.write_down(
        StaffChange(change, hand.organisation, now, what, about, hand.staff or "", unit, frozenset(roles))
    )
