"""What somebody who acts for another sees of the profile: all of it, but of somebody under protected identity what may leave."""

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.own_profile import item_history, read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import for_others, is_protected
from profile_service.domain.profile import ItemId, PastVersion, Profile


def read_at_portal(work: Work, desk: Desk, individual: IndividualId, *, by_another: bool) -> Profile:
    """The whole profile for herself; for a representative without what stays with her whoever reads."""
    profile = read_own_profile(work, desk, individual)
    return for_others(work, individual, profile) if by_another else profile


def past_at_portal(
    work: Work, desk: Desk, individual: IndividualId, section: str, item: ItemId, *, by_another: bool
) -> list[PastVersion]:
    """What an entry said before, newest first; the past of somebody who is protected is for herself alone.

    Raises:
        NotAvailableError: there is no such entry, or none for a representative.
    """
    if by_another and is_protected(work, individual):
        raise NotAvailableError
    return list(reversed(item_history(work, desk, individual, section, item)))
