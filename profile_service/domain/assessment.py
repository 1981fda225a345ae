"""Assessments by others: a signed-off statement about a competence, beside her own words and never over them.

Two things are kept apart. The assessment is hers: sealed with her key, and hers to accept, to leave, to answer and to hide. The
assessor's record is the assessor's: that it proposed something, when, under which reference of its own, and whether it has
taken that back since. Nothing of what she does reaches the record, so it reads the same whatever she does (I-10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import Grantee, Role, StaffRole
from profile_service.domain.profile import Assertion, Content, ItemId, Json, Strength
from profile_service.domain.strength import same_code

AssessmentId = NewType("AssessmentId", str)
MOST_PROPOSED: Final = 20
"""How many one organisation proposes to one person within `PROPOSING_WINDOW`, whatever becomes of them: a limit on how many
wait would tell the assessor when she has answered one."""
PROPOSING_WINDOW: Final = timedelta(days=30)
PROPOSAL_LIFETIME: Final = timedelta(days=180)
"""So long a proposal waits for her, and so long one that she left can be taken up after all, and is not put to her again."""
CLAIMABLE: Final = (Strength.THIRD_PARTY, Strength.ASSESSED, Strength.RECOGNISED)
"""The strengths that somebody else can give."""
CLAIMABLE_BY: Final[Mapping[Role, tuple[Strength, ...]]] = MappingProxyType(
    {
        Role.EMPLOYER: CLAIMABLE[:1],
        Role.AGENCY: CLAIMABLE[:2],
        Role.ASSESSOR: CLAIMABLE,
        Role.OPERATOR: (),
    }
)
"""What an organisation can claim: an employer says what it has seen; an authority can also assess by a method; only an
organisation that the operator registered as an assessor can say that something is officially recognised."""


def claimable_by(grantee: Grantee) -> tuple[Strength, ...]:
    """What this one can claim: of staff, more than to confirm takes the role of assessor. A system speaks for the whole of it."""
    allowed = CLAIMABLE_BY[grantee.organisation.role]
    if grantee.reader is None or StaffRole.ASSESSOR in grantee.roles:
        return allowed
    return allowed[:1]


class AssessmentState(StrEnum):
    """What she has said: nothing yet, yes, or that she leaves it. She can change her mind either way."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    LEFT = "left"


class Standing(StrEnum):
    """What the assessor says of it now. It does not come back from the last two."""

    STANDS = "stands"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the assessor states. `competence` and `standard` are codes as `schemas.values.codes.Coded`, or a label alone.

    `level` is 1 to 4 (has tried, with support, independent, can lead or teach); `standard_level` is a level of the standard in
    its own words. `evidence` is what was looked at, in words. `about` is the id of an item of hers that the assessor may see.
    """

    competence: Mapping[str, Json]
    strength: Strength
    method: str
    assessed_on: date
    standard: Mapping[str, Json] | None = None
    standard_level: str = ""
    level: int | None = None
    evidence: tuple[str, ...] = ()
    statement: str = ""
    valid_until: date | None = None
    about: ItemId | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment with its fate. `item` is its entry in the section `assessments` while she keeps it there.

    `assessor` is the organisation's name when it was proposed, `reader` who there proposed it. `ground` is the id of the grant under
    which that was done; empty where she handed over a code. `replaces` is the one that this takes the place of.
    """

    id: AssessmentId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    assessor: str
    reader: str
    ground: str
    case_reference: str
    claim: Claim
    proposed_at: datetime
    state: AssessmentState = AssessmentState.PROPOSED
    standing: Standing = Standing.STANDS
    answered_at: datetime | None = None
    item: ItemId | None = None
    reason: str = ""
    """Why it was superseded or withdrawn."""
    followed_by: AssessmentId | None = None
    replaces: AssessmentId | None = None
    history: tuple[tuple[str, datetime], ...] = field(default_factory=tuple)
    """State or standing, and time, of each change, the oldest first."""

    def waits(self, now: datetime) -> bool:
        """Whether it is for her to answer."""
        return (
            self.state is AssessmentState.PROPOSED
            and self.standing is Standing.STANDS
            and now < self.proposed_at + PROPOSAL_LIFETIME
        )

    def can_be_accepted(self, now: datetime) -> bool:
        """Whether her yes puts it into her profile: it stands, is not there, and is not too old for it."""
        return (
            self.state is not AssessmentState.ACCEPTED
            and self.standing is Standing.STANDS
            and now < self.proposed_at + PROPOSAL_LIFETIME
        )

    def answered(self, state: AssessmentState, now: datetime, item: ItemId | None) -> "Assessment":
        """After her answer."""
        history = (*self.history, (state.value, now))
        return replace(self, state=state, answered_at=now, item=item, history=history)

    def ended(
        self, standing: Standing, reason: str, now: datetime, by: AssessmentId | None = None
    ) -> "Assessment":
        """After the assessor has superseded or withdrawn it."""
        history = (*self.history, (standing.value, now))
        return replace(self, standing=standing, reason=reason, followed_by=by, history=history)

    def is_like(self, organisation: OrganisationId, claim: Claim) -> bool:
        """Whether this organisation states this of the same competence."""
        return self.organisation == organisation and same_code(self.claim.competence, claim.competence)


@dataclass(frozen=True, slots=True)
class AssessorRecord:
    """What the assessor sees of its own proposal: nothing of the person but what it wrote itself as reference.

    `strength` is what it claimed: who could not claim that may not end it.
    """

    id: AssessmentId
    organisation: OrganisationId
    unit: str
    reader: str
    case_reference: str
    strength: Strength
    proposed_at: datetime
    standing: Standing = Standing.STANDS
    changed_at: datetime | None = None
    followed_by: AssessmentId | None = None


def content_of(assessment: Assessment, answer: Json = None, *, hidden: bool = False) -> Content:
    """The assessment as the content of an entry, for the rules of its section to check."""
    claim = assessment.claim
    said: dict[str, Json] = {
        "competence": dict(claim.competence),
        "about": claim.about,
        "kind": claim.strength.value,
        "assessor": assessment.assessor,
        "unit": assessment.unit or None,
        "method": claim.method,
        "standard": None if claim.standard is None else dict(claim.standard),
        "standard_level": claim.standard_level or None,
        "level": claim.level,
        "evidence": list(claim.evidence) or None,
        "statement": claim.statement or None,
        "assessed_on": claim.assessed_on.isoformat(),
        "valid_until": None if claim.valid_until is None else claim.valid_until.isoformat(),
        "status": assessment.standing.value,
        "reason": assessment.reason or None,
        "answer": answer,
        "hidden": True if hidden else None,
        "assessment_id": assessment.id,
    }
    return {name: value for name, value in said.items() if value is not None}


_COMPETENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "skills": "skill",
        "transversal": "skill",
        "languages": "language",
        "licences": "licence",
        "experience": "title",
        "education": "name",
    }
)
"""The field of a section that says what somebody can assess in it."""


def competence_of(item: Assertion) -> Mapping[str, Json] | None:
    """What an entry says that she can or has done, as a code or a label; None where nobody assesses such an entry."""
    said = item.content.get(_COMPETENCES.get(item.section, ""))
    if isinstance(said, str):
        return {"label": said}
    return said if isinstance(said, Mapping) else None


def claim_of(content: Content) -> Claim:
    """The claim that stands in a checked content (`content_of` and back)."""
    until, about = content.get("valid_until"), content.get("about")
    standard, evidence, level = content.get("standard"), content.get("evidence"), content.get("level")
    competence = content["competence"]
    return Claim(
        competence=competence if isinstance(competence, Mapping) else {},
        strength=Strength(str(content["kind"])),
        method=str(content["method"]),
        assessed_on=date.fromisoformat(str(content["assessed_on"])),
        standard=standard if isinstance(standard, Mapping) else None,
        standard_level=str(content.get("standard_level", "")),
        level=level if isinstance(level, int) else None,
        evidence=tuple(str(one) for one in evidence) if isinstance(evidence, list | tuple) else (),
        statement=str(content.get("statement", "")),
        valid_until=date.fromisoformat(until) if isinstance(until, str) else None,
        about=ItemId(about) if isinstance(about, str) else None,
    )
