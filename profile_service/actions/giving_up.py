"""An organisation gives a grant up over grant management: the case is closed, and what rests on the grant is dead."""

from consent.vocabulary import GrantId
from profile_service.actions.ports import Desk, Work
from profile_service.actions.withdrawing import close_case
from profile_service.domain.people import Grantee


def give_up(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId) -> None:
    """End a grant and every token that came of it.

    Raises:
        NotAvailableError: the organisation has no such grant, or it has ended, or is paused: not told apart.
    """
    close_case(work, desk, grantee, grant_id, grantee.reader or "")
    for family in work.tokens.families_of(grant_id):
        work.tokens.end(family.id, desk.clock.now())
