"""Where somebody is signed in: her list, and how she ends one from another."""

from collections.abc import Sequence

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.session import Session


def sessions_of(work: Work, desk: Desk, individual: IndividualId) -> Sequence[Session]:
    """Where she is signed in now, last used first."""
    now = desk.clock.now()
    return [one for one in work.sessions.of_individual(individual) if one.alive(now)]


def sessions_beside(work: Work, desk: Desk, here: Session) -> Sequence[Session]:
    """Where the one behind a session is signed in, this session first. Staff have such a list too."""
    now = desk.clock.now()
    found = (
        work.sessions.of_individual(here.individual)
        if here.individual is not None
        else work.sessions.of_staff(here.staff)
        if here.staff is not None
        else ()
    )
    live = [one for one in found if one.alive(now)]
    return sorted(live, key=lambda one: one.id != here.id)


def end_own_session(work: Work, desk: Desk, individual: IndividualId, session_id: str) -> None:
    """End one of hers, at once; it stands in her log.

    Raises:
        NotAvailableError: she is not signed in there.
    """
    _end([_named(sessions_of(work, desk, individual), session_id)], work, desk)


def end_own_sessions(work: Work, desk: Desk, individual: IndividualId) -> None:
    """End all of hers."""
    _end(sessions_of(work, desk, individual), work, desk)


def end_beside(work: Work, desk: Desk, here: Session, session_id: str) -> None:
    """End another session of whoever is signed in here. `NotAvailableError` where it is none of hers, or this very one."""
    others = [one for one in sessions_beside(work, desk, here) if one.id != here.id]
    _end([_named(others, session_id)], work, desk)


def end_others(work: Work, desk: Desk, here: Session) -> None:
    """End every other session of whoever is signed in here."""
    _end([one for one in sessions_beside(work, desk, here) if one.id != here.id], work, desk)


def _named(sessions: Sequence[Session], session_id: str) -> Session:
    found = next((one for one in sessions if one.id == session_id), None)
    if found is None:
        raise NotAvailableError
    return found


def _end(sessions: Sequence[Session], work: Work, desk: Desk) -> None:
    for session in sessions:
        work.sessions.end(session.id)
        if session.individual is not None:
            detail = {"method": session.proof.method.value, "device": session.device}
            record(work, desk, Kind.SIGN_OUT, Outcome.DONE, session.individual, detail=detail)
