"""Who takes part: the individual's account, organisations, their staff and their systems."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from consent.vocabulary import IndividualId, OrganisationId

StaffId = NewType("StaffId", str)
ClientId = NewType("ClientId", str)


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


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who acts for one unit of an organisation."""

    id: StaffId
    organisation: OrganisationId
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Client:
    """An organisation's system: an OAuth client with one public key (RFC 7517, as JSON text)."""

    id: ClientId
    organisation: OrganisationId
    public_jwk: str


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
