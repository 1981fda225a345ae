"""Portal sessions and their cookie: who signed in to the portal, from the cookie alone."""

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from profile_service.actions.ports import Desk, Work
from profile_service.domain.kept_form import KEPT_FOR
from profile_service.domain.session import ABSOLUTE, Arrival, Session, SessionId

_TOUCH_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """How the cookie is set. Over HTTPS its name carries the `__Host-` prefix (RFC 6265bis, section 4.1.3.2)."""

    secure: bool

    @property
    def name(self) -> str:
        return "__Host-egenkarta" if self.secure else "egenkarta"

    @property
    def viewing_name(self) -> str:
        """Of the cookie by which a viewer of a shared link may look again; it is bound to the link's own path."""
        return "__Secure-egenkarta-view" if self.secure else "egenkarta-view"

    @property
    def max_age(self) -> int:
        """Seconds."""
        return int(ABSOLUTE.total_seconds())


def open_session(work: Work, desk: Desk, arrival: Arrival) -> str:
    """Open a session for whoever has just proved who she is; returns the secret for her cookie."""
    now = desk.clock.now()
    secret = desk.ids.secret()
    work.sessions.forget_dead(now)
    work.kept_forms.forget(now - KEPT_FOR)
    session = Session(
        id=SessionId(desk.ids.new("ses")),
        individual=arrival.individual,
        staff=arrival.staff,
        form_token=desk.ids.secret(),
        opened_at=now,
        seen_at=now,
        proof=arrival.proof,
        device=arrival.device,
        shared_computer=arrival.shared_computer,
    )
    work.sessions.open(secret, session)
    return secret


def prove_again(work: Work, desk: Desk, secret: str, session: Session, arrival: Arrival) -> str:
    """The same session with a fresh proof, under a new secret (OWASP ASVS 5, 7.2.4: a new one at each sign-in)."""
    fresh_secret = desk.ids.secret()
    renewed = replace(session, form_token=desk.ids.secret(), seen_at=desk.clock.now(), proof=arrival.proof)
    work.sessions.replace(secret, fresh_secret, renewed)
    return fresh_secret


def find_session(work: Work, desk: Desk, secret: str) -> Session | None:
    """The live session behind a cookie, or None."""
    session = work.sessions.find(secret)
    return session if session is not None and session.alive(desk.clock.now()) else None


def needs_touch(session: Session, desk: Desk) -> bool:
    """Whether the time of last use should be written down again: once a minute is enough."""
    return desk.clock.now() - session.seen_at >= _TOUCH_EVERY


def touch(work: Work, desk: Desk, secret: str, session: Session) -> Session:
    """Write down that the session is in use."""
    now = desk.clock.now()
    work.sessions.touch(secret, now)
    return replace(session, seen_at=now)


def same_token(expected: str, given: object) -> bool:
    """Compare a form token in constant time."""
    return isinstance(given, str) and hmac.compare_digest(expected.encode(), given.encode())
