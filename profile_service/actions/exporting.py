"""Taking the profile along."""

from collections.abc import Sequence

from consent.vocabulary import IndividualId
from profile_service.actions.journaling import record
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.profile import Profile
from profile_service.domain.receipt import StoredReceipt


def export_own_profile(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """All of it, for a file that she takes along; written into her log."""
    record(work, desk, Kind.EXPORT, Outcome.DONE, caller, detail={"format": format_name})
    return read_own_profile(work, desk, caller)


def export_everything(
    work: Work, desk: Desk, caller: IndividualId, format_name: str
) -> tuple[Profile, Sequence[StoredReceipt]]:
    """The profile, and every receipt beside it; written into her log once."""
    profile = export_own_profile(work, desk, caller, format_name)
    return profile, work.receipts.of_individual(caller)
