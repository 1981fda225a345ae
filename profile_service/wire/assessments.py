"""Assessments on the wire: the assessor's record, and what the person sees."""

from profile_service.actions.own_assessments import AssessmentView
from profile_service.domain.assessment import AssessorRecord, content_of
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_record_of_assessor(kept: AssessorRecord) -> Wire:
    """`schemas.access.ProposedAssessment`."""
    return {
        "id": kept.id,
        "case_reference": kept.case_reference,
        "unit": kept.unit,
        "reader": kept.reader,
        "proposed_at": in_utc(kept.proposed_at),
        "standing": kept.standing.value,
        "changed_at": None if kept.changed_at is None else in_utc(kept.changed_at),
        "followed_by": kept.followed_by,
    }


def render_own_assessment(view: AssessmentView) -> Wire:
    """`schemas.access.OwnAssessment`."""
    found, entry = view.assessment, view.entry
    return {
        "id": found.id,
        "organisation": None if view.organisation is None else render_organisation(view.organisation),
        "proposed_by": found.reader,
        "case_reference": found.case_reference,
        "proposed_at": in_utc(found.proposed_at),
        "state": found.state.value,
        "waits": view.waits,
        "answered_at": None if found.answered_at is None else in_utc(found.answered_at),
        "standing": found.standing.value,
        "reason": found.reason or None,
        "followed_by": found.followed_by,
        "replaces": found.replaces,
        "item_id": None if entry is None else entry.id,
        "version": None if entry is None else entry.version,
        "content": content_of(found) if entry is None else entry.content,
    }
