"""How a page is made: the templates, the words they are written in, and the headers that every page carries."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from profile_service.doors import PortalVisit, StaffVisit, Visit
from profile_service.language import (
    LANGUAGES,
    Words,
    change_label,
    choice_label,
    field_hint,
    field_label,
    item_title,
    role_label,
    scope_sentence,
    section_hint,
    section_label,
    source_label,
    state_label,
    strength_label,
    title_field,
    value_lines,
    words,
)
from profile_service.web.problems import PROBLEMS

HERE: Final = Path(__file__).parent
AnyVisit = PortalVisit | StaffVisit | Visit

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
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(
    languages=LANGUAGES,
    quick_exit=_QUICK_EXIT,
    stylesheet=_asset("egenkarta.css"),
    script=_asset("egenkarta.js"),
    title_field=title_field,
    zip=zip,
    last_day=last_day,
)


def page(
    request: Request, visit: AnyVisit, template: str, *, status: int = 200, **context: object
) -> HTMLResponse:
    """A page in the visitor's language."""
    signed_in = _signed_in(visit)
    frame = {
        "signed_in": signed_in,
        "staff": visit.staff if isinstance(visit, StaffVisit) else None,
        "form_token": visit.form_token,
        # Only a page that was fetched can be fetched again: after a posted form the language switch leads home.
        "back": request.url.path if request.method == "GET" else home_of(signed_in),
        "here": request.url.path,
    }
    return _respond(template, words(visit.language), status, {**frame, **context})


def problem_page(status: int, language: str) -> Response:
    """The page for an error: the same bytes for everybody who reads this language."""
    title, text = PROBLEMS.get(status, PROBLEMS[500])
    frame = {"signed_in": None, "staff": None, "form_token": None, "back": None, "here": ""}
    return _respond("problem.html", words(language), status, {**frame, "title": title, "text": text})


def go(address: str) -> RedirectResponse:
    """On to another page after a posted form."""
    return RedirectResponse(address, status_code=303, headers=HEADERS)


def home_of(signed_in: str | None) -> str:
    """The first page of whoever is signed in."""
    return {"individual": "/my", "staff": "/agency"}.get(signed_in or "", "/")


def _respond(template: str, speech: Words, status: int, context: Mapping[str, object]) -> HTMLResponse:
    html = _ENVIRONMENT.get_template(template).render(**_speech(speech), **context)
    return HTMLResponse(html, status_code=status, headers={**HEADERS, "Content-Language": speech.tag})


def _signed_in(visit: AnyVisit) -> str | None:
    match visit:
        case PortalVisit():
            return "individual"
        case StaffVisit():
            return "staff"
        case Visit():
            return visit.signed_in


def _speech(speech: Words) -> dict[str, object]:
    """The functions by which a template speaks, each with the page's words already in it.

    `_b` and `told` set the Swedish beside the page's language; `said` is `told` without it.
    """
    swedish = None if speech.tag == "sv" else words("sv")

    def filled(msgid: str, **values: object) -> Markup:
        return _isolated(speech(msgid), values)

    def beside(msgid: str, **values: object) -> Markup:
        first = filled(msgid, **values)
        return first if swedish is None else _pair(first, _isolated(swedish(msgid), values))

    def said(text: Mapping[str, str]) -> Markup:
        tag = _nearest(speech, text)
        return Markup('<span lang="{}" dir="auto">{}</span>').format(tag, text[tag])

    def told(text: Mapping[str, str]) -> Markup:
        has_both = _nearest(speech, text) != "sv" and "sv" in text
        return _pair(said(text), escape(text["sv"])) if has_both else said(text)

    return {
        "words": speech,
        "_": speech,
        "_n": speech.plural,
        "_h": filled,
        "_b": beside,
        "said": said,
        "told": told,
        "day": speech.day,
        "moment": speech.moment,
        "partial": speech.partial,
        "section_label": lambda section: section_label(speech, section),
        "section_hint": lambda section: section_hint(speech, section),
        "field_label": lambda section, field: field_label(speech, section, field),
        "field_hint": lambda section, field: field_hint(speech, section, field),
        "choice_label": lambda field, value: choice_label(speech, field, value),
        "value_lines": lambda section, field, value: value_lines(speech, section, field, value),
        "item_title": lambda section, content: item_title(speech, section, content),
        "strength_label": lambda strength: strength_label(speech, strength),
        "source_label": lambda source: source_label(speech, source),
        "state_label": lambda state: state_label(speech, state),
        "change_label": lambda change: change_label(speech, change),
        "role_label": lambda role: role_label(speech, role),
        "scope_sentence": lambda scope: scope_sentence(speech, str(scope)),
    }


def _nearest(speech: Words, text: Mapping[str, str]) -> str:
    """The language of the text to show: the page's own, or else one that its reader is likely to be helped with."""
    return next(tag for tag in (speech.tag, "sv", "en", *text) if tag in text)


def _isolated(message: str, values: Mapping[str, object]) -> Markup:
    """The message with each value kept apart, so that a name in another script turns nothing around it."""
    kept = {key: Markup("<bdi>{}</bdi>").format(value) for key, value in values.items()}
    return escape(message).format_map(kept)


def _pair(first: Markup, swedish: Markup) -> Markup:
    return Markup('{} <span class="beside" lang="sv" dir="ltr">{}</span>').format(first, swedish)
