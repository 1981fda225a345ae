"""The redirect flow: an organisation's system leaves a question, a person brings it in her own browser, and goes back.

It is the question of the inbox in every respect but one: no connection code reaches her, she comes by herself. What comes of her
answer (grant, receipt, journal, telling) is made by the very same actions.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from consent.grant import Active, at_time
from consent.request import AccessRequest, RequestState
from consent.terms import Ending
from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.actions.asking import Question, Weighed, put, weigh
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import system_may_meet
from profile_service.domain.authorization import (
    CODE,
    OPENED,
    PUSHED,
    RETURN,
    Errand,
    IssuedCode,
    PushedRequest,
)
from profile_service.domain.people import ClientId, Grantee


@dataclass(frozen=True, slots=True)
class Brought:
    """A question that she has brought. `waits` where she can answer it; else she can only go back."""

    request_id: RequestId
    waits: bool


def push(work: Work, desk: Desk, grantee: Grantee, pushed: PushedRequest) -> str:
    """Keep a question until a browser brings it; returns the reference that it is kept under, which works once.

    Raises:
        ContentError: a field is wrong.
        OutsideDeclarationError: more is asked than the organisation has declared.
    """
    weigh(work, desk, _asking(grantee, pushed), _question(pushed))
    now = desk.clock.now()
    work.pushed.forget_expired(now)
    reference = desk.ids.secret()
    work.pushed.put(reference, replace(pushed, expires_at=now + PUSHED))
    return reference


def open_pushed(work: Work, desk: Desk, client: ClientId, reference: str) -> str | None:
    """A browser has come with a reference: it is used up, and the question waits under another one while she signs in.

    None where there is no such question of this client, or it is too old.
    """
    now = desk.clock.now()
    pushed = work.pushed.take(reference)
    if pushed is None or pushed.expires_at <= now or pushed.ticket.client != client:
        return None
    own = desk.ids.secret()
    work.pushed.put(own, replace(pushed, expires_at=now + OPENED))
    return own


def bring(work: Work, desk: Desk, caller: IndividualId, reference: str) -> Brought:
    """She is signed in, and the question that her browser came with is put to her.

    Where the same question waits for her already, it is that one that she comes to. Where she has said no to it before, or the organisation may not ask it any more, nothing is put to her; she can still go
    back, and looks there like somebody who said no.

    Raises:
        NotAvailableError: no question waits under this reference.
    """
    now = desk.clock.now()
    pushed = work.pushed.take(reference)
    client = None if pushed is None else work.accounts.client(pushed.ticket.client)
    organisation = None if client is None else work.accounts.organisation(client.organisation)
    if pushed is None or pushed.expires_at <= now or organisation is None:
        raise NotAvailableError
    grantee = _asking(Grantee(organisation, "", None), pushed)
    try:
        weighed = weigh(work, desk, grantee, _question(pushed))
        asked = _waiting(work, grantee, weighed, caller) or put(work, desk, grantee, weighed, caller)
        request_id, waits = asked.id, work.requests.find(asked.id) is not None
    except ContentError:
        request_id, waits = RequestId(desk.ids.new("req")), False
    work.errands.forget_expired(now)
    work.errands.add(Errand(caller, request_id, pushed.ticket, now + RETURN))
    return Brought(request_id, waits)


def errand_of(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> Errand | None:
    """Where she can go back to after a question; None where she did not come with it, or that was too long ago."""
    errand = work.errands.find(caller, request_id)
    return None if errand is None or errand.expires_at <= desk.clock.now() else errand


def sender_of(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> str | None:
    """The name of the organisation whose system sent her here with a question; None where she can not go back to any."""
    errand = errand_of(work, desk, caller, request_id)
    client = None if errand is None else work.accounts.client(errand.ticket.client)
    organisation = None if client is None else work.accounts.organisation(client.organisation)
    return None if organisation is None else organisation.name


def go_back(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId, issuer: str) -> str:
    """The address that her browser goes back to: with a code where a grant of hers stands, else with the one error.

    A no, no answer, a question that was held back, a yes that she took back and one that this system may not handle are told
    in the same words (RFC 6749, section 4.1.2.1); which server speaks is told each time (RFC 9207).

    Raises:
        NotAvailableError: she did not come with this question.
    """
    errand = errand_of(work, desk, caller, request_id)
    # Once the client is not registered any more, its address is nobody's that could be trusted.
    if errand is None or sender_of(work, desk, caller, request_id) is None:
        raise NotAvailableError
    ticket = errand.ticket
    request = work.requests.find(request_id)
    grant = None
    if request is not None and request.state is RequestState.GRANTED:
        grant = work.ledger.find(request.grant_id)
    now = desk.clock.now()
    meets = system_may_meet(work, work.accounts.client(ticket.client), caller)
    if meets and grant is not None and isinstance(at_time(grant, now), Active):
        code = desk.ids.secret()
        work.tokens.put_code(code, IssuedCode(ticket, GrantId(grant.terms.id), now + CODE))
        told = {"code": code}
    else:
        told = {"error": "access_denied"}
    return _with(errand, {**told, **({"state": ticket.state} if ticket.state else {}), "iss": issuer})


def _waiting(work: Work, grantee: Grantee, weighed: Weighed, caller: IndividualId) -> AccessRequest | None:
    """The very same question where it waits for her already: beginning anew at the organisation's site asks nothing new."""
    question = weighed.question
    wanted = (
        *(grantee.organisation.id, grantee.unit, weighed.declaration.id, weighed.declaration.version),
        *(weighed.scopes, weighed.until, question.ending, question.case_reference, question.message),
    )
    for one in work.requests.of_individual(caller):
        stands = (
            *(one.organisation, one.unit, one.declaration_id, one.declaration_version),
            *(one.scopes, one.until, one.ending, one.case_reference, one.message),
        )
        if one.state is RequestState.PENDING and stands == wanted:
            return one
    return None


def _with(errand: Errand, parameters: dict[str, str]) -> str:
    address = errand.ticket.redirect_uri
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}"


def _asking(grantee: Grantee, pushed: PushedRequest) -> Grantee:
    return replace(grantee, unit=pushed.unit, reader=None)


def _question(pushed: PushedRequest) -> Question:
    return Question(
        connection_code="",
        purpose_declaration=pushed.purpose_declaration,
        scopes=pushed.scopes,
        until=pushed.until,
        case_reference=pushed.case_reference,
        message=pushed.message,
        ending=Ending(pushed.ending),
    )
