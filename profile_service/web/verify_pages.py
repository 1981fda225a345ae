"""For whoever holds a paper: was it made here, and does it still hold? Whose it is, nobody is told.

What was never made, what she has taken back and what was of somebody who is gone is one answer, in the same bytes, at levelled moments. A
file that is brought is hashed and let go of: it is not opened, and nothing of it is kept.
"""

from hashlib import sha256
from math import ceil
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from profile_service.actions.papers import paper_behind
from profile_service.domain.paper import read_code
from profile_service.doors import VERIFY, Here, House, Levelled, PublicPage, Visit
from profile_service.doors.devices import client_of
from profile_service.web.forms import first, posted
from profile_service.web.paper_pages import KINDS
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
_WRITTEN: Final = 200


@router.get(VERIFY)
async def ask_about_paper(request: Request, visit: PublicPage) -> Response:
    """Where the letters of a paper are typed, or its file is brought."""
    return page(request, visit, "verify.html", missing=False)


@router.post(VERIFY)
async def check_paper_or_file(request: Request, visit: PublicPage, house: Here) -> Response:
    """The answer for the file where one was brought, else for the letters."""
    form = await request.form()
    written = first(posted(form), "code")[:_WRITTEN]
    file = form.get("file")
    content = await file.read() if isinstance(file, UploadFile) and file.filename else None
    await form.close()
    if content is None and not written:
        return page(request, visit, "verify.html", status=422, missing=True)
    return await _answer(request, visit, house, written if content is None else "", content)


@router.get(VERIFY + "/{code}")
async def check_paper(request: Request, visit: PublicPage, house: Here, code: str) -> Response:
    """The answer for the letters in the QR code."""
    return await _answer(request, visit, house, code, None)


async def _answer(request: Request, visit: Visit, house: House, code: str, content: bytes | None) -> Response:
    address, now = client_of(request), house.desk.clock.now()
    wait = house.unknown_papers.wait(address, now)
    if wait:
        held = page(request, visit, "verify_held.html", status=429)
        held.headers["Retry-After"] = str(ceil(wait.total_seconds()))
        return held
    async with Levelled(always=True):
        digest = "" if content is None else sha256(content).hexdigest()
        paper = await house.read(lambda work: paper_behind(work, read_code(code), digest))
        if paper is None:
            house.unknown_papers.count(address, now)
        answer = page(
            request,
            visit,
            "verified.html",
            kind=None if paper is None else KINDS[paper.kind],
            day=None if paper is None else paper.made_at,
            is_file=content is not None,
            back=VERIFY,
        )
    # The letters are the key to the answer: no page that is left afterwards is to hold them.
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
