"""Who somebody is to an OpenID provider, and what the provider vouched for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from consent.vocabulary import IndividualId
from profile_service.domain.session import SessionId
from profile_service.domain.sign_in import Assurance, Intent

ExternalIdentityId = NewType("ExternalIdentityId", str)


class NumberKind(StrEnum):
    """Which of the two kinds of Swedish identity number."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"


@dataclass(frozen=True, slots=True)
class Number:
    """An identity number of twelve digits: replaceable, and never a key."""

    digits: str = field(repr=False)
    kind: NumberKind


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider vouched for in one sign-in, after every check.

    `previous` is the samordningsnummer that she had before her personnummer. `affiliations` are the organisationsnummer
    that somebody on a staff works under.
    """

    provider: str
    issuer: str
    subject: str = field(repr=False)
    assurance: Assurance
    number: Number | None = None
    previous: Number | None = None
    birth_date: date | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExternalIdentity:
    """One way of hers to sign in by a provider. Her subject there is kept as a keyed hash alone."""

    id: ExternalIdentityId
    individual: IndividualId
    provider: str
    issuer: str
    assurance: Assurance
    added_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True)
class KeptNumber:
    """A number of hers, who vouched for it, and until when it was the current one."""

    number: Number
    issuer: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that has begun: kept on our side, for ten minutes and one answer.

    `session` is the one that it belongs to, where it is to prove again who she is or to add a way in.
    """

    provider: str
    intent: Intent
    to: str
    shared_computer: bool
    session: SessionId | None
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    begun_at: datetime
