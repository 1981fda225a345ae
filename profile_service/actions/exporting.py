"""Taking the profile along."""

from consent.vocabulary import IndividualId
from profile_service.actions.journaling import record
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.profile import Profile


def export_own_profile(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """All of it, for a file that she takes along; written into her log."""
    record(work, desk, Kind.EXPORT, Outcome.DONE, caller, detail={"format": format_name})
    return read_own_profile(work, desk, caller)
