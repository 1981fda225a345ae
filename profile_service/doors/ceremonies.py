"""Passkey ceremonies between a browser and the house: a challenge is opened on one page, and its answer taken on the next.

Whoever lets somebody make a passkey uses these: her own pages, a code from a desk, an invitation of staff.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from fastapi import Request, Response

from profile_service.actions.passkeys import Shown, refuse_passkey, show_passkey
from profile_service.actions.ports import Work
from profile_service.domain.sign_in import Intent
from profile_service.domain.ways_in import (
    CEREMONY_LIFETIME,
    Ceremony,
    Holder,
    NewPasskey,
    Passkey,
    Refusal,
)
from profile_service.doors.house import House
from profile_service.identity.passkeys import PasskeyError

T = TypeVar("T")
_NAME: Final = "egenkarta-passkey"


async def open_ceremony(
    house: House, intent: Intent, holder: Holder, *, to: str = "", shared: bool = False, grounds: str = ""
) -> tuple[Ceremony, str]:
    """A fresh challenge for five minutes, and the secret that binds it to this browser (`set_ceremony_cookie`).

    Args:
        holder: for whom a passkey is made; empty where somebody shows one.
        grounds: what lets her make one who is not signed in, for whoever takes the answer.
    """
    now = house.desk.clock.now()
    challenge, secret = house.desk.ids.secret().encode(), house.desk.ids.secret()
    ceremony = Ceremony(challenge, intent, holder, now + CEREMONY_LIFETIME, to, shared, grounds)
    await house.write(lambda work: work.passkeys.open_ceremony(secret, ceremony, now))
    return ceremony, secret


def set_ceremony_cookie(house: House, answer: Response, secret: str) -> None:
    """Bind the challenge to the browser that asked for it."""
    answer.set_cookie(
        _cookie(house),
        secret,
        max_age=int(CEREMONY_LIFETIME.total_seconds()),
        path="/",
        secure=house.cookie.secure,
        httponly=True,
        samesite="lax",
    )


def drop_ceremony_cookie(house: House, answer: Response) -> None:
    """The challenge is used; the browser need not keep its half."""
    answer.delete_cookie(_cookie(house), path="/", secure=house.cookie.secure, httponly=True, samesite="lax")


async def take_ceremony(request: Request, house: House) -> Ceremony | None:
    """The challenge of this browser, which nobody can take a second time; None where there is none, or it is over.

    It is committed as taken before anything is verified: an answer that is wrong has used it up too.
    """
    secret = request.cookies.get(_cookie(house), "")
    taken = await house.write(lambda work: work.passkeys.take_ceremony(secret)) if secret else None
    if taken is None or taken.expires_at <= house.desk.clock.now():
        await house.write(lambda work: refuse_passkey(work, house.desk, Refusal.NO_CEREMONY))
        return None
    return taken


async def take_new_passkey(
    house: House, ceremony: Ceremony, response: str, keep: Callable[[Work, NewPasskey], T]
) -> T | Refusal:
    """Verify what the browser made, and keep it by `keep` in one transaction; a refusal is in the journal."""
    try:
        made = house.passkeys.verify_creation(response, ceremony)
    except PasskeyError as error:
        reason = error.reason
        return await house.write(lambda work: refuse_passkey(work, house.desk, reason))
    return await house.write(lambda work: keep(work, made))


async def take_shown_passkey(house: House, ceremony: Ceremony, response: str) -> Passkey | Refusal:
    """Whose passkey signed the challenge; a refusal is in the journal."""
    try:
        credential = house.passkeys.credential_of(response)
    except PasskeyError as error:
        reason = error.reason
        return await house.write(lambda work: refuse_passkey(work, house.desk, reason))

    def verify(passkey: Passkey) -> Shown | Refusal:
        try:
            signed = house.passkeys.verify_assertion(
                response, ceremony, passkey.public_key, passkey.holder.key
            )
        except PasskeyError as error:
            return error.reason
        return Shown(signed.credential, signed.counter)

    return await house.write(lambda work: show_passkey(work, house.desk, credential, verify))


def _cookie(house: House) -> str:
    return f"__Host-{_NAME}" if house.cookie.secure else _NAME
