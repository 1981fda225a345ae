"""Passkeys in a browser: used to sign in, and made with a code from a desk. Her own list of them is in `ways_pages`."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.at_desk import open_start_code
from profile_service.actions.passkeys import keep_passkey, refuse_passkey
from profile_service.actions.ports import Work
from profile_service.actions.sheets import count_wrong_start, may_try
from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Intent, Method, Proof
from profile_service.domain.ways_in import (
    LONGEST_NAME,
    Ceremony,
    Holder,
    NewPasskey,
    Passkey,
    Refusal,
    StartCode,
    StartId,
)
from profile_service.doors import Here, House, PublicPage, Visit, enter
from profile_service.doors.ceremonies import (
    drop_ceremony_cookie,
    open_ceremony,
    set_ceremony_cookie,
    take_ceremony,
    take_new_passkey,
    take_shown_passkey,
)
from profile_service.doors.devices import client_of, device_of
from profile_service.doors.forms import own_path
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted
from profile_service.web.rendering import AnyVisit, page
from profile_service.web.turnstiles import held_at

router: Final = APIRouter(include_in_schema=False)
SHOWN_NAME: Final = N_("My sign-in to Egenkarta")
"""What a device calls the passkey: the same words for everybody."""


@router.post("/sign-in/passkey")
async def begin_with_passkey(request: Request, visit: PublicPage, house: Here) -> Response:
    """A challenge for this browser, and the button that asks the device to sign it."""
    held = held_at(house.begun_sign_ins, request, visit, house)
    if held is not None:
        return held
    if visit.signed_in is None:
        house.begun_sign_ins.count(client_of(request), house.desk.clock.now())
    answers = posted(await request.form())
    intent = intent_of(visit, answers)
    ceremony, secret = await open_ceremony(
        house, intent, Holder(), to=own_path(first(answers, "to")), shared=first(answers, "shared") == "1"
    )
    options = house.passkeys.request_options(ceremony)
    answer = page(request, visit, "passkey_use.html", options=options, again=intent is Intent.AGAIN)
    set_ceremony_cookie(house, answer, secret)
    return answer


@router.post("/sign-in/passkey/answer")
async def sign_in_with_passkey(request: Request, visit: PublicPage, house: Here) -> Response:
    """What the device signed. Whatever is wrong with it, the page says the same."""
    answers = posted(await request.form())
    ceremony = await take_ceremony(request, house)
    if ceremony is None or ceremony.holder.key:
        return _failed(request, visit, house, "/sign-in")
    found = await take_shown_passkey(house, ceremony, first(answers, "response"))
    if isinstance(found, Refusal):
        return _failed(request, visit, house, "/sign-in")
    answer = await enter(
        request, house, _arrival(request, house, found, ceremony.shared), ceremony.to, ceremony.intent
    )
    drop_ceremony_cookie(house, answer)
    return answer


@router.get("/start")
async def show_start(request: Request, visit: PublicPage) -> Response:
    """Where she types the code that she was given at a desk."""
    return page(request, visit, "start.html", wrong=False)


@router.post("/start")
async def start_with_code(request: Request, visit: PublicPage, house: Here) -> Response:
    """The code is right: make a passkey here. It is used up only when that is done."""
    answers = posted(await request.form())
    client = client_of(request)

    def look(work: Work) -> StartCode | None:
        if not may_try(work, house.desk, client):
            return None
        found = open_start_code(work, house.desk, first(answers, "code"))
        if found is None:
            count_wrong_start(work, house.desk, client)
        return found

    code = await house.write(look)
    if code is None:
        return page(request, visit, "start.html", status=422, wrong=True)
    ceremony, secret = await open_ceremony(house, Intent.JOIN, code.holder, grounds=code.id)
    return making_page(request, visit, house, ceremony, secret, "/start/passkey")


@router.post("/start/passkey")
async def make_first_passkey(request: Request, visit: PublicPage, house: Here) -> Response:
    """The passkey is kept, the code is used up, and she is signed in."""
    answers = posted(await request.form())
    ceremony = await take_ceremony(request, house)
    if ceremony is None or not ceremony.grounds.startswith("stc_"):
        return _failed(request, visit, house, "/start")

    def keep(work: Work, made: NewPasskey) -> Passkey | Refusal:
        if work.passkeys.behind(made.credential) is not None:  # the code is not spent on what cannot be kept
            return refuse_passkey(work, house.desk, Refusal.KNOWN_ALREADY)
        code = work.enrolments.take_start(StartId(ceremony.grounds))
        if code is None or code.expires_at <= house.desk.clock.now():
            return refuse_passkey(work, house.desk, Refusal.START)
        return keep_passkey(work, house.desk, code.holder, made, first(answers, "name"), code.assurance)

    kept = await take_new_passkey(house, ceremony, first(answers, "response"), keep)
    if isinstance(kept, Refusal):
        return _failed(request, visit, house, "/start")
    answer = await enter(request, house, _arrival(request, house, kept, shared=False))
    drop_ceremony_cookie(house, answer)
    return answer


def making_page(
    request: Request,
    visit: AnyVisit,
    house: House,
    ceremony: Ceremony,
    secret: str,
    action: str,
    cancel: str = "",
) -> Response:
    """The page on which somebody makes a passkey; the form goes to `action` with fields `response` and `name`.

    Args:
        cancel: where she goes who would rather not.
    """
    options = house.passkeys.creation_options(ceremony, words(visit.language)(SHOWN_NAME))
    answer = page(
        request,
        visit,
        "passkey_make.html",
        options=options,
        action=action,
        cancel=cancel,
        longest_name=LONGEST_NAME,
    )
    set_ceremony_cookie(house, answer, secret)
    return answer


def intent_of(visit: Visit, answers: Answers) -> Intent:
    """What a sign-in is for, as its form says: once more only where somebody is signed in."""
    again = visit.signed_in is not None and first(answers, "intent") == Intent.AGAIN.value
    return Intent.AGAIN if again else Intent.ENTER


def _arrival(request: Request, house: House, passkey: Passkey, shared: bool) -> Arrival:
    proof = Proof(Method.PASSKEY, passkey.assurance, house.desk.clock.now())
    return Arrival(passkey.holder.individual, passkey.holder.staff, proof, device_of(request), shared)


def _failed(request: Request, visit: Visit, house: House, back: str) -> Response:
    answer = page(request, visit, "passkey_failed.html", status=422, again=back)
    drop_ceremony_cookie(house, answer)
    return answer
