"""Taking a yes back, and the other ways in which a grant ends."""

from consent.errors import TransitionError
from consent.grant import Active, Closed, Withdrawn, at_time, close, withdraw
from consent.receipt import RecordKind
from consent.request import Objection
from consent.terms import Ending
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.manner import BY_PROGRAM, NOBODYS, Manner
from profile_service.actions.own_grant import grant_to, own_grant, step, write_down
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
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


def close_own_case(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId, manner: Manner = BY_PROGRAM
) -> Withdrawn:
    """She says that the case is closed: a withdrawal like any other, and her log tells why.

    Raises:
        NotAvailableError: she has given no such grant.
        ContentError: the grant does not end with a case.
        GrantEndedError: it has ended already.
    """
    grant = own_grant(work, caller, grant_id)
    if grant.terms.ending is not Ending.CASE:
        right = "a grant whose ending is case; any other is withdrawn"
        raise ContentError([Objection("", "this grant does not end with a case", right)])
    ended = step(lambda: withdraw(grant, desk.clock.now()))
    write_down(work, desk, RecordKind.WITHDRAWN, ended, manner, {"why": "case_closed"})
    return ended


def close_case(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId, reader: str) -> Closed:
    """The organisation has closed the case, or needs to read no more: the grant ends, and she sees who ended it.

    Raises:
        NotAvailableError: the organisation has no such grant, or it has ended, or is paused: not told apart.
    """
    grant = grant_to(work, grantee.organisation.id, grant_id)
    meets = may_meet(work, grantee, grant.terms.individual)
    if not meets or not isinstance(at_time(grant, desk.clock.now()), Active):
        raise NotAvailableError
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
