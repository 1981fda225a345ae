"""Her receipts: what she has decided and what became of it, to read and to take along."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from consent.vocabulary import ReceiptId
from profile_service.actions.looking import grants_of
from profile_service.actions.papers import receipt_as_paper
from profile_service.actions.receipts import own_receipt, own_receipts
from profile_service.documents.typesetting import receipt_setter
from profile_service.domain.receipt import StoredReceipt
from profile_service.doors import AtPortal, Here, House, PortalVisit, printed
from profile_service.language import words
from profile_service.language.receipts import proof_rows, receipt_rows, receipt_sentence, receipt_story
from profile_service.portability.record_facts import facts_of
from profile_service.web.rendering import HEADERS, page

router: Final = APIRouter(include_in_schema=False)
_MOST: Final = 300
"""How many are listed; all of them are in the file that she takes along."""


@router.get("/my/receipts")
async def list_receipts(
    request: Request,
    visit: AtPortal,
    house: Here,
    grant: Annotated[str | None, Query(max_length=100)] = None,
    question: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """All of them, newest first; or those about one grant, or one question."""
    every = await house.read(lambda work: own_receipts(work, visit.individual))
    found = [one for one in every if grant in (None, "", one.grant) and question in (None, "", one.request)]
    speech = words(visit.language)
    rows = [(one, facts_of(one.signed)) for one in found[:_MOST]]
    return page(
        request,
        visit,
        "receipts.html",
        rows=[(one, receipt_sentence(speech, one.kind), facts.organisation) for one, facts in rows],
        some=len(found) < len(every),
        more=len(found) > _MOST,
    )


@router.get("/my/receipts/{receipt_id}")
async def show_receipt(request: Request, visit: AtPortal, house: Here, receipt_id: str) -> Response:
    """One receipt, in her language with the Swedish beside it, and the text that she had before her."""
    receipt = await _receipt(house, visit, receipt_id)
    facts = facts_of(receipt.signed)
    speech, swedish = words(visit.language), words("sv")
    grants = await house.read(lambda work: grants_of(work, house.desk, visit.individual))
    return page(
        request,
        visit,
        "receipt.html",
        receipt=receipt,
        facts=facts,
        title=receipt_sentence(speech, facts.kind),
        story=list(zip(receipt_story(speech, facts), receipt_story(swedish, facts), strict=True)),
        rows=list(zip(receipt_rows(speech, facts), receipt_rows(swedish, facts), strict=True)),
        proof=list(zip(proof_rows(speech, facts), proof_rows(swedish, facts), strict=True)),
        has_grant=any(view.grant.terms.id == receipt.grant for view in grants),
    )


@router.get("/my/receipts/{receipt_id}/jws")
async def take_receipt(visit: AtPortal, house: Here, receipt_id: str) -> Response:
    """The file that was signed, to keep and to have checked."""
    receipt = await _receipt(house, visit, receipt_id)
    return _file(receipt.signed.encode(), f"{receipt.id}.jws", "application/jose")


@router.get("/my/receipts/{receipt_id}/pdf")
async def print_receipt(visit: AtPortal, house: Here, receipt_id: str) -> Response:
    """The receipt on paper."""
    paper = await printed(
        house,
        visit.individual,
        lambda work: receipt_as_paper(work, house.desk, visit.individual, ReceiptId(receipt_id)),
        receipt_setter(facts_of, words(visit.language)),
    )
    return _file(paper, f"{receipt_id}.pdf", "application/pdf")


async def _receipt(house: House, visit: PortalVisit, receipt_id: str) -> StoredReceipt:
    return await house.read(lambda work: own_receipt(work, visit.individual, ReceiptId(receipt_id)))


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
