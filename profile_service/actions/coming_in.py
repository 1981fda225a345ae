"""Whose account it is that a provider vouches for. Each refusal is a word, so that it is committed to the journal too.

Accounts are keyed on an id of ours. A provider's (issuer, subject) leads to one; a number leads to one only where the very
same issuer vouched for it there. Nobody is joined by anything else, and no two accounts are ever merged here.
"""

from consent.vocabulary import IndividualId
from profile_service.actions.admission import MinorError, refuse_minors
from profile_service.actions.desk_limits import hold_until
from profile_service.actions.enrolling import enrol
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.eid_refusal import EidRefusal
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.external_identity import ExternalIdentity, ExternalIdentityId, Number, Vouched
from profile_service.domain.session import Session
from profile_service.domain.sign_in import Method, Proof


def come_in(work: Work, desk: Desk, vouched: Vouched, language: str) -> IndividualId | EidRefusal:
    """Her account: the one she has, or a new one where neither she nor her number is known."""
    known = account_of(work, vouched)
    if isinstance(known, EidRefusal):
        return known
    if known is None:
        if vouched.birth_date is None:
            return EidRefusal.AGE_UNKNOWN
        try:
            refuse_minors(desk, vouched.birth_date)
        except MinorError:
            return EidRefusal.MINOR
        known = enrol(work, desk, language).id
    _keep(work, desk, known, vouched)
    return known


def known_as(work: Work, vouched: Vouched) -> IndividualId | None:
    """Whose account this (issuer, subject) opens, and nothing else about her."""
    found = work.external_identities.find(vouched.issuer, vouched.subject)
    return None if found is None else found.individual


def join(work: Work, desk: Desk, session: Session, vouched: Vouched) -> EidRefusal | None:
    """Add this way in to the account of a session; None where that is done.

    Where it opens another account already, nothing is joined here: that both are hers is kept for minutes as proved in
    this session (`ExternalIdentities.proved_in`), for the page that asks whether to merge them. On the day on which a lost
    way in was replaced nothing is added: a desk takes no e-ID away, and whoever came in wrongly would stay by it.
    """
    individual = session.individual
    if individual is None:
        return EidRefusal.SESSION_GONE
    if hold_until(work, desk, individual) is not None:
        return EidRefusal.HELD
    holder = known_as(work, vouched)
    if holder not in {None, individual}:
        return _proved_anothers(work, desk, session, holder, vouched)
    for number in _numbers(vouched):
        held = work.external_identities.holder_of(number)
        if held is not None and held[0] != individual:
            # Her number opens the other account only where this same issuer has vouched for it there.
            own = held[0] if vouched.issuer in held[1] else None
            return _proved_anothers(work, desk, session, own, vouched)
    if holder is None:
        detail: dict[str, str | list[str]] = {"method": Method.EID.value, "provider": vouched.provider}
        record(work, desk, Kind.WAY_IN_ADDED, Outcome.DONE, individual, detail=detail)
    _keep(work, desk, individual, vouched)
    return None


def account_of(work: Work, vouched: Vouched) -> IndividualId | EidRefusal | None:
    """The account that she has: by (issuer, subject), or by a number that this very issuer vouched for. None: she has none."""
    found = known_as(work, vouched)
    if found is not None:
        return found
    held = None if vouched.number is None else work.external_identities.holder_of(vouched.number)
    before = None if vouched.previous is None else work.external_identities.holder_of(vouched.previous)
    if held is not None and before is not None and held[0] != before[0]:
        return EidRefusal.TWO_ACCOUNTS
    holders = [one for one in (held, before) if one is not None]
    if not holders:
        return None
    vouching = frozenset[str]().union(*(issuers for _, issuers in holders))
    return holders[0][0] if vouched.issuer in vouching else EidRefusal.NUMBER_ELSEWHERE


def _keep(work: Work, desk: Desk, individual: IndividualId, vouched: Vouched) -> None:
    """Write down the way in and the number, where they are new."""
    now = desk.clock.now()
    found = work.external_identities.find(vouched.issuer, vouched.subject)
    if found is None:
        made = ExternalIdentityId(desk.ids.new("eid"))
        identity = ExternalIdentity(
            made, individual, vouched.provider, vouched.issuer, vouched.assurance, now, now
        )
        work.external_identities.attach(identity, vouched.subject)
    else:
        work.external_identities.used(found, now)
    if vouched.number is not None:
        _keep_number(work, desk, individual, vouched.number, vouched.issuer)


def _keep_number(work: Work, desk: Desk, individual: IndividualId, number: Number, issuer: str) -> None:
    held = work.external_identities.holder_of(number)
    if held is not None and held[0] != individual:
        return  # another account's: never taken over, and never a reason to merge
    kept = work.external_identities.numbers_of(individual)
    current = {one.number.digits for one in kept if one.until is None}
    if number.digits not in current and number.digits in {one.number.digits for one in kept}:
        return  # one that she had before the one she has
    if current and number.digits not in current:
        record(work, desk, Kind.NEW_NUMBER, Outcome.DONE, individual, detail={"kind": number.kind.value})
    work.external_identities.vouch(individual, number, issuer, desk.clock.now())


def _numbers(vouched: Vouched) -> tuple[Number, ...]:
    return tuple(one for one in (vouched.number, vouched.previous) if one is not None)


def _proved_anothers(
    work: Work, desk: Desk, session: Session, holder: IndividualId | None, vouched: Vouched
) -> EidRefusal:
    if holder is None:
        return EidRefusal.NUMBER_ELSEWHERE
    proof = Proof(Method.EID, vouched.assurance, desk.clock.now(), vouched.provider)
    work.external_identities.keep_proof(session.id, holder, proof)
    return EidRefusal.ANOTHERS
