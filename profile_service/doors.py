"""The doors: who may come in, and as whom. Every route has exactly one of them (I-11).

A door proves who calls and nothing more. Whom a call is about is never taken from a body: an individual is the one who
came in (I-09), and a grantee reaches people only through grants.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from consent.vocabulary import IndividualId
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import ClientId, Grantee, Staff
from profile_service.domain.reply import Reply
from profile_service.domain.session import Session
from profile_service.identity.authorization_server import answer_token_request, metadata
from profile_service.identity.portal_sessions import (
    SessionCookie,
    find_session,
    needs_touch,
    same_token,
    touch,
)
from profile_service.identity.tokens import (
    INDIVIDUAL_SCOPE,
    ORGANISATION_SCOPE,
    AccessTokens,
    Caller,
    TokenError,
)
from profile_service.language import LANGUAGES
from profile_service.settings import Settings

T = TypeVar("T")
_FIRST_LANGUAGE: Final = "sv"
_SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})


class NotSignedInError(Exception):
    """No valid token or session came with the request."""


class NotAllowedError(Exception):
    """The caller is known, but this door is for others."""


class ForgedFormError(Exception):
    """A form came from elsewhere, or from a session that is over."""


class Keeping(Protocol):
    """Where units of work are carried; see `storage.lane.Lane`."""

    async def submit(self, action: Callable[[Work], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class House:
    """What the doors open to: the joined parts of one installation."""

    settings: Settings
    desk: Desk
    writer: Keeping
    reader: Keeping
    tokens: AccessTokens
    cookie: SessionCookie

    @property
    def authorization_metadata(self) -> dict[str, object]:
        """RFC 8414 metadata of this installation."""
        return metadata(self.tokens.issuer)

    async def answer_token_request(self, form: Mapping[str, str]) -> Reply:
        """Answer an OAuth token request."""
        return await self.write(lambda work: answer_token_request(work, self.desk, self.tokens, form))

    async def write(self, action: Callable[[Work], T]) -> T:
        """Run an action in a transaction; returns when what it did is durable."""
        return await self.writer.submit(action)

    async def read(self, action: Callable[[Work], T]) -> T:
        """Run an action that only looks."""
        return await self.reader.submit(action)


def house_of(request: Request) -> House:
    """The installation that the request came to."""
    found: House = request.app.state.house
    return found


async def _house(request: Request) -> House:
    return house_of(request)


Here = Annotated[House, Depends(_house)]

_individual_bearer = HTTPBearer(
    scheme_name="individual", auto_error=False, description="An individual's access token."
)
_organisation_bearer = HTTPBearer(
    scheme_name="organisation",
    auto_error=False,
    description="An organisation's access token (client credentials).",
)


@dataclass(frozen=True, slots=True)
class Anybody:
    """A caller whom nobody asked who she is."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a public page. `signed_in` is "individual", "staff" or None."""

    language: str
    form_token: str | None
    signed_in: str | None


@dataclass(frozen=True, slots=True)
class PortalVisit:
    """An individual at the portal, by her session."""

    individual: IndividualId
    form_token: str
    language: str


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A member of an organisation's staff at the portal, acting for one unit."""

    staff: Staff
    grantee: Grantee
    form_token: str
    language: str


async def _public() -> Anybody:
    return Anybody()


async def _as_individual(
    request: Request, house: Here, _shown: Annotated[object, Depends(_individual_bearer)]
) -> IndividualId:
    caller = _bearer(request, house)
    if caller.scope != INDIVIDUAL_SCOPE:
        raise NotAllowedError
    individual = IndividualId(caller.subject)
    if await house.read(lambda work: work.accounts.individual(individual)) is None:
        raise NotSignedInError  # a token outlives an erasure by minutes; the person does not
    return individual


async def _as_client(
    request: Request, house: Here, _shown: Annotated[object, Depends(_organisation_bearer)]
) -> ClientId:
    caller = _bearer(request, house)
    if caller.scope != ORGANISATION_SCOPE:
        raise NotAllowedError
    return ClientId(caller.subject)


async def _as_grantee(
    request: Request, house: Here, shown: Annotated[object, Depends(_organisation_bearer)]
) -> Grantee:
    client = await _as_client(request, house, shown)
    return await house.read(lambda work: grantee_of(work, client))


async def _public_page(request: Request, house: Here) -> Visit:
    session = await _session(request, house)
    account = None if session is None else session.individual
    if session is not None:
        await _refuse_forged(request, session)
    elif request.method not in _SAFE_METHODS:
        _refuse_foreign(request)
    language = await _language(request, house, account)
    if session is None:
        return Visit(language, None, None)
    return Visit(language, session.form_token, "individual" if session.individual is not None else "staff")


async def _at_portal(request: Request, house: Here) -> PortalVisit:
    session = await _session(request, house)
    if session is None:
        raise NotSignedInError
    if session.individual is None:
        raise NotAllowedError
    await _refuse_forged(request, session)
    language = await _language(request, house, session.individual)
    return PortalVisit(session.individual, session.form_token, language)


async def _as_staff(request: Request, house: Here) -> StaffVisit:
    session = await _session(request, house)
    if session is None:
        raise NotSignedInError
    if session.staff is None:
        raise NotAllowedError
    await _refuse_forged(request, session)
    language = await _language(request, house, None)
    return await house.read(lambda work: _staff_visit(work, session, language))


Public = Annotated[Anybody, Depends(_public)]
AsIndividual = Annotated[IndividualId, Depends(_as_individual)]
AsGrantee = Annotated[Grantee, Depends(_as_grantee)]
AsClient = Annotated[ClientId, Depends(_as_client)]
"""An organisation's system, proved by its token alone; the action that it asks for looks up whose it is."""
PublicPage = Annotated[Visit, Depends(_public_page)]
AtPortal = Annotated[PortalVisit, Depends(_at_portal)]
AsStaff = Annotated[StaffVisit, Depends(_as_staff)]

DOORS: Final = (_public, _as_individual, _as_grantee, _as_client, _public_page, _at_portal, _as_staff)
"""Every door there is; a test holds that each route depends on exactly one."""


def _bearer(request: Request, house: House) -> Caller:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedInError
    try:
        return house.tokens.verify(token.strip(), house.desk.clock.now())
    except TokenError as error:
        raise NotSignedInError from error


def grantee_of(work: Work, client_id: ClientId) -> Grantee:
    """The organisation behind a client; NotSignedInError where one of them is not registered any more."""
    client = work.accounts.client(client_id)
    organisation = None if client is None else work.accounts.organisation(client.organisation)
    if organisation is None:
        raise NotSignedInError
    return Grantee(organisation, unit="", reader=None)


def _staff_visit(work: Work, session: Session, language: str) -> StaffVisit:
    staff = None if session.staff is None else work.accounts.staff(session.staff)
    organisation = None if staff is None else work.accounts.organisation(staff.organisation)
    if staff is None or organisation is None:
        raise NotSignedInError
    grantee = Grantee(organisation, unit=staff.unit, reader=staff.name)
    return StaffVisit(staff, grantee, session.form_token, language)


async def _session(request: Request, house: House) -> Session | None:
    secret = request.cookies.get(house.cookie.name)
    if not secret:
        return None
    session = await house.read(lambda work: find_session(work, house.desk, secret))
    if session is not None and needs_touch(session, house.desk):
        found = session
        session = await house.write(lambda work: touch(work, house.desk, secret, found))
    return session


async def _refuse_forged(request: Request, session: Session) -> None:
    if request.method in _SAFE_METHODS:
        return
    _refuse_foreign(request)
    form = await request.form()
    if not same_token(session.form_token, form.get("form_token")):
        raise ForgedFormError


def _refuse_foreign(request: Request) -> None:
    """Fetch metadata where the browser sends it, the origin where it does not (OWASP CSRF prevention)."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        raise ForgedFormError
    origin = request.headers.get("origin")
    if site is None and origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForgedFormError


def language_of(request: Request) -> str:
    """The language that a browser asks for: the one chosen on the page, else its own preference."""
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    return _preferred(request.headers.get("accept-language", ""))


async def _language(request: Request, house: House, individual: IndividualId | None) -> str:
    if individual is not None and request.cookies.get("language") not in LANGUAGES:
        account = await house.read(lambda work: work.accounts.individual(individual))
        if account is not None and account.language in LANGUAGES:
            return account.language
    return language_of(request)


def _preferred(header: str) -> str:
    """The first language of Accept-Language that the portal speaks (RFC 9110, section 12.5.4, weights aside)."""
    for part in header.split(","):
        tag = part.partition(";")[0].strip()
        for known in (tag, tag.partition("-")[0]):
            if known in LANGUAGES:
                return known
    return _FIRST_LANGUAGE
