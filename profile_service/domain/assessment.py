"""Assessments by others: a signed-off statement about a competence, beside her own words and never over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.profile import ItemId, Json, Strength

AssessmentId = NewType("AssessmentId", str)
MOST_PROPOSED: Final = 50
"""How many wait for one person at the most."""
CLAIMABLE: Final = (Strength.THIRD_PARTY, Strength.ASSESSED, Strength.RECOGNISED)
"""The strengths that somebody else can give."""


class AssessmentState(StrEnum):
    """Proposed; then accepted or left by her. The assessor may supersede or withdraw it, with a reason, at any time."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    LEFT = "left"
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
    """One assessment with its fate. `item` is its entry in the section `assessments` once she has accepted it."""

    id: AssessmentId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    assessor: str
    ground: str
    """Id of the grant under which it was proposed; empty where it came by a code that she handed over."""
    claim: Claim
    proposed_at: datetime
    state: AssessmentState = AssessmentState.PROPOSED
    answered_at: datetime | None = None
    item: ItemId | None = None
    reason: str = ""
    """Why it was superseded or withdrawn."""
    followed_by: AssessmentId | None = None
    history: tuple[tuple[str, datetime], ...] = field(default_factory=tuple)
    """State and time of each change, the oldest first."""
