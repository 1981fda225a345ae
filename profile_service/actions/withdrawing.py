"""Taking a yes back, and the other ways in which a grant ends."""

from consent.errors import TransitionError
from consent.grant import Closed, Withdrawn, close, withdraw
from consent.receipt import RecordKind
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.manner import BY_PROGRAM, NOBODYS, Manner
from profile_service.actions.own_grant import grant_to, own_grant, step, write_down
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Grantee


def withdraw_grant(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, manner: Manner = BY_PROGRAM
) -> Withdrawn:
    """End a grant of her own, at once and for good.

    Raises:
        NotAvailableError: she has given no such grant.
        GrantEndedError: it has ended already.
    """
    grant = own_grant(work, caller, grant_id)
    ended = step(lambda: withdraw(grant, desk.clock.now()))
    write_down(work, desk, RecordKind.WITHDRAWN, ended, manner)
    return ended


def close_case(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId, reader: str) -> Closed:
    """The organisation has closed the case, or needs to read no more: the grant ends, and she sees who ended it.

    Raises:
        NotAvailableError: the organisation has no such grant, or it has ended: not told apart.
    """
    grant = grant_to(work, grantee.organisation.id, grant_id)
    try:
        ended = close(grant, desk.clock.now())
    except TransitionError:
        raise NotAvailableError from None
    write_down(
        work,
        desk,
        RecordKind.CLOSED,
        ended,
        NOBODYS,
        {"reader": reader, "unit": grantee.unit or grant.terms.unit},
    )
    return ended
