"""The lines of the log that are about assessments by others."""

from collections.abc import Mapping
from typing import Final

from profile_service.actions.looking import LogLine
from profile_service.domain.event import Kind, Outcome
from profile_service.language import Words
from profile_service.language.marking import N_

_KINDS: Final = frozenset({Kind.ASSESSMENT, Kind.ASSESSMENT_ANSWER, Kind.ASSESSMENT_END})
_STEPS: Final[Mapping[str, str]] = {
    "accepted": N_("You put an assessment from {organisation} in your profile."),
    "left": N_("You left out an assessment from {organisation}. They are not told."),
    "answered": N_("You answered an assessment from {organisation} in your own words."),
    "answer_removed": N_("You took away your answer to an assessment from {organisation}."),
    "hidden": N_("You hid an assessment from {organisation}."),
    "shown": N_("You let an assessment from {organisation} be seen again."),
}
_ENDS: Final[Mapping[str, str]] = {
    "superseded": N_("{organisation} replaced an assessment with a newer one."),
    "withdrawn": N_("{organisation} took back an assessment."),
}


def is_about_an_assessment(line: LogLine) -> bool:
    """Whether the line is told here."""
    return line.event.kind in _KINDS and line.organisation is not None


def assessment_sentence(line: LogLine) -> str:
    """The line's sentence, as a msgid."""
    event = line.event
    if event.kind is Kind.ASSESSMENT:
        if event.outcome is Outcome.REFUSED:
            return N_("{organisation} tried to propose an assessment. Nothing reached you.")
        return N_("{organisation} proposed an assessment.")
    told, word = (_STEPS, "step") if event.kind is Kind.ASSESSMENT_ANSWER else (_ENDS, "standing")
    return told.get(str(event.detail.get(word, "")), N_("Something was done with an assessment."))


def assessment_particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who there did it, and for which case."""
    detail = line.event.detail
    told = [
        (words(N_("Who")), (str(detail.get("reader", "")),)),
        (words(N_("Unit")), (str(detail.get("unit", "")),)),
        (words(N_("Case")), (str(detail.get("case_reference", "")),)),
    ]
    return tuple((name, lines) for name, lines in told if any(lines))
