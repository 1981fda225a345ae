"""The doors that open to a representative as well, each for one power of her mandate. Every other door of hers stays shut to her.

The mandate is asked for afresh at every request, and her log has a line before anything is shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response

from consent.mandate import Power
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.mandates import mandate_to, use_mandate
from profile_service.actions.ports import Work
from profile_service.doors.errors import ActingForAnotherError, NotFreshError
from profile_service.doors.forms import says_yes
from profile_service.doors.freshness import insist_on_fresh
from profile_service.doors.house import Here, House
from profile_service.doors.portal_doors import PortalVisit, her_visit

T = TypeVar("T")


def at_portal_for(power: Power) -> Callable[[Request, House], Awaitable[PortalVisit]]:
    """A door for herself, and for whoever may do this for her."""

    async def door(request: Request, house: Here) -> PortalVisit:
        return await _turned(request, house, power)

    door.__name__ = door.__qualname__ = f"at_portal_to_{power.value}"
    return door


async def _turned(request: Request, house: House, power: Power) -> PortalVisit:
    """Herself, or somebody who has turned to her profile and may do this there."""
    visit = await her_visit(request, house)
    principal = visit.session.acting_for
    if principal is None:
        return visit
    mandate = await house.write(
        lambda work: use_mandate(work, house.desk, visit.individual, principal, power)
    )
    if mandate is None:
        raise ActingForAnotherError
    return replace(visit, individual=principal, acting=mandate)


at_portal_to_see = at_portal_for(Power.SEE)
at_portal_to_write = at_portal_for(Power.WRITE)
at_portal_to_answer = at_portal_for(Power.ANSWER)
at_portal_to_see_log = at_portal_for(Power.SEE_LOG)


async def fresh_to_answer(request: Request, house: Here) -> PortalVisit:
    """At a question: a yes needs a fresh proof of whoever says it, and a no is never held up."""
    visit = await _turned(request, house, Power.ANSWER)
    if not await says_yes(request):
        return visit
    if visit.acting is None:
        await insist_on_fresh(request, house, visit.session)
    elif not visit.proof.fresh(house.desk.clock.now()):
        # Forms are kept for herself alone: a representative ticks again, at the question.
        raise NotFreshError(request.url.path.rpartition("/")[0])
    return visit


async def at_turning(request: Request, house: Here) -> PortalVisit:
    """Herself, whichever profile she has turned to: for seeing for whom she may act, and for turning back."""
    return await her_visit(request, house)


def standing(house: House, visit: PortalVisit, power: Power, act: Callable[[Work], T]) -> Callable[[Work], T]:
    """An action that is done only if the mandate stands in the very transaction of it.

    Raises:
        NotAvailableError: when it is run, and the mandate has ended since the door opened.
    """

    def checked(work: Work) -> T:
        mandate = visit.acting
        if mandate is not None:
            found = mandate_to(work, house.desk, mandate.representative, mandate.principal, power)
            if found is None:
                raise NotAvailableError
        return act(work)

    return checked


async def turn_to(
    request: Request, house: House, visit: PortalVisit, principal: IndividualId | None, to: str
) -> Response:
    """Go on with somebody's profile, or with None her own again, under a new secret and form token.

    Raises:
        NotAvailableError: no mandate of hers stands for this one.
    """
    shown = request.cookies.get(house.cookie.name, "")
    session, desk = visit.session, house.desk

    def turn(work: Work) -> str:
        if session.individual is None or work.sessions.find(shown) is None:
            raise NotAvailableError
        if principal is not None and mandate_to(work, desk, session.individual, principal, None) is None:
            raise NotAvailableError
        secret = desk.ids.secret()
        turned = replace(session, acting_for=principal, form_token=desk.ids.secret())
        work.sessions.replace(shown, secret, turned)
        return secret

    secret = await house.write(turn)
    answer = Response(status_code=303, headers={"Location": to, "Cache-Control": "no-store"})
    cookie = house.cookie
    answer.set_cookie(
        cookie.name,
        secret,
        max_age=None if session.shared_computer else cookie.max_age,
        path="/",
        secure=cookie.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


AtPortalToSee = Annotated[PortalVisit, Depends(at_portal_to_see)]
AtPortalToWrite = Annotated[PortalVisit, Depends(at_portal_to_write)]
AtPortalToAnswer = Annotated[PortalVisit, Depends(at_portal_to_answer)]
AtPortalToSeeLog = Annotated[PortalVisit, Depends(at_portal_to_see_log)]
FreshToAnswer = Annotated[PortalVisit, Depends(fresh_to_answer)]
AtTurning = Annotated[PortalVisit, Depends(at_turning)]
