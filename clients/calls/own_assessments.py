"""What others have assessed, and what she says to it."""

from clients.call import Call, as_model, path_to, reading, writing
from schemas.access import OwnAssessment, OwnAssessmentList

_ALL = ("v1", "me", "assessments")


def assessments() -> Call[OwnAssessmentList]:
    """What others have assessed: waiting, in the profile, or left out."""
    return reading(path_to(*_ALL), as_model(OwnAssessmentList))


def assessment(assessment_id: str) -> Call[OwnAssessment]:
    """One of them."""
    return reading(path_to(*_ALL, assessment_id), as_model(OwnAssessment))


def accept_assessment(assessment_id: str) -> Call[OwnAssessment]:
    """Take it into the profile as it stands."""
    return _to(assessment_id, "accept")


def leave_assessment(assessment_id: str) -> Call[OwnAssessment]:
    """Leave it out, or take it out again. Its assessor does not learn it."""
    return _to(assessment_id, "leave")


def hide_assessment(assessment_id: str) -> Call[OwnAssessment]:
    """Keep it to herself, whatever a grant says."""
    return _to(assessment_id, "hide")


def show_assessment(assessment_id: str) -> Call[OwnAssessment]:
    """Let it be seen again where she shares it."""
    return _to(assessment_id, "show")


def answer_assessment(assessment_id: str, version: int, answer: str | None) -> Call[OwnAssessment]:
    """Answer it in her own words, which go along whenever it is shown; None takes them away."""
    address = path_to(*_ALL, assessment_id, "answer")
    return writing("PUT", address, as_model(OwnAssessment), {"answer": answer}, version=version)


def _to(assessment_id: str, verb: str) -> Call[OwnAssessment]:
    return writing("POST", path_to(*_ALL, assessment_id, verb), as_model(OwnAssessment))
