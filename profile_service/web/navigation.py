"""What a member of staff does for the unit that she acts for: her pages show only what these roles open."""

from dataclasses import dataclass
from typing import Final

from profile_service.domain.people import READING_ROLES, StaffRole
from profile_service.doors import StaffVisit


@dataclass(frozen=True, slots=True)
class Duties:
    """`reads` people's profiles, `looks_after` the organisation, `protects` people's rights."""

    reads: bool = False
    looks_after: bool = False
    protects: bool = False


NOTHING: Final = Duties()


def duties_of(visit: object) -> Duties:
    """What the visitor does at work; nothing for anybody else."""
    if not isinstance(visit, StaffVisit):
        return NOTHING
    roles = visit.staff.roles
    return Duties(
        reads=bool(roles & READING_ROLES),
        looks_after=StaffRole.ADMINISTRATOR in roles,
        protects=StaffRole.DATA_PROTECTION_OFFICER in roles,
    )
