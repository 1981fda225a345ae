"""Signing in at an OpenID provider: on to it, back from it, and the page that says why it did not work."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from profile_service.domain.eid_refusal import OURS_TO_TELL, EidRefusal
from profile_service.domain.session import Session
from profile_service.domain.sign_in import Intent
from profile_service.doors import Here, Public, PublicPage, Visit, house_of
from profile_service.doors.eid import begin, finish, offered
from profile_service.doors.forms import own_path
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.rendering import page
from profile_service.web.turnstiles import held_at

router: Final = APIRouter(include_in_schema=False)
_DOWN: Final = 503
_REFUSED: Final = 403

_OTHERWISE: Final = (
    N_("We could not take this sign-in"),
    N_("Something in the answer was not as it should be. It is not your fault. Try again in a while."),
)
_BEGIN_AGAIN: Final = (
    N_("This sign-in is over"),
    N_("It took too long, or it was begun in another browser. Begin again from here."),
)
_TOLD: Final[Mapping[EidRefusal, tuple[str, str]]] = {
    EidRefusal.CANCELLED: (N_("You stopped the sign-in"), N_("Nothing has happened. You can begin again.")),
    EidRefusal.PROVIDER_DOWN: (
        N_("The sign-in service does not answer"),
        N_("It is run by somebody else. Try again in a while, or sign in in another way."),
    ),
    EidRefusal.UNKNOWN_STATE: _BEGIN_AGAIN,
    EidRefusal.OTHER_BROWSER: _BEGIN_AGAIN,
    EidRefusal.SESSION_GONE: _BEGIN_AGAIN,
    EidRefusal.MINOR: (
        N_("You can come here when you are 18"),
        N_("Egenkarta is for adults only. Nothing about you has been kept."),
    ),
    EidRefusal.NUMBER_ELSEWHERE: (
        N_("You have signed in here in another way before"),
        N_("Sign in that way first. Then add this one under My ways to sign in."),
    ),
    EidRefusal.TWO_ACCOUNTS: (
        N_("You seem to have two profiles here"),
        N_("Sign in the way you did before. Then join the two under My ways to sign in."),
    ),
    EidRefusal.ANOTHERS: (
        N_("This way leads to another profile"),
        N_("If both profiles are yours, you can join them under My ways to sign in."),
    ),
    EidRefusal.HELD: (
        N_("Wait a day before you add this"),
        N_("Your way to sign in was replaced today. In a day you can add an e-ID."),
    ),
    EidRefusal.ASSURANCE: (
        N_("This e-ID cannot be used here"),
        N_("It is not of a kind that is sure enough. Use another e-ID, or another way to sign in."),
    ),
    EidRefusal.TEST_NUMBER: (
        N_("This e-ID cannot be used here"),
        N_("It has a number that is only for tests. Use an e-ID of your own."),
    ),
    EidRefusal.AFFILIATION: (
        N_("Your organisation is not here yet"),
        N_("Your organisation has to be registered before you can sign in. Ask whoever looks after it."),
    ),
    EidRefusal.NO_PLACE: (
        N_("You have no place here yet"),
        N_("Your administrator has to give you a place. Then you can sign in."),
    ),
}


def eid_ways(request: Request, session: Session | None = None) -> dict[str, Any]:
    """What the part of the sign-in page needs: the providers for whoever is signed in, or for both kinds of people."""
    people, staff = offered(house_of(request), session)
    return {"eid_people": people, "eid_staff": staff}


def eid_labels(request: Request, language: str) -> dict[str, str]:
    """What people know each provider as, by the name that it is kept under."""
    return {name: one.label_in(language) for name, one in house_of(request).providers.items()}


@router.post("/sign-in/eid/{provider}")
async def go_to_provider(provider: str, request: Request, visit: PublicPage, house: Here) -> Response:
    """Begin. The page goes on by itself: a redirect after a form would be stopped by our own `form-action`."""
    held = held_at(house.begun_sign_ins, request, visit, house)
    if held is not None:
        return held
    answers = posted(await request.form())
    intent, to = _intent(first(answers, "intent")), own_path(first(answers, "to"))
    begun = await begin(request, house, provider, intent, to, shared=first(answers, "shared") == "1")
    if isinstance(begun, EidRefusal):
        return _refused(request, visit, begun)
    answer = page(
        request,
        visit,
        "eid_on.html",
        address=begun.address,
        label=begun.provider.label_in(visit.language),
        back="/sign-in",
    )
    begun.bind(answer, house)
    return answer


@router.get("/sign-in/eid/{provider}/callback")
async def come_from_provider(provider: str, request: Request, visit: PublicPage, house: Here) -> Response:
    """The provider's answer, in the browser's address."""
    held = held_at(house.refused_proofs, request, visit, house)
    if held is not None:
        return held
    done = await finish(request, house, provider, visit.language)
    return _refused(request, visit, done) if isinstance(done, EidRefusal) else done


@router.get("/.well-known/egenkarta-rp-jwks.json")
async def show_client_keys(_caller: Public, house: Here) -> Response:
    """The public keys that we prove ourselves to providers with (RFC 7517)."""
    return JSONResponse(house.eid.jwks, media_type="application/jwk-set+json")


def _intent(written: str) -> Intent:
    return next((one for one in Intent if one.value == written), Intent.ENTER)


def _refused(request: Request, visit: Visit, reason: EidRefusal) -> Response:
    """The same page for all that she need not tell apart; nothing of what the provider said is on it."""
    title, text = _TOLD[reason] if reason in OURS_TO_TELL else _OTHERWISE
    status = _DOWN if reason is EidRefusal.PROVIDER_DOWN else _REFUSED
    joining = reason is EidRefusal.ANOTHERS
    return page(
        request,
        visit,
        "eid_refused.html",
        status=status,
        title=title,
        text=text,
        joining=joining,
        back="/sign-in",
    )
