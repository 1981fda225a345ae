"""What an assessor does about its own assessments later: look at its records, put a newer one in their place, take them back.

A record is there whatever has become of the person, and every way through here takes its answer from the record alone. No grant
is needed: others read what was stated, so whoever stated it can always put it right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.vocabulary import GrantId
from profile_service.actions.assessing import checked_claim, put_before_her
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    TooManyTriesError,
)
from profile_service.actions.journaling import record
from profile_service.actions.own_assessments import write_standing
from profile_service.actions.ports import Desk, Work
from profile_service.domain.assessment import (
    MOST_PROPOSED,
    PROPOSING_WINDOW,
    Assessment,
    AssessmentId,
    AssessmentState,
    AssessorRecord,
    Claim,
    Standing,
    claimable_by,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Json
from profile_service.domain.texts import objections_to_word

LONGEST_REASON: Final = 1000
MOST_RECORDS: Final = 200
"""How many are told at once."""
_ANY_COMPETENCE: Final[Mapping[str, Json]] = {"label": "the same"}


@dataclass(frozen=True, slots=True)
class Ending:
    """Why, and who at the organisation does it."""

    reason: str
    reader: str


def records_of(work: Work, grantee: Grantee) -> Sequence[AssessorRecord]:
    """All of the organisation, newest first; of a reader, those of the unit that she acts for."""
    found = work.assessor_records.of_organisation(grantee.organisation.id)
    return [one for one in found if _is_at(grantee, one)]


def page_of_records(
    work: Work, grantee: Grantee, after: AssessmentId, limit: int
) -> Sequence[AssessorRecord]:
    """A page of the organisation's own, newest first: those that come after one of them, or the first where none is named.

    Nothing comes after what is not its own.
    """
    return work.assessor_records.page_of(grantee.organisation.id, after or None, limit)


def record_of(work: Work, grantee: Grantee, assessment: AssessmentId) -> AssessorRecord:
    """One of its own; NotAvailableError for every other id."""
    found = work.assessor_records.find(grantee.organisation.id, assessment)
    if found is None or not _is_at(grantee, found):
        raise NotAvailableError
    return found


def can_end(grantee: Grantee, kept: AssessorRecord) -> bool:
    """Whether this one could have claimed it: a caseworker who opens the list ends nothing that only an assessor can state."""
    return kept.strength in claimable_by(grantee)


def withdraw_assessment(
    work: Work, desk: Desk, grantee: Grantee, assessment: AssessmentId, ending: Ending
) -> AssessorRecord:
    """Take it back, at once and for good.

    Raises:
        NotAvailableError: it is not of this organisation, or not for this caller to end (`can_end`).
        AlreadyAnsweredError: it was superseded or taken back before.
        ContentError: no reason is given.
    """
    kept = _to_end(work, grantee, assessment)
    _check(ending)
    after = _end(work, desk, kept, Standing.WITHDRAWN)
    _tell_her(work, desk, grantee, kept, Standing.WITHDRAWN, ending, None)
    return after


def supersede_assessment(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    assessment: AssessmentId,
    raw: Mapping[str, Json],
    ending: Ending,
) -> AssessorRecord:
    """State it anew, of the same competence and the same entry: the old one is marked at once, the new one waits for her yes.

    Where she left the old one, or is not there any more, the new one is not put to her. The assessor does not learn that.

    Args:
        raw: the fields of the new claim; what it is about is taken from the old one.

    Raises:
        NotAvailableError, AlreadyAnsweredError: as in `withdraw_assessment`.
        ContentError: a field is missing or wrong, or no reason is given.
        TooManyTriesError: this has been stated anew as often as it may within thirty days.
    """
    kept = _to_end(work, grantee, assessment)
    claim = checked_claim(desk, grantee, {**raw, "competence": _ANY_COMPETENCE, "about": None})
    _check(ending)
    root = work.assessor_records.root_of(kept.organisation, kept.id)
    since = desk.clock.now() - PROPOSING_WINDOW
    if work.assessor_records.count_of_root(kept.organisation, root, since) >= MOST_PROPOSED:
        raise TooManyTriesError(PROPOSING_WINDOW)
    newer = AssessmentId(desk.ids.new("asm"))
    _end(work, desk, kept, Standing.SUPERSEDED, newer)
    old = _tell_her(work, desk, grantee, kept, Standing.SUPERSEDED, ending, newer)
    if old is None:
        unseen = AssessorRecord(
            newer,
            kept.organisation,
            grantee.unit,
            ending.reader,
            kept.case_reference,
            claim.strength,
            desk.clock.now(),
        )
        work.assessor_records.add(unseen, root)
        return unseen
    return put_before_her(work, desk, _newer(desk, grantee, old, claim, newer, ending), root)


def _newer(
    desk: Desk, grantee: Grantee, old: Assessment, claim: Claim, newer: AssessmentId, ending: Ending
) -> Assessment:
    return Assessment(
        id=newer,
        individual=old.individual,
        organisation=old.organisation,
        unit=grantee.unit,
        assessor=grantee.organisation.name,
        reader=ending.reader,
        ground=old.ground,
        case_reference=old.case_reference,
        claim=replace(claim, competence=old.claim.competence, about=old.claim.about),
        proposed_at=desk.clock.now(),
        state=AssessmentState.LEFT if old.state is AssessmentState.LEFT else AssessmentState.PROPOSED,
        replaces=old.id,
    )


def _tell_her(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    kept: AssessorRecord,
    standing: Standing,
    ending: Ending,
    newer: AssessmentId | None,
) -> Assessment | None:
    """Mark hers, and her entry, in the transaction of the line in her log; None where she is not there any more."""
    found = work.assessments.proposed_by(kept.organisation, kept.id)
    detail: dict[str, str | list[str]] = {
        "assessment": kept.id,
        "standing": standing.value,
        "reader": ending.reader,
        "unit": grantee.unit,
    }
    individual = None if found is None else found.individual
    ground = GrantId(found.ground) if found is not None and found.ground else None
    record(work, desk, Kind.ASSESSMENT_END, Outcome.DONE, individual, kept.organisation, ground, detail)
    if found is None:
        return None
    after = found.ended(standing, ending.reason, desk.clock.now(), newer)
    work.assessments.save(after)
    write_standing(work, desk, after)
    return after


def _end(
    work: Work, desk: Desk, kept: AssessorRecord, standing: Standing, newer: AssessmentId | None = None
) -> AssessorRecord:
    ended = work.assessor_records.end(kept, standing, desk.clock.now(), newer)
    if ended is None:
        raise AlreadyAnsweredError
    return ended


def _check(ending: Ending) -> None:
    wrong = [*objections_to_word("/reason", ending.reason, LONGEST_REASON)]
    if wrong:
        raise ContentError(wrong)


def _to_end(work: Work, grantee: Grantee, assessment: AssessmentId) -> AssessorRecord:
    kept = record_of(work, grantee, assessment)
    if not can_end(grantee, kept):
        raise NotAvailableError
    return kept


def _is_at(grantee: Grantee, kept: AssessorRecord) -> bool:
    """Whether this one may see it: the organisation's system all of them, a reader those of her unit."""
    return grantee.reader is None or kept.unit == grantee.unit
