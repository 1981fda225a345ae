"""Receipts: what was agreed, for either side that agreed to it."""

from consent.grant import Active, Grant, at_time
from consent.receipt import Receipt
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Grantee, Organisation


def own_receipt(
    work: Work, desk: Desk, caller: IndividualId, grant_id: GrantId
) -> tuple[Receipt, Organisation]:
    """The individual's receipt: of every grant that she has given, ended ones too."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.individual != caller:
        raise NotAvailableError
    return _receipt(work, at_time(grant, desk.clock.now()))


def receipt_for(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId) -> tuple[Receipt, Organisation]:
    """The grantee's receipt: of a live grant of its own, and of nothing else."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.organisation != grantee.organisation.id:
        raise NotAvailableError
    standing = at_time(grant, desk.clock.now())
    if not isinstance(standing, Active):
        raise NotAvailableError
    return _receipt(work, standing)


def _receipt(work: Work, grant: Grant) -> tuple[Receipt, Organisation]:
    terms = grant.terms
    declaration = work.accounts.declaration(terms.declaration_id, terms.declaration_version)
    organisation = work.accounts.organisation(terms.organisation)
    if declaration is None or organisation is None:
        raise NotAvailableError
    return Receipt(grant, declaration), organisation
