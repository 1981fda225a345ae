"""Assessments by others: what an organisation proposes, what it keeps of that, and what the person sees."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.declarations import Organisation
from schemas.model import Model
from schemas.sections import Assessments
from schemas.values import (
    CalendarDate,
    CaseReference,
    Coded,
    Identifier,
    LongText,
    Message,
    ShortCode,
    ShortText,
    SkillLevel,
    Timestamp,
)

AssessmentKind: TypeAlias = Literal["third_party", "assessed", "recognised"]
AssessmentStanding: TypeAlias = Literal["stands", "superseded", "withdrawn"]
AssessmentState: TypeAlias = Literal["proposed", "accepted", "left"]


class NewClaim(Model):
    """What is stated anew, of the same competence as before."""

    kind: AssessmentKind = Field(
        description="Who may claim what: employers third_party; authorities assessed too; assessors recognised too."
    )
    method: ShortText = Field(description="How it was done.")
    assessed_on: CalendarDate
    valid_until: CalendarDate | None = None
    standard: Coded | None = None
    standard_level: ShortText | None = None
    level: SkillLevel | None = None
    evidence: Annotated[tuple[ShortText, ...], Field(max_length=limits.EVIDENCE_SEEN)] | None = None
    statement: LongText | None = None


class AssessmentClaim(NewClaim):
    """What an assessor states of one competence, or of one entry that a grant shows."""

    competence: Coded | None = Field(None, description="Can be left out where ``about`` says it.")
    about: Identifier | None = Field(None, description="Id of an entry that the grant shows.")


class AssessmentBody(Model):
    """A proposal. Exactly one of ``grant_id`` and ``connection_code`` says by what the person is reached."""

    grant_id: Identifier | None = None
    connection_code: ShortCode | None = None
    case_reference: CaseReference = Field(
        description="Of the organisation's own; the only thing by which it knows the assessment later."
    )
    reader: ShortText = Field(description="Who at the organisation states it.")
    unit: ShortText | None = None
    claim: AssessmentClaim


class SupersedeBody(Model):
    """A newer statement in the place of an older one, and why."""

    reader: ShortText
    unit: ShortText | None = None
    reason: Message
    claim: NewClaim


class AssessmentWithdrawBody(Model):
    """Why an assessment is taken back."""

    reader: ShortText
    unit: ShortText | None = None
    reason: Message


class ProposedAssessment(Model):
    """What the assessor keeps of its own proposal. It is the same whatever the person does."""

    id: Identifier
    case_reference: CaseReference
    unit: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    reader: ShortText
    proposed_at: Timestamp
    standing: AssessmentStanding
    changed_at: Timestamp | None = None
    followed_by: Identifier | None = None


class ProposedAssessmentList(Model):
    """A page of what the organisation has proposed, newest first. ``next`` is what the page after it is asked for with."""

    assessments: tuple[ProposedAssessment, ...]
    next: Identifier | None = None


class OwnAssessment(Model):
    """An assessment as the person herself sees it: what it says, what she has answered, and what its assessor says now."""

    id: Identifier
    organisation: Organisation | None = None
    proposed_by: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    case_reference: CaseReference
    proposed_at: Timestamp
    state: AssessmentState
    waits: bool = Field(description="Whether it is for her to answer now.")
    answered_at: Timestamp | None = None
    standing: AssessmentStanding
    reason: Message | None = Field(None, description="Why it does not stand any more.")
    followed_by: Identifier | None = None
    replaces: Identifier | None = None
    item_id: Identifier | None = Field(None, description="Its entry in her profile, while it is there.")
    version: int | None = Field(None, description="Of that entry; the ETag is made of it.")
    content: Assessments


class OwnAssessmentList(Model):
    """All about her, newest first."""

    assessments: tuple[OwnAssessment, ...]


class AnswerWordsBody(Model):
    """Her own words to an assessment; null takes them away."""

    answer: LongText | None = None
