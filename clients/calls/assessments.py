"""What an organisation states about a competence, puts right and takes back. It never learns what the person answers."""

from collections.abc import Mapping
from typing import Any

from clients.call import Call, as_model, path_to, reading, writing
from clients.errors import InvalidArgumentError
from schemas.access import ProposedAssessment, ProposedAssessmentList

_ALL = ("v1", "assessments")


def propose_assessment(
    claim: Mapping[str, Any],
    *,
    case_reference: str,
    reader: str,
    grant: str | None = None,
    code: str | None = None,
    unit: str | None = None,
) -> Call[ProposedAssessment]:
    """Propose one, under a live grant or with a connection code.

    Args:
        claim: the fields of `schemas.access.AssessmentClaim`.

    Raises:
        InvalidArgumentError: both a grant and a code are given, or neither.
    """
    if (grant is None) == (code is None):
        raise InvalidArgumentError("a person is reached by a grant or by a code; expected one of the two")
    content: dict[str, Any] = {
        "grant_id": grant, "connection_code": code, "case_reference": case_reference, "reader": reader, "unit": unit,
        "claim": dict(claim),
    }  # fmt: skip
    sent = {name: value for name, value in content.items() if value is not None}
    return writing("POST", path_to(*_ALL), as_model(ProposedAssessment), sent)


def proposed_assessments(after: str | None = None, limit: int | None = None) -> Call[ProposedAssessmentList]:
    """A page of what the organisation has proposed, newest first. It reads the same whatever the persons did.

    Args:
        after: `next` of the page before.
        limit: how many, at most 200.
    """
    query = [] if after is None else [("after", after)]
    query += [] if limit is None else [("limit", str(limit))]
    return reading(path_to(*_ALL), as_model(ProposedAssessmentList), query)


def proposed_assessment(assessment_id: str) -> Call[ProposedAssessment]:
    """One of them."""
    return reading(path_to(*_ALL, assessment_id), as_model(ProposedAssessment))


def supersede_assessment(
    assessment_id: str, claim: Mapping[str, Any], reason: str, *, reader: str, unit: str | None = None
) -> Call[ProposedAssessment]:
    """State it anew: the old one is marked at once, the new one waits for the person's yes.

    Args:
        claim: the fields of `schemas.access.NewClaim`; what it is about stays.
    """
    content = {**_why(reason, reader, unit), "claim": dict(claim)}
    address = path_to(*_ALL, assessment_id, "supersede")
    return writing("POST", address, as_model(ProposedAssessment), content)


def withdraw_assessment(
    assessment_id: str, reason: str, *, reader: str, unit: str | None = None
) -> Call[ProposedAssessment]:
    """Take it back, at once."""
    address = path_to(*_ALL, assessment_id, "withdraw")
    return writing("POST", address, as_model(ProposedAssessment), _why(reason, reader, unit))


def _why(reason: str, reader: str, unit: str | None) -> dict[str, Any]:
    said = {"reason": reason, "reader": reader, "unit": unit}
    return {name: value for name, value in said.items() if value is not None}
