"""Receipts in the service's own format, over the API and on file."""

from profile_service.actions.journal_proofs import LineProof
from profile_service.domain.receipt import StoredReceipt
from profile_service.portability.own_format import Wire, in_utc
from profile_service.portability.record_facts import payload_of
from profile_service.wire.journal import render_line_proof


def render_receipt(receipt: StoredReceipt) -> Wire:
    """`schemas.access.Receipt` as the other side has it: without the text that she had before her."""
    return {
        "id": receipt.id,
        "access_request": receipt.request,
        "grant_id": receipt.grant,
        "kind": receipt.kind.value,
        "at": in_utc(receipt.at),
        "record": payload_of(receipt.signed),
        "signed": receipt.signed,
    }


def render_own_receipt(receipt: StoredReceipt, proof: LineProof | None) -> Wire:
    """The same as she has it, with the text whose hash the record holds, and the proof of the line that names it."""
    shown = receipt.shown
    notice = (
        None if shown is None else {"text": shown.text, "language": shown.language, "screen": shown.screen}
    )
    line = None if proof is None else render_line_proof(proof)
    return {**render_receipt(receipt), "notice": notice, "journal": line}
