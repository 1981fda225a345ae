"""The desk: where a helper sees who somebody is, writes down by what proof, and hands out a way in. And its limits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Assurance

EnrolmentId = NewType("EnrolmentId", str)

# --- What the assurance "desk" does not reach. All of it stands here, and is enforced by `actions.desk_limits`. ---

LONGEST_GRANT_MONTHS: Final = 6
"""A grant that is given on a sign-in at assurance desk ends after six months at the latest; otherwise it is twelve."""
REPLACED_HOLD: Final = timedelta(hours=24)
"""So long after a lost way in was replaced no grant and no link is made: time to notice if it was not she."""
NUMBER_FROM: Final = Assurance.SUBSTANTIAL
"""An identity number is attached by an e-ID only; a desk writes down no number at all."""

SAMPLED_IN: Final = 10
"""One enrolment in ten, drawn at random, is looked at by somebody else of the organisation."""
TAIL: Final = 3
"""So many signs of the document's number are written down at the most, from its end."""
LONGEST_PLACE: Final = 80


class ProofSeen(StrEnum):
    """What the helper had before her. Never a copy of it."""

    PASSPORT = "passport"
    NATIONAL_ID_CARD = "national_id_card"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_PERMIT = "residence_permit"
    LMA_CARD = "lma_card"
    """The card of those who seek asylum: it proves less than an identity document does."""
    PERSON_VOUCHING = "person_vouching"
    """Somebody with an identity document of her own who knows her."""

    @property
    def rank(self) -> int:
        """To compare two: the higher, the stronger."""
        return {ProofSeen.PERSON_VOUCHING: 0, ProofSeen.LMA_CARD: 1}.get(self, 2)

    def replaces(self, first: "ProofSeen") -> bool:
        """Whether a lost way in can be replaced by showing this: the same kind as the first time, or a stronger one."""
        return self is first or self.rank > first.rank


class Review(StrEnum):
    """What became of the second look."""

    NOT_DRAWN = "not_drawn"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    SETTLED = "settled"
    """There was an objection, and she has been seen again since."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a helper writes down of one meeting. `tail` is the end of the document's number, three signs at most."""

    proof: ProofSeen
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One time that somebody was seen at a desk: the first, or a later one that replaced a lost way in."""

    id: EnrolmentId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    staff: StaffId
    helper: str
    seen: Seen
    at: datetime
    replaced: bool
    review: Review
    reviewed_by: StaffId | None = None
    reviewed_at: datetime | None = None

    @property
    def locked(self) -> bool:
        """Whether somebody objected, and she has not been seen again."""
        return self.review is Review.OBJECTED


def clean_tail(written: str) -> str | None:
    """The end of a document's number as it is kept; None where more was written than may be."""
    bare = "".join(written.split()).replace("-", "").upper()
    return bare if len(bare) <= TAIL and (bare == "" or bare.isalnum()) else None
