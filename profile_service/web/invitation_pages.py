"""Where somebody who was invited types her code and makes a passkey. The code is in no address, and so in no log."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import CodeInvalidError, NotAvailableError
from profile_service.actions.inviting import accept_invitation, look_at_invitation, note_wrong_code
from profile_service.actions.passkeys import keep_passkey, refuse_passkey
from profile_service.actions.ports import Work
from profile_service.actions.sheets import count_wrong_start, may_try
from profile_service.domain.people import Member, Organisation
from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Assurance, Intent, Method, Proof
from profile_service.domain.staffing import Invitation, InvitationId
from profile_service.domain.ways_in import Holder, NewPasskey, Passkey, Refusal
from profile_service.doors import Here, PublicPage, enter
from profile_service.doors.ceremonies import (
    drop_ceremony_cookie,
    open_ceremony,
    take_ceremony,
    take_new_passkey,
)
from profile_service.doors.devices import client_of, device_of
from profile_service.web.forms import first, posted
from profile_service.web.passkey_pages import making_page
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/invitation"


@router.get(_HERE)
async def show_invitation(request: Request, visit: PublicPage) -> Response:
    """Where she types the code."""
    return page(request, visit, "invitation.html", wrong=False)


@router.post(_HERE)
async def open_invitation(request: Request, visit: PublicPage, house: Here) -> Response:
    """The code is right: make a passkey here. It is used up only then. Wrong ones are counted by where they come from."""
    typed = first(posted(await request.form()), "code")
    client = client_of(request)

    def look(work: Work) -> tuple[Invitation, Member, Organisation] | None:
        if not may_try(work, house.desk, client):
            return None
        try:
            return look_at_invitation(work, house.desk, typed)
        except (CodeInvalidError, NotAvailableError):
            if note_wrong_code(work, house.desk, typed):
                count_wrong_start(work, house.desk, client)
            return None

    found = await house.write(look)
    if found is None:
        return page(request, visit, "invitation.html", status=422, wrong=True)
    invitation, member, _ = found
    ceremony, secret = await open_ceremony(house, Intent.JOIN, Holder(staff=member.id), grounds=invitation.id)
    return making_page(request, visit, house, ceremony, secret, f"{_HERE}/passkey")


@router.post(_HERE + "/passkey")
async def accept_with_passkey(request: Request, visit: PublicPage, house: Here) -> Response:
    """The passkey is kept and the code is used up, in one transaction, and she is signed in."""
    answers = posted(await request.form())
    ceremony = await take_ceremony(request, house)
    if ceremony is None or not ceremony.grounds.startswith("inv_"):
        return page(request, visit, "passkey_failed.html", status=422, again=_HERE)
    grounds = InvitationId(ceremony.grounds)

    def keep(work: Work, made: NewPasskey) -> Passkey | Refusal:
        try:
            member = accept_invitation(work, house.desk, grounds)
        except (CodeInvalidError, NotAvailableError):
            return refuse_passkey(work, house.desk, Refusal.START)
        holder = Holder(staff=member.id)
        return keep_passkey(work, house.desk, holder, made, first(answers, "name"), Assurance.DESK)

    kept = await take_new_passkey(house, ceremony, first(answers, "response"), keep)
    if isinstance(kept, Refusal):
        answer: Response = page(request, visit, "passkey_failed.html", status=422, again=_HERE)
    else:
        proof = Proof(Method.PASSKEY, kept.assurance, house.desk.clock.now())
        answer = await enter(request, house, Arrival(None, kept.holder.staff, proof, device_of(request)))
    drop_ceremony_cookie(house, answer)
    return answer
