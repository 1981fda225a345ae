"""Who takes part: the individual's account, organisations, their staff and their systems."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import IndividualId, OrganisationId

StaffId = NewType("StaffId", str)
ClientId = NewType("ClientId", str)

MOST_KEYS: Final = 3
"""Keys of one system: the old one, the one that takes over, and one in reserve."""


class Role(StrEnum):
    """What an organisation is here for."""

    AGENCY = "agency"
    EMPLOYER = "employer"
    ASSESSOR = "assessor"
    OPERATOR = "operator"
    """Runs the service: approves purposes, registers duties, reads no profile."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A registered recipient. `number` is its organisationsnummer, ten digits."""

    id: OrganisationId
    name: str
    number: str
    role: Role
    sandbox: bool = False
    """Registered by itself, in a demo, to try things out: nobody has looked at who it is."""
    closed_at: datetime | None = None
    """Since when it takes no part any more. Its name stays, since it stands in people's logs."""


class StaffRole(StrEnum):
    """What a member of staff may do for a unit. Somebody can have several."""

    CASE_WORKER = "case_worker"
    ASSESSOR = "assessor"
    RECRUITER = "recruiter"
    ADMINISTRATOR = "administrator"
    """Looks after staff, units, purposes and addresses of the organisation; opens no profile by this."""
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    """Answers what people ask about readings, and sees what the organisation has read."""
    PROTECTED_IDENTITY = "protected_identity"
    """May handle cases of people under protected identity, besides another role."""


READING_ROLES: frozenset[StaffRole] = frozenset(
    {StaffRole.CASE_WORKER, StaffRole.ASSESSOR, StaffRole.RECRUITER}
)
"""Those who ask people and open what they were granted."""

HELPING_ROLES: frozenset[StaffRole] = frozenset({StaffRole.CASE_WORKER, StaffRole.ASSESSOR})
"""Those who may help somebody to write."""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit that somebody works for, and as what."""

    unit: str
    roles: frozenset[StaffRole]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on an organisation's staff, with every place of hers. One without a place can sign in and do nothing."""

    id: StaffId
    organisation: OrganisationId
    name: str
    places: tuple[Place, ...]

    def acting(self, unit: str) -> "Staff | None":
        """As one who acts for this unit now; for her first one where none is said. None where it is not hers."""
        place = next((one for one in self.places if unit in ("", one.unit)), None)
        return (
            None if place is None else Staff(self.id, self.organisation, self.name, place.unit, place.roles)
        )


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff while she acts for one unit of the organisation."""

    id: StaffId
    organisation: OrganisationId
    name: str
    unit: str
    roles: frozenset[StaffRole]


@dataclass(frozen=True, slots=True)
class Client:
    """An organisation's system: an OAuth client and its public keys (RFC 7517, each as JSON text).

    One key as a rule. During a change of keys there are up to `MOST_KEYS` that work side by side, each with a `kid` of its own.
    """

    id: ClientId
    organisation: OrganisationId
    public_jwks: tuple[str, ...]
    redirect_uris: tuple[str, ...] = ()
    """Where it may have a person's browser sent back to, each compared letter by letter."""
    dpop_required: bool = False
    """Whether its tokens are bound to a key of its own (RFC 9449); a token that is not opens nothing then."""
    handles_protected_identity: bool = False
    """Whether it may handle cases of people under protected identity."""


@dataclass(frozen=True, slots=True)
class Individual:
    """The account behind a profile: an internal id and nothing that says who she is."""

    id: IndividualId
    language: str
    paused_at: datetime | None = None
    """Since when she has paused all her sharing."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who authenticated on the operator's side. Nothing that opens a profile takes one."""

    organisation: Organisation
    colleague: str | None


@dataclass(frozen=True, slots=True)
class Grantee:
    """Who authenticated on an organisation's side: its system, or a member of its staff."""

    organisation: Organisation
    unit: str
    reader: str | None
    roles: frozenset[StaffRole] = frozenset()
    """Of the member of staff; a system has none."""
    handles_protected_identity: bool = False
    """Of the system; what a member of staff may is in her roles."""

    @property
    def cleared(self) -> bool:
        """Whether a case of somebody under protected identity may be opened to this one."""
        return self.handles_protected_identity or StaffRole.PROTECTED_IDENTITY in self.roles
