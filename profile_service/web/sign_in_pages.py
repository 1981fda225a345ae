"""The page with the ways to sign in, and the one where she proves again who she is."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from profile_service.domain.session import Session
from profile_service.domain.sign_in import Intent
from profile_service.doors import PublicPage, SignedIn
from profile_service.doors.forms import own_path
from profile_service.web.eid_pages import eid_ways
from profile_service.web.rendering import go, home_of, page

router: Final = APIRouter(include_in_schema=False)

_FILES: Final = {
    "/my/profile.pdf": "/my/take",
    "/my/profile.json": "/my/take",
    "/my/plan.pdf": "/my/plan",
}
"""Files, and the page that offers them: after a sign-in there has to be a page to land on."""


@router.get("/sign-in")
async def show_sign_in(request: Request, visit: PublicPage) -> Response:
    """The ways to sign in. A demonstration offers its made-up people."""
    to = own_path(request.query_params.get("to", ""))
    if visit.signed_in is not None:
        return go(to or home_of(visit.signed_in))
    return page(request, visit, "sign_in.html", **_ways(request, Intent.ENTER, to), back=_here(request))


@router.get("/sign-in/again")
async def show_sign_in_again(request: Request, visit: SignedIn) -> Response:
    """Why she is asked again, and the same ways once more. `another` where the proof was somebody else's."""
    to = own_path(request.query_params.get("to", "")) or home_of(visit.signed_in)
    ways = _ways(request, Intent.AGAIN, _landing(to), visit.session)
    ways["another"] = request.query_params.get("another") == "1"
    return page(request, visit, "sign_in.html", **ways, back=_here(request))


def _landing(to: str) -> str:
    """Where she lands after the proof: for a file, the page that offers it, with what she has chosen for it."""
    path, _, chosen = to.partition("?")
    if path == "/my/profile.pdf" and chosen:
        return f"/my/passport/check?{chosen}"
    return _FILES.get(path, to)


def _ways(request: Request, intent: Intent, to: str, session: Session | None = None) -> dict[str, Any]:
    """What the parts of the page need, one part for each way in. Each posts `intent` and `to`."""
    personas = getattr(request.app.state, "demo_personas", None)
    if personas is not None and session is not None:
        personas = _same_one(personas, session)
    ways = {"intent": intent.value, "to": to, "personas": personas, "another": False}
    return {**ways, **eid_ways(request, session)}


def _here(request: Request) -> str:
    """This very page, for the switch of language: where she goes on afterwards is not lost."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _same_one(
    personas: Mapping[str, list[dict[str, str]]], session: Session
) -> dict[str, list[dict[str, str]]]:
    who = session.individual or session.staff
    return {kind: [one for one in people if one["id"] == who] for kind, people in personas.items()}
