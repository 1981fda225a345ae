"""Mandates: another individual acts for her, within named powers and until a day. It is never made longer, and never given on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from consent.errors import TransitionError
from consent.vocabulary import IndividualId, MandateId, OrganisationId

LONGEST: Final = timedelta(days=366)
"""Twelve months, also where one of them is in a leap year."""


class Power(StrEnum):
    """What a representative may do. Ways in, codes, links, exports and erasing are no powers: nobody has them for another."""

    SEE = "see"
    WRITE = "write"
    ANSWER = "answer"
    SEE_LOG = "see_log"


class ProofKind(StrEnum):
    """What the mandate rests on."""

    HERSELF = "herself"
    """She gave it, by a code that the representative typed."""
    COURT = "court_decision"
    GUARDIAN = "guardian"
    """A god man or a förvaltare, by the register extract that was seen at the desk."""
    ATTORNEY = "power_of_attorney"
    """A written or a future power of attorney that was seen at the desk."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was seen, and by whom. `organisation` and `seen_by` are None and empty where she gave it herself.

    `seen_by` is the id of the member of staff who saw the document; another one has to confirm it.
    """

    kind: ProofKind
    organisation: OrganisationId | None = None
    seen_by: str = ""

    def __post_init__(self) -> None:
        if (self.kind is ProofKind.HERSELF) != (self.organisation is None):
            raise TransitionError("a proof that was seen at a desk names the desk, and no other does")


class MandateEndedBy(StrEnum):
    """Who ended it."""

    PRINCIPAL = "principal"
    REPRESENTATIVE = "representative"
    NOT_CONFIRMED = "not_confirmed"
    """The second member of staff did not confirm it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Registered at a desk, and not confirmed by a second member of staff: nobody acts under it yet."""


@dataclass(frozen=True, slots=True)
class Active:
    """The representative may act. `confirmed_by` is the second member of staff, empty where she gave it herself."""

    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """Over before its day, for good."""

    by: MandateEndedBy
    at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    """Its day has come."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """One person may act for another.

    `principal_name` and `representative_name` are what each typed, for the other to see; no account has a name.
    """

    id: MandateId
    principal: IndividualId
    representative: IndividualId
    principal_name: str
    representative_name: str
    powers: frozenset[Power]
    proof: Proof
    given_at: datetime
    until: datetime
    state: Waiting | Active | Ended | Expired

    def __post_init__(self) -> None:
        if self.principal == self.representative:
            raise TransitionError("nobody represents herself")
        if not self.powers:
            raise TransitionError("a mandate names its powers")
        if not self.given_at < self.until <= self.given_at + LONGEST:
            raise TransitionError("a mandate has an end, within twelve months")

    def at_time(self, now: datetime) -> "Mandate":
        """As it stands now."""
        if isinstance(self.state, Waiting | Active) and now >= self.until:
            return replace(self, state=Expired())
        return self

    def allows(self, representative: IndividualId, power: Power, now: datetime) -> bool:
        """Whether this individual may do this for the principal now."""
        return (
            self.representative == representative
            and power in self.powers
            and self.given_at <= now
            and isinstance(self.at_time(now).state, Active)
        )

    def confirm(self, by: str, now: datetime) -> "Mandate":
        """A second member of staff has looked; TransitionError where it is the same one, or nothing waits."""
        if not isinstance(self.at_time(now).state, Waiting) or by == self.proof.seen_by:
            raise TransitionError("a second member of staff confirms what waits")
        return replace(self, state=Active(by))

    def end(self, by: MandateEndedBy, now: datetime) -> "Mandate":
        """Over, at once; TransitionError where it was over before."""
        if not isinstance(self.at_time(now).state, Waiting | Active):
            raise TransitionError("this mandate has ended already")
        return replace(self, state=Ended(by, now))
