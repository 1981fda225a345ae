"""The doors of the portal: a session cookie says who visits, and a form is taken only from our own pages."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request

from consent.mandate import Mandate
from consent.vocabulary import IndividualId
from profile_service.domain.session import Session
from profile_service.domain.sign_in import Proof
from profile_service.doors.errors import ActingForAnotherError, NotAllowedError, NotSignedInError
from profile_service.doors.forms import changes_something, read_form, refuse_foreign, refuse_forged, says_yes
from profile_service.doors.freshness import insist_on_fresh
from profile_service.doors.house import Here, House
from profile_service.doors.languages import language_for
from profile_service.doors.sessions import kind_of, session_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a public page. `signed_in` is "individual", "staff", "operator" or None."""

    language: str
    form_token: str | None
    signed_in: str | None


@dataclass(frozen=True, slots=True)
class KnownVisit(Visit):
    """A visit by anybody who is signed in, to a page that is about her own sign-in."""

    session: Session


@dataclass(frozen=True, slots=True)
class PortalVisit:
    """An individual at the portal, by her session."""

    individual: IndividualId
    form_token: str
    language: str
    session: Session
    acting: Mandate | None = None
    """By which mandate somebody else is here in her name; None where it is herself."""
    unseen: int = 0
    """How much news she has not seen yet, where a page is shown to herself."""

    @property
    def proof(self) -> Proof:
        """How she last proved who she is."""
        return self.session.proof


async def public_page(request: Request, house: Here) -> Visit:
    session = await session_of(request, house)
    account = None if session is None else session.individual
    if session is not None:
        await refuse_forged(request, session)
    elif changes_something(request):
        refuse_foreign(request)
        await read_form(request)
    language = await language_for(request, house, account)
    if session is None:
        return Visit(language, None, None)
    return Visit(language, session.form_token, await kind_of(house, session))


async def signed_in(request: Request, house: Here) -> KnownVisit:
    """Anybody with a session, whoever she is: for what concerns her sign-in alone."""
    session = await session_of(request, house)
    if session is None:
        raise NotSignedInError
    await refuse_forged(request, session)
    language = await language_for(request, house, session.individual)
    return KnownVisit(language, session.form_token, await kind_of(house, session), session)


async def at_portal(request: Request, house: Here) -> PortalVisit:
    """Herself. Nobody who acts for her comes in here."""
    visit = await her_visit(request, house)
    if visit.session.acting_for is not None:
        raise ActingForAnotherError
    return visit


async def fresh_at_portal(request: Request, house: Here) -> PortalVisit:
    """Herself, who has proved it in the last minutes: for giving, exporting, erasing and changing a way in."""
    visit = await at_portal(request, house)
    await insist_on_fresh(request, house, visit.session)
    return visit


async def fresh_for_yes(request: Request, house: Here) -> PortalVisit:
    """Herself, at a question to her: a yes needs a fresh proof, and a no is never held up."""
    visit = await at_portal(request, house)
    if await says_yes(request):
        await insist_on_fresh(request, house, visit.session)
    return visit


async def her_visit(request: Request, house: House) -> PortalVisit:
    """Whoever is signed in as an individual, to whichever profile she has turned. No door by itself."""
    session = await session_of(request, house)
    if session is None:
        raise NotSignedInError
    if session.individual is None:
        raise NotAllowedError
    await refuse_forged(request, session)
    language = await language_for(request, house, session.individual)
    visit = PortalVisit(session.individual, session.form_token, language, session)
    if changes_something(request) or session.acting_for is not None:
        return visit
    return replace(visit, unseen=await house.read(lambda work: work.news.unseen(visit.individual)))


PublicPage = Annotated[Visit, Depends(public_page)]
SignedIn = Annotated[KnownVisit, Depends(signed_in)]
AtPortal = Annotated[PortalVisit, Depends(at_portal)]
FreshAtPortal = Annotated[PortalVisit, Depends(fresh_at_portal)]
FreshForYes = Annotated[PortalVisit, Depends(fresh_for_yes)]
