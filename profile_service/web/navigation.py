"""What a member of staff does for the unit that she acts for: her pages show only what these roles open."""

from dataclasses import dataclass
from typing import Final

from profile_service.domain.people import READING_ROLES, Staff, StaffRole
from profile_service.doors import MemberVisit, OperatorVisit, StaffVisit
from profile_service.doors.sessions import acting


@dataclass(frozen=True, slots=True)
class Duties:
    """`reads` people's profiles, `looks_after` the organisation, `protects` people's rights."""

    reads: bool = False
    looks_after: bool = False
    protects: bool = False


NOTHING: Final = Duties()


def duties_of(visit: object) -> Duties:
    """What the visitor does at work; nothing for anybody else."""
    staff = staff_of(visit)
    if staff is None or isinstance(visit, OperatorVisit):
        return NOTHING
    roles = staff.roles
    return Duties(
        reads=bool(roles & READING_ROLES),
        looks_after=StaffRole.ADMINISTRATOR in roles,
        protects=StaffRole.DATA_PROTECTION_OFFICER in roles,
    )


def staff_of(visit: object) -> Staff | None:
    """The member of staff with the unit that she acts for; None for anybody else, and for one who acts for none."""
    if isinstance(visit, StaffVisit | OperatorVisit):
        return visit.staff
    staff = acting(visit.member, visit.session) if isinstance(visit, MemberVisit) else None
    return staff if staff is not None and staff.roles else None
