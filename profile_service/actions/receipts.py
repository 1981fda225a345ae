"""Receipts: each moment of a consent is signed and kept, for either side that agreed to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from consent.grant import Active, at_time
from consent.receipt import ConsentRecord, Recipient, RecordEvent, RecordKind
from consent.request import AccessRequest
from consent.terms import Terms
from consent.vocabulary import GrantId, IndividualId, ReceiptId, RequestId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journal_proofs import LineProof, find_proof
from profile_service.actions.manner import Manner
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.domain.event import AuditEvent
from profile_service.domain.people import Grantee
from profile_service.domain.prepared_record import prepare
from profile_service.domain.receipt import StoredReceipt

_HERS_ALONE: Final = frozenset({RecordKind.PAUSED, RecordKind.RESUMED})
"""Moments that the organisation is not told of: to it a pause looks like an ending. They are in their own records alone."""


def sign_receipt(
    work: Work,
    desk: Desk,
    kind: RecordKind,
    request: AccessRequest,
    terms: Terms | None,
    manner: Manner,
    at: datetime | None = None,
) -> StoredReceipt:
    """Sign a record of one moment, in the transaction of what happened. It is kept once a line of the journal names it.

    Args:
        terms: those in force after the moment; None for a refusal.
        at: when it happened, where that is not now (an expiry is written down after it).
    """
    declaration = work.declarations.find(request.declaration_id, request.declaration_version)
    organisation = work.accounts.organisation(request.organisation)
    if declaration is None or organisation is None:
        raise NotAvailableError
    # A yes that was undone is none of the business of a later yes: it is as if it had not been said.
    before = [
        one
        for one in work.receipts.of_request(request.individual, request.id)
        if (terms is None or one.grant == terms.id) and (kind in _HERS_ALONE or one.kind not in _HERS_ALONE)
    ]
    moment = RecordEvent(kind, desk.clock.now() if at is None else at)
    record = ConsentRecord(
        id=ReceiptId(desk.ids.new("rcp")),
        request=request,
        recipient=Recipient(organisation.id, organisation.name, organisation.number),
        declaration=declaration,
        terms=terms,
        events=(*(RecordEvent(one.kind, one.at) for one in before), moment),
        indication=manner.indication,
        shown=manner.shown,
        follows=before[-1].id if before else None,
    )
    grant = None if terms is None else terms.id
    return StoredReceipt(
        record.id,
        request.individual,
        request.id,
        grant,
        kind,
        moment.at,
        desk.notary.attest(prepare(record)),
        manner.shown,
    )


def keep_receipt(work: Work, receipt: StoredReceipt, line: AuditEvent) -> None:
    """Keep a record with the line that names it."""
    work.receipts.keep(replace(receipt, event=line.id))


def proved(work: Work, receipts: Sequence[StoredReceipt]) -> Sequence[tuple[StoredReceipt, LineProof | None]]:
    """Each with the proof that its line stands in the journal's tree; None where it does not yet."""
    return [
        (one, None if one.event is None else find_proof(work, one.individual, one.event)) for one in receipts
    ]


def own_receipts(work: Work, caller: IndividualId) -> Sequence[StoredReceipt]:
    """All of hers, newest first."""
    return work.receipts.of_individual(caller)


def receipts_about(work: Work, caller: IndividualId, request_id: RequestId) -> Sequence[StoredReceipt]:
    """Everything about one question and what came of it, oldest first."""
    return work.receipts.of_request(caller, request_id)


def own_receipt(work: Work, caller: IndividualId, receipt_id: ReceiptId) -> StoredReceipt:
    """One of hers; NotAvailableError for anybody else's."""
    found = work.receipts.find(caller, receipt_id)
    if found is None:
        raise NotAvailableError
    return found


def receipt_for(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId) -> StoredReceipt:
    """The grantee's receipt: the newest of a live grant of its own, and of nothing else."""
    grant = work.ledger.find(grant_id)
    if grant is None or grant.terms.organisation != grantee.organisation.id:
        raise NotAvailableError
    meets = may_meet(work, grantee, grant.terms.individual)
    if not meets or not isinstance(at_time(grant, desk.clock.now()), Active):
        raise NotAvailableError
    every = work.receipts.of_request(grant.terms.individual, grant.terms.request_id)
    found = [one for one in every if one.grant == grant_id]
    told = [one for one in found if one.kind not in _HERS_ALONE and one.grant == grant_id]
    if not told:
        raise NotAvailableError
    return told[-1]
