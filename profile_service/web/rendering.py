"""How a page is made: the templates, the words they are written in, and the headers that every page carries."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.routing import Match

from consent.grant import state_name
from profile_service.domain.people import Role
from profile_service.domain.session import SHARED_IDLE, Session
from profile_service.doors import MemberVisit, OperatorVisit, PortalVisit, StaffVisit, Visit
from profile_service.language import LANGUAGES, Words, title_field, words
from profile_service.web.glossary import TERMS
from profile_service.web.navigation import NOTHING, duties_of, staff_of
from profile_service.web.problems import PROBLEMS
from profile_service.web.signs import sign
from profile_service.web.speech import speech_of

HERE: Final = Path(__file__).parent
AnyVisit = PortalVisit | StaffVisit | OperatorVisit | MemberVisit | Visit

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    # Not no-referrer: under that a browser sends `Origin: null` with a page's own forms (Fetch, 3.1), and the doors
    # could no longer tell them from a stranger's. No other site is told anything either way.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SIGNED_OUT: Final = "/signed-out"
"""Where she comes to when her session is over."""
_QUICK_EXIT: Final = "https://www.smhi.se/"
"""Where the quick exit leads: the weather, which anybody may have been looking at."""


def _asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    return f"/static/{name}?v={sha256((HERE / 'static' / name).read_bytes()).hexdigest()[:12]}"


def last_day(until: datetime) -> datetime:
    """A moment of the last day that a grant reaches: its end is the first moment after that day."""
    return until - timedelta(microseconds=1)


_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    auto_reload=False,  # the templates are the program's own, and change with it
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(
    languages=LANGUAGES,
    quick_exit=_QUICK_EXIT,
    tokens=_asset("tokens.css"),
    stylesheet=_asset("egenkarta.css"),
    script=_asset("egenkarta.js"),
    reading_script=_asset("reading.js"),
    sign=sign,
    glossary=TERMS,
    watching_script=_asset("shared.js"),
    finding_script=_asset("concepts.js"),
    passkey_script=_asset("passkey.js"),
    title_field=title_field,
    zip=zip,
    last_day=last_day,
    state_name=state_name,
)


def page(
    request: Request,
    visit: AnyVisit,
    template: str,
    *,
    status: int = 200,
    account: str = "",
    **context: object,
) -> HTMLResponse:
    """A page in the visitor's language.

    Args:
        account: the language of her account, in which organisations' words are shown where the portal does not speak it.
    """
    speech = words(visit.language)
    signed_in = _signed_in(visit)
    frame = {
        "signed_in": signed_in,
        "does": duties_of(visit),
        "staff": staff_of(visit),
        "acting": visit.acting if isinstance(visit, PortalVisit) else None,
        "unseen": visit.unseen if isinstance(visit, PortalVisit) else 0,
        "form_token": visit.form_token,
        "back": way_back(request, home_of(signed_in)),
        "here": request.url.path,
        "on_shared_computer": _on_shared_computer(visit),
    }
    if isinstance(visit, StaffVisit | OperatorVisit):
        speech = speech.for_readers()
    answer = _respond(template, speech, status, {**speech_of(speech, account), **frame, **context})
    if frame["on_shared_computer"]:
        # As a header, which no content policy stops: without any script, nothing of hers stays on the screen.
        answer.headers["Refresh"] = f"{int(SHARED_IDLE.total_seconds())}; url={SIGNED_OUT}"
    return answer


def problem_page(status: int, language: str, told: tuple[str, str] | None = None) -> Response:
    """The page for an error: the same bytes for everybody who reads this language.

    Args:
        told: title and text, where the status alone does not say what can be done.
    """
    title, text = told or PROBLEMS.get(status, PROBLEMS[500])
    frame = {
        "signed_in": None,
        "does": NOTHING,
        "acting": None,
        "unseen": 0,
        "staff": None,
        "form_token": None,
        "back": None,
        "here": "",
        "on_shared_computer": False,
    }
    speech = words(language)
    said = {**speech_of(speech, ""), "title": title, "text": text}
    return _respond("problem.html", speech, status, {**frame, **said})


def go(address: str) -> RedirectResponse:
    """On to another page after a posted form."""
    return RedirectResponse(address, status_code=303, headers=HEADERS)


def home_of(signed_in: str | None) -> str:
    """The first page of whoever is signed in."""
    return {"individual": "/my", "staff": "/agency", "operator": "/operator"}.get(signed_in or "", "/")


def way_back(request: Request, home: str) -> str:
    """Where a change of language leads: to the page that is shown. Only what was fetched can be fetched again, so after a posted
    form it is the page that the form stood on, as far as its address says, or else home."""
    if request.method == "GET":
        return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    path = request.url.path
    while path.count("/") > 1 and not can_be_fetched(request, path):
        path = path.rpartition("/")[0]
    return path if can_be_fetched(request, path) else home


def can_be_fetched(request: Request, path: str) -> bool:
    """Whether a page stands at this path of ours."""
    asked = {**request.scope, "type": "http", "method": "GET", "path": path, "root_path": ""}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)


def _respond(template: str, speech: Words, status: int, context: Mapping[str, object]) -> HTMLResponse:
    html = _ENVIRONMENT.get_template(template).render(**context)
    return HTMLResponse(html, status_code=status, headers={**HEADERS, "Content-Language": speech.tag})


def _on_shared_computer(visit: AnyVisit) -> bool:
    session = getattr(visit, "session", None)
    return isinstance(session, Session) and session.shared_computer


def _signed_in(visit: AnyVisit) -> str | None:
    match visit:
        case PortalVisit():
            return "individual"
        case StaffVisit():
            return "staff"
        case OperatorVisit():
            return "operator"
        case MemberVisit():
            return "operator" if visit.organisation.role is Role.OPERATOR else "staff"
        case Visit():
            return visit.signed_in
