"""Signing in at an OpenID provider: out through our door, and back in through it.

What is begun is kept on our side for ten minutes and one answer, and bound to the browser that began it: an answer that
another browser began is refused (login CSRF), and so is one that comes back at another provider's address (mix-up).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from fastapi import HTTPException, Request, Response

from profile_service.actions.coming_in import account_of, come_in, join
from profile_service.actions.coming_to_work import come_to_work, is_member
from profile_service.actions.ports import Work
from profile_service.actions.signing_in import note_refused_sign_in
from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.domain.external_identity import Attempt, Vouched
from profile_service.domain.session import Arrival, Session
from profile_service.domain.sign_in import Intent, Method, Proof
from profile_service.doors.devices import client_of, device_of
from profile_service.doors.entering import again_address, enter
from profile_service.doors.errors import NotAllowedError, NotFreshError, NotSignedInError
from profile_service.doors.house import House
from profile_service.doors.sessions import session_of
from profile_service.identity.oidc.configuration import Audience, Provider

T = TypeVar("T")
_KEPT: Final = timedelta(minutes=10)
_SECRET_LENGTH: Final = 43
_ANSWERS: Final = frozenset({"state", "code", "iss", "error"})
_WAYS_IN: Final = "/my/ways"


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that goes on at the provider: where, and the secret that binds it to this browser."""

    provider: Provider
    address: str
    browser: str

    def bind(self, response: Response, house: House) -> None:
        """Set the cookie by which the answer is known to be this browser's."""
        response.set_cookie(
            _cookie_name(house),
            self.browser,
            max_age=int(_KEPT.total_seconds()),
            path="/",
            secure=house.cookie.secure,
            httponly=True,
            # Lax: the provider sends the browser back from its own site.
            samesite="lax",
        )


async def begin(
    request: Request, house: House, name: str, intent: Intent, to: str, *, shared: bool
) -> Begun | EidRefusal:
    """Send her to a provider.

    Raises:
        HTTPException: there is no such provider.
        NotSignedInError, NotAllowedError, NotFreshError: this is for somebody who is signed in, of this kind, and lately.
    """
    provider = _provider(house, name)
    session = None if intent is Intent.ENTER else await _session_for(request, house, provider, intent, to)
    ids, now = house.desk.ids, house.desk.clock.now()
    attempt = Attempt(
        provider.name,
        intent,
        to,
        shared,
        None if session is None else session.id,
        nonce=ids.secret(),
        verifier=ids.secret(),
        begun_at=now,
    )
    state = ids.secret()
    try:
        address = await house.eid.address_for(provider, state, attempt)
    except NotProvedError as refused:
        return await _refuse(house, refused.reason)
    if session is None:
        house.begun_sign_ins.count(client_of(request), now)
    browser = _browser(request, house) or ids.secret()
    await house.write(lambda work: work.attempts.keep(state, browser, attempt, now + _KEPT))
    return Begun(provider, address, browser)


async def finish(request: Request, house: House, name: str, language: str) -> Response | EidRefusal:
    """Let her in by the provider's answer, or say in a word why not.

    Raises:
        HTTPException: there is no such provider.
    """
    provider = _provider(house, name)
    answer = _answer(request)
    attempt = await _take(request, house, provider, answer)
    if isinstance(attempt, EidRefusal):
        # Anybody can send an answer to nothing; one to a sign-in that was begun is counted there already.
        house.refused_proofs.count(client_of(request), house.desk.clock.now())
        return await _refuse(house, attempt)
    try:
        vouched = await house.eid.prove(provider, attempt, answer)
    except NotProvedError as refused:
        return await _refuse(house, refused.reason)
    session = await session_of(request, house)
    if attempt.session is not None and (session is None or session.id != attempt.session):
        return await _refuse(house, EidRefusal.SESSION_GONE)
    match attempt.intent:
        case Intent.JOIN if session is not None:
            return await _joined(house, session, attempt, vouched)
        case Intent.AGAIN if session is not None and not await _is_hers(house, session, provider, vouched):
            return await _another(request, house, attempt)
        case _:
            return await _let_in(request, house, provider, attempt, vouched, language)


async def _let_in(
    request: Request, house: House, provider: Provider, attempt: Attempt, vouched: Vouched, language: str
) -> Response | EidRefusal:
    individual = staff = None
    if provider.audience is Audience.STAFF:
        staff = await house.write(lambda work: _noted(work, house, come_to_work(work, house.desk, vouched)))
        refused: object = staff
    else:
        individual = await house.write(
            lambda work: _noted(work, house, come_in(work, house.desk, vouched, language))
        )
        refused = individual
    if isinstance(refused, EidRefusal):
        return refused
    proof = Proof(Method.EID, vouched.assurance, house.desk.clock.now(), provider.name)
    arrival = Arrival(individual, staff, proof, device_of(request), attempt.shared_computer)  # type: ignore[arg-type]
    return await enter(request, house, arrival, attempt.to, attempt.intent)


async def _joined(
    house: House, session: Session, attempt: Attempt, vouched: Vouched
) -> Response | EidRefusal:
    refused = await house.write(lambda work: _noted(work, house, join(work, house.desk, session, vouched)))
    if refused is not None:
        return refused
    return _on_to(attempt.to or _WAYS_IN)


async def _another(request: Request, house: House, attempt: Attempt) -> Response:
    """The proof is somebody else's than the session's: it stays as it is, and she is asked once more."""
    await _refuse(house, EidRefusal.ANOTHER_ACCOUNT)
    return _on_to(again_address(request, attempt.to or "/") + "&another=1")


async def _is_hers(house: House, session: Session, provider: Provider, vouched: Vouched) -> bool:
    """Whether the proof opens the very account of the session."""
    if provider.audience is Audience.STAFF:
        staff = session.staff
        return staff is not None and await house.read(lambda work: is_member(work, vouched, staff))
    return await house.read(lambda work: account_of(work, vouched)) == session.individual


async def _take(
    request: Request, house: House, provider: Provider, answer: Mapping[str, str]
) -> Attempt | EidRefusal:
    """What was begun, taken out of what is kept: a second answer finds nothing, right or wrong."""
    state, browser, now = answer.get("state", ""), _browser(request, house), house.desk.clock.now()
    taken = await house.write(lambda work: work.attempts.take(state, browser, now)) if state else None
    if taken is None:
        return EidRefusal.UNKNOWN_STATE
    attempt, same_browser = taken
    if not same_browser:
        return EidRefusal.OTHER_BROWSER
    return attempt if attempt.provider == provider.name else EidRefusal.OTHER_PROVIDER


async def _session_for(
    request: Request, house: House, provider: Provider, intent: Intent, to: str
) -> Session:
    session = await session_of(request, house)
    if session is None:
        raise NotSignedInError
    if (session.staff is None) is (provider.audience is Audience.STAFF):
        raise NotAllowedError
    if intent is Intent.JOIN:
        if session.individual is None or session.acting_for is not None:
            raise NotAllowedError
        if not session.proof.fresh(house.desk.clock.now()):
            raise NotFreshError(to or _WAYS_IN)
    return session


def _provider(house: House, name: str) -> Provider:
    found = house.eid.providers.get(name)
    if found is None:
        raise HTTPException(404)
    return found


def _answer(request: Request) -> Mapping[str, str]:
    """What the provider sent along in the address; whatever is there twice counts as not there (RFC 6749, section 3.1)."""
    told = request.query_params.multi_items()
    names = [name for name, _ in told]
    return {name: value for name, value in told if name in _ANSWERS and names.count(name) == 1}


def _browser(request: Request, house: House) -> str:
    shown = request.cookies.get(_cookie_name(house), "")
    return shown if len(shown) == _SECRET_LENGTH else ""


def _cookie_name(house: House) -> str:
    return "__Host-egenkarta-eid" if house.cookie.secure else "egenkarta-eid"


def _noted(work: Work, house: House, outcome: T) -> T:
    if isinstance(outcome, EidRefusal):
        note_refused_sign_in(work, house.desk, outcome.value)
    return outcome


async def _refuse(house: House, reason: EidRefusal) -> EidRefusal:
    await house.write(lambda work: note_refused_sign_in(work, house.desk, reason.value))
    return reason


def _on_to(address: str) -> Response:
    return Response(status_code=303, headers={"Location": address, "Cache-Control": "no-store"})


def offered(house: House, session: Session | None) -> tuple[list[Provider], list[Provider]]:
    """The providers for people and those for staff; where somebody is signed in, for her kind alone."""
    people, staff = house.eid.offered_to(Audience.INDIVIDUALS), house.eid.offered_to(Audience.STAFF)
    if session is None:
        return people, staff
    return (people, []) if session.staff is None else ([], staff)
