"""An organisation proposes an assessment, to somebody who has opened something to it or handed over a code.

Decided: what the organisation learns follows from its own acts alone. It is told that a proposal was sent, and nothing ever
after: no answer, no limit and no error tells whether she accepted it, left it, paused, or erased everything. An accepted one
it sees only where a grant shows it. A grant is needed to propose, not to accept: what she was told is hers to take.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from consent.decision import Denial, Reason
from consent.duty import Duty
from consent.request import Objection
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.asking import WrongCode, hold_back_guessing, take_code
from profile_service.actions.errors import ContentError, TooManyTriesError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, open_granted, still_granted
from profile_service.domain.assessment import (
    MOST_PROPOSED,
    PROPOSAL_LIFETIME,
    PROPOSING_WINDOW,
    Assessment,
    AssessmentId,
    AssessmentState,
    AssessorRecord,
    Claim,
    Standing,
    claim_of,
    claimable_by,
    competence_of,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Grantee
from profile_service.domain.profile import ItemId, Json

_SECTION: Final = "assessments"
_PLACEHOLDER: Final = "asm_to_be"
_THAT_OF_THE_ENTRY: Final[Mapping[str, Json]] = {"label": "that of the entry"}

_Reached = tuple[IndividualId, Claim]
"""Whom it reaches, and what is stated of her."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it came in: by a grant's id or by a code, one of the two.

    `claim` has the fields of the section `assessments` that an assessor states, unchecked. Where it names an entry, the
    competence can be left out: it is that of the entry.
    """

    grant_id: str
    connection_code: str
    case_reference: str
    reader: str
    claim: Mapping[str, Json]


def propose_assessment(
    work: Work, desk: Desk, grantee: Grantee, proposal: Proposal
) -> AssessorRecord | WrongCode | Denial | ContentError:
    """Put an assessment before her. A denial, or a code that reaches nobody, is returned and committed.

    Whether an entry is open to it tells of her profile: naming one is a reading, with its line and its count. So the ContentError
    about that entry is returned as well, to be committed with the line.

    A code is spent only by a proposal that stands. One about a competence of which she left what the same organisation stated
    lies with those that she left, and is not put to her again.

    Raises:
        ContentError: a field is missing or wrong, or the caller cannot claim this.
        TooManyTriesError: it has proposed to her, or tried dead codes, as often as it may.
    """
    claim = checked_claim(desk, grantee, proposal.claim)
    if bool(proposal.grant_id) == bool(proposal.connection_code):
        right = "either grant_id or connection_code"
        raise ContentError([Objection("/grant_id", "it is not said by what the person is reached", right)])
    reach = _by_code if proposal.connection_code else _under_grant
    reached = reach(work, desk, grantee, proposal, claim)
    if isinstance(reached, WrongCode | Denial | ContentError):
        return reached
    found, claim = reached
    assessment = Assessment(
        id=AssessmentId(desk.ids.new("asm")),
        individual=found,
        organisation=grantee.organisation.id,
        unit=grantee.unit,
        assessor=grantee.organisation.name,
        reader=proposal.reader,
        ground=proposal.grant_id,
        case_reference=proposal.case_reference,
        claim=claim,
        proposed_at=desk.clock.now(),
        state=_first_state(work, desk, grantee, found, claim),
    )
    return put_before_her(work, desk, assessment, assessment.id)


def put_before_her(work: Work, desk: Desk, assessment: Assessment, root: AssessmentId) -> AssessorRecord:
    """Keep it for her, write the line, and give the assessor its record."""
    work.assessments.add(assessment)
    ground = GrantId(assessment.ground) if assessment.ground else None
    detail: dict[str, str | list[str]] = {
        "assessment": assessment.id,
        "reader": assessment.reader,
        "unit": assessment.unit,
        "case_reference": assessment.case_reference,
    }
    individual, organisation = assessment.individual, assessment.organisation
    record(work, desk, Kind.ASSESSMENT, Outcome.DONE, individual, organisation, ground, detail)
    return keep_record(work, assessment, root)


def keep_record(work: Work, assessment: Assessment, root: AssessmentId) -> AssessorRecord:
    """What the assessor keeps of its own proposal."""
    kept = AssessorRecord(
        assessment.id,
        assessment.organisation,
        assessment.unit,
        assessment.reader,
        assessment.case_reference,
        assessment.claim.strength,
        assessment.proposed_at,
    )
    work.assessor_records.add(kept, root)
    return kept


def checked_claim(desk: Desk, grantee: Grantee, raw: Mapping[str, Json]) -> Claim:
    """The claim in normal form, by the rules of the section; ContentError with every field that is wrong."""
    stated: dict[str, Json] = {
        **({"competence": _THAT_OF_THE_ENTRY} if raw.get("about") else {}),
        **raw,
        "assessor": grantee.organisation.name,
        "unit": grantee.unit or None,
        "status": Standing.STANDS.value,
        "assessment_id": _PLACEHOLDER,
    }
    present = {name: value for name, value in stated.items() if value is not None}
    try:
        claim = claim_of(desk.rules.parse(_SECTION, present))
    except ContentError as error:
        wrong = [Objection(f"/claim{one.field}", one.problem, one.expected) for one in error.objections]
    else:
        wrong = _objections(desk, grantee, claim)
        if not wrong:
            return claim
    raise ContentError(wrong)


def forget_unanswered(work: Work, desk: Desk) -> int:
    """Drop what she has not taken up for so long that it cannot be any more."""
    return work.assessments.forget_unanswered(desk.clock.now() - PROPOSAL_LIFETIME)


def _objections(desk: Desk, grantee: Grantee, claim: Claim) -> list[Objection]:
    today = desk.clock.now().astimezone(desk.zone).date()
    wrong = []
    allowed = claimable_by(grantee)
    if claim.strength not in allowed:
        right = ", ".join(allowed) or "nothing"
        wrong.append(Objection("/claim/kind", "this is not for you to claim", right))
    if claim.assessed_on > today:
        wrong.append(Objection("/claim/assessed_on", "this day is still to come", "today or earlier"))
    if claim.valid_until is not None and claim.valid_until < today:
        wrong.append(Objection("/claim/valid_until", "the end has passed already", "today or later"))
    return wrong


def _by_code(
    work: Work, desk: Desk, grantee: Grantee, proposal: Proposal, claim: Claim
) -> _Reached | WrongCode | Denial:
    hold_back_guessing(work, desk, grantee)
    if claim.about is not None:
        raise ContentError(
            [Objection("/claim/about", "a code opens no entries", "leave it out, or propose under a grant")]
        )
    code = take_code(work, desk, proposal.connection_code)
    if code is None:
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, grantee.organisation.id)
        return WrongCode()
    _limit(work, desk, grantee, code.individual)
    return code.individual, claim


def _under_grant(
    work: Work, desk: Desk, grantee: Grantee, proposal: Proposal, claim: Claim
) -> _Reached | WrongCode | Denial | ContentError:
    opening = Opening(proposal.grant_id, proposal.case_reference, proposal.reader)
    opened = still_granted(work, desk, grantee, opening, Kind.ASSESSMENT)
    if isinstance(opened, Denial):
        return opened
    individual = opened.terms.individual
    if isinstance(opened.terms, Duty):  # a statute lets it read, and nothing more
        detail: dict[str, str | list[str]] = {"reader": proposal.reader, "unit": grantee.unit}
        organisation, duty = grantee.organisation.id, GrantId(opened.terms.id)
        record(work, desk, Kind.ASSESSMENT, Outcome.REFUSED, individual, organisation, duty, detail)
        return Denial(Reason.NO_GRANT)
    # Before anything is opened: being told of the limit instead of the entry would be a reading without its line.
    _limit(work, desk, grantee, individual)
    claimed = claim if claim.about is None else _about_an_entry(work, desk, grantee, opening, claim)
    return (individual, claimed) if isinstance(claimed, Claim) else claimed


def _about_an_entry(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, claim: Claim
) -> Claim | Denial | ContentError:
    """The claim with the competence of the entry that it names, read as any entry is."""
    opened = open_granted(work, desk, grantee, opening)
    if isinstance(opened, Denial):
        return opened
    visible = {item.id: item for items in opened.sections.values() for item in items}
    entry = visible.get(ItemId(claim.about or ""))
    competence = None if entry is None else competence_of(entry)
    if competence is None:
        right = "the id of an entry that the grant shows, of what she can or has done"
        return ContentError([Objection("/claim/about", "no such entry is open to you", right)])
    is_said = claim.competence != _THAT_OF_THE_ENTRY
    return claim if is_said else replace(claim, competence=competence)


def _limit(work: Work, desk: Desk, grantee: Grantee, individual: IndividualId) -> None:
    since = desk.clock.now() - PROPOSING_WINDOW
    if work.assessments.count_since(individual, grantee.organisation.id, since) >= MOST_PROPOSED:
        raise TooManyTriesError(PROPOSING_WINDOW)


def _first_state(
    work: Work, desk: Desk, grantee: Grantee, individual: IndividualId, claim: Claim
) -> AssessmentState:
    since = desk.clock.now() - PROPOSAL_LIFETIME
    is_left = any(
        one.state is AssessmentState.LEFT
        and one.proposed_at > since
        and one.is_like(grantee.organisation.id, claim)
        for one in work.assessments.of_individual(individual)
    )
    return AssessmentState.LEFT if is_left else AssessmentState.PROPOSED
