"""Forms: taken from our own pages alone."""

from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartParser

from profile_service.domain.evidence_file import LARGEST_FILE
from profile_service.domain.session import Session
from profile_service.doors.errors import ForgedFormError
from profile_service.identity.portal_sessions import same_token

# A file stays in memory for as long as it is not sealed: nothing of hers is written to a disk in clear. How much there can be of
# it, the gate has said before.
MultiPartParser.spool_max_size = LARGEST_FILE * 2

_SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})


def changes_something(request: Request) -> bool:
    """Whether the request is more than a look (RFC 9110, section 9.2.1)."""
    return request.method not in _SAFE_METHODS


async def refuse_forged(request: Request, session: Session) -> None:
    """Let a change through only from our own page, in this very session.

    Raises:
        ForgedFormError: it came from elsewhere, or without the session's form token.
    """
    if not changes_something(request):
        return
    refuse_foreign(request)
    if not _says_where_from(request):
        raise ForgedFormError
    form = await read_form(request)
    if not same_token(session.form_token, form.get("form_token")):
        await form.close()
        raise ForgedFormError


async def read_form(request: Request) -> FormData:
    """The form that was posted.

    Raises:
        ForgedFormError: no page of ours would have sent it like this: a charset that does not exist, or broken parts.
    """
    try:
        return await request.form()
    except (LookupError, UnicodeError) as error:
        raise ForgedFormError from error


async def says_yes(request: Request) -> bool:
    """Whether a posted answer can be read as a yes by anybody: in any of its values, with or without space around it."""
    given = (await read_form(request)).getlist("answer")
    return any(isinstance(one, str) and one.strip() == "yes" for one in given)


def refuse_foreign(request: Request) -> None:
    """Look at fetch metadata where the browser sends it, the origin where it does not (OWASP CSRF prevention).

    Raises:
        ForgedFormError: another site sent it.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        raise ForgedFormError
    origin = request.headers.get("origin")
    if site is None and origin is not None and _place(origin) != request.headers.get("host"):
        raise ForgedFormError


def _says_where_from(request: Request) -> bool:
    """Whether one of the two headers is there at all. Every browser sends one with a posted form (Fetch, 3.1); what sends
    neither and yet has a session's cookie is no browser of hers."""
    return "sec-fetch-site" in request.headers or "origin" in request.headers


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no browser writes such an origin
        return None


def own_path(written: str) -> str:
    """The path of this site that was written; empty where a browser would read it as any other address (CWE-601)."""
    own = written.startswith("/") and not written.startswith("//") and "\\" not in written
    # A header is written in ASCII (RFC 9110, section 5.5), and so is every address of ours.
    return written if own and written.isascii() and written.isprintable() else ""
