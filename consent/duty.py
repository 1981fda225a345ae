"""Access by law: not a consent, and never shown as one. Made by the operator for a named rule, and for its fields alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consent.errors import TransitionError
from consent.scope import Scope
from consent.vocabulary import DutyId, IndividualId, OrganisationId


@dataclass(frozen=True, slots=True)
class Rule:
    """The statute that compels: its name as it is cited, and what it says, in several languages."""

    citation: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Duty:
    """One organisation's access to a part of one profile under one rule.

    `reference` is the case reference of the demand that the rule was shown for; empty where none was written down.
    She cannot stop it and a pause does not touch it; she sees it, the rule, and every reading.
    """

    id: DutyId
    individual: IndividualId
    organisation: OrganisationId
    rule: Rule
    scopes: tuple[Scope, ...]
    since: datetime
    until: datetime
    ended_at: datetime | None = None
    reference: str = ""

    def __post_init__(self) -> None:
        if not self.scopes or any(scope.fields is None for scope in self.scopes):
            raise TransitionError("a duty names its fields: freeze its scopes first")
        if self.until <= self.since:
            raise TransitionError("a duty ends after it began")

    def stands(self, now: datetime) -> bool:
        """Whether it compels now."""
        return self.since <= now < self.until and self.ended_at is None
