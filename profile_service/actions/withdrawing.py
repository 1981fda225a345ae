"""Taking a yes back."""

from consent.errors import TransitionError
from consent.grant import Withdrawn, withdraw
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import GrantEndedError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome


def withdraw_grant(work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId) -> Withdrawn:
    """End a grant of her own, at once and for good.

    Raises:
        NotAvailableError: she has given no such grant.
        GrantEndedError: it has ended already.
    """
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.individual != caller:
        raise NotAvailableError
    try:
        ended = withdraw(grant, desk.clock.now())
    except TransitionError as error:
        raise GrantEndedError from error
    work.ledger.save(ended)
    record(
        work,
        desk,
        Kind.WITHDRAWAL,
        Outcome.DONE,
        caller,
        grant.terms.organisation,
        grant_id,
        {"purpose": grant.terms.purpose, "unit": grant.terms.unit},
    )
    return ended
