"""The lines of the log about signing in: by which way, with which kind of browser, and what was done at a desk."""

from collections.abc import Mapping
from typing import Final

from profile_service.actions.looking import LogLine
from profile_service.domain.desk import ProofSeen
from profile_service.domain.event import Kind, Outcome
from profile_service.language import Words
from profile_service.language.marking import N_

PROOFS: Final[Mapping[ProofSeen, str]] = {
    ProofSeen.PASSPORT: N_("Passport"),
    ProofSeen.NATIONAL_ID_CARD: N_("National identity card"),
    ProofSeen.DRIVING_LICENCE: N_("Swedish driving licence"),
    ProofSeen.RESIDENCE_PERMIT: N_("Residence permit card"),
    ProofSeen.LMA_CARD: N_("LMA card"),
    ProofSeen.PERSON_VOUCHING: N_("Somebody with an identity document who knows the person"),
}
_METHODS: Final = {"eid": N_("e-ID"), "passkey": N_("Passkey"), "sheet": N_("Printed sheet")}
_SAID: Final[Mapping[tuple[Kind, Outcome], str]] = {
    (Kind.SIGN_IN, Outcome.DONE): N_("You signed in."),
    (Kind.SIGN_IN, Outcome.REFUSED): N_("Somebody could not sign in as you. That way in is locked now."),
    (Kind.WAY_IN_ADDED, Outcome.DONE): N_("You added a way to sign in."),
    (Kind.WAY_IN_REMOVED, Outcome.DONE): N_("You removed a way to sign in."),
    (Kind.JOINING, Outcome.DONE): N_("Two profiles of yours became one."),
}
_AT_A_DESK: Final = {
    "first": N_("{organisation} saw who you are, and made your way to sign in."),
    "replaced": N_(
        "{organisation} saw who you are, and replaced your way to sign in. The old ones were removed."
    ),
    "confirmed": N_("{organisation} looked at how you were enrolled. It was done right."),
    "objected": N_(
        "{organisation} looked at how you were enrolled and was not sure. Go to the desk once more."
    ),
}


def is_about_a_way(line: LogLine) -> bool:
    """Whether a line is told here."""
    event = line.event
    return event.kind is Kind.ENROLMENT or (event.kind, event.outcome) in _SAID


def way_sentence(line: LogLine) -> str:
    """What happened, as a msgid; `{organisation}` stands for whoever has the desk."""
    event = line.event
    if event.kind is Kind.WAY_IN_ADDED and event.detail.get("why") == "pin":
        return N_("You changed the PIN of your sheet.")
    if event.kind is not Kind.ENROLMENT:
        return _SAID[event.kind, event.outcome]
    return _AT_A_DESK.get(str(event.detail.get("why")), _AT_A_DESK["first"])


def way_particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By what, with which browser; at a desk by whom, where, and by what proof."""
    detail = line.event.detail
    proof = next((name for one, name in PROOFS.items() if one.value == detail.get("proof_seen")), "")
    method = _METHODS.get(str(detail.get("method", "")), "")
    told = (
        (words(N_("Way to sign in")), words(method) if method else ""),
        (words(N_("Browser")), str(detail.get("device", ""))),
        (words(N_("Who")), str(detail.get("reader", ""))),
        (words(N_("Unit")), str(detail.get("unit", ""))),
        (words(N_("What proof")), words(proof) if proof else ""),
    )
    return tuple((name, (value,)) for name, value in told if value)
