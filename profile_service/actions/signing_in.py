"""What is written down when somebody comes in, or tries to."""

from profile_service.actions.journaling import record, record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import seal_marks_anew
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.session import Arrival


def note_sign_in(work: Work, desk: Desk, arrival: Arrival) -> None:
    """One line in her log: by what she came in, and with which kind of browser. Staff are not in anybody's log by this."""
    if arrival.individual is None:
        return
    seal_marks_anew(work, arrival.individual)
    proof = arrival.proof
    detail: dict[str, str | list[str]] = {"method": proof.method.value, "device": arrival.device}
    if proof.provider:
        detail["provider"] = proof.provider
    record(work, desk, Kind.SIGN_IN, Outcome.DONE, arrival.individual, detail=detail)


def note_refused_sign_in(work: Work, desk: Desk, reason: str) -> None:
    """One line in the journal, about nobody: `reason` is a word of the code, never anything that was sent."""
    record_refused(work, desk, Kind.SIGN_IN, reason)
