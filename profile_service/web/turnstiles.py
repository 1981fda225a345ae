"""The page for an address from which too much was tried: it says how long to wait, and nothing about anybody."""

from math import ceil

from fastapi import Request, Response

from profile_service.domain.turnstile import Turnstile
from profile_service.doors import House, Visit
from profile_service.doors.devices import client_of
from profile_service.language.marking import N_
from profile_service.web.rendering import page

_TITLE = N_("Too many attempts")
_TEXT = N_("Many have tried to sign in from here. Wait for a minute, and then try again.")


def held_at(turnstile: Turnstile, request: Request, visit: Visit, house: House) -> Response | None:
    """The page that tells a stranger from this address to wait; None where she need not, or is signed in and no stranger."""
    wait = turnstile.wait(client_of(request), house.desk.clock.now())
    if not wait or visit.signed_in is not None:
        return None
    answer = page(
        request,
        visit,
        "eid_refused.html",
        status=429,
        title=_TITLE,
        text=_TEXT,
        joining=False,
        back="/sign-in",
    )
    answer.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer
