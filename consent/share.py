"""Shares: she shows a part of her profile to whoever holds a link, for one vacancy, without being asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from consent.errors import TransitionError
from consent.scope import Scope
from consent.vocabulary import IndividualId, ShareId

_SKILL: Final = frozenset({"skill", "level", "months", "last_used", "wants_to_use"})

COMPETENCES: Final[Mapping[str, frozenset[str]]] = {
    "experience": frozenset(
        {"setting", "title", "occupation", "start", "end", "ongoing", "tasks", "skills_used"}
    ),
    "education": frozenset(
        {"name", "start", "end", "outcome", "years_done", "level", "field", "document", "recognition"}
    ),
    "languages": frozenset(
        {
            "language",
            "listening",
            "reading",
            "spoken_interaction",
            "spoken_production",
            "writing",
            "certificate",
        }
    ),
    "skills": _SKILL,
    "transversal": _SKILL,
    "licences": frozenset({"kind", "licence", "issued", "valid_until"}),
    "assessments": frozenset(
        {"competence", "kind", "method", "standard", "standard_level", "level", "assessed_on", "valid_until"}
    ),
}
"""What may be shown before the second yes: nothing that says who she is, where she comes from or who has helped her."""

CONTACT: Final[Mapping[str, frozenset[str]]] = {"person": frozenset({"name", "email", "phone"})}
"""What the second yes may add."""


@dataclass(frozen=True, slots=True)
class Share:
    """One link, for one vacancy and nothing else.

    `contact_asked_at` is when a viewer asked who she is, `contact_given_at` when she said yes to that too.
    """

    id: ShareId
    individual: IndividualId
    vacancy: str
    employer: str
    scopes: tuple[Scope, ...]
    contact: tuple[Scope, ...]
    made_at: datetime
    until: datetime
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    contact_asked_at: datetime | None = None
    contact_given_at: datetime | None = None
    fit: str = ""
    """The occupation, as scheme and id with a space between, for which viewers see how what is shown fits; empty for none."""
    contact_refused_at: datetime | None = None
    """When she said no to the viewer's question. To the viewer it looks like silence."""

    def __post_init__(self) -> None:
        if not _inside(self.scopes, COMPETENCES) or not self.scopes:
            raise TransitionError("a share shows competences first, and nothing else")
        if not _inside(self.contact, CONTACT):
            raise TransitionError("the second yes is for name and contact")
        if self.until <= self.made_at:
            raise TransitionError("a share ends after it was made")

    def stands(self, now: datetime) -> bool:
        """Whether the link opens anything now."""
        return self.made_at <= now < self.until and self.ended_at is None and self.paused_at is None

    @property
    def open_scopes(self) -> tuple[Scope, ...]:
        """What a viewer sees: the competences, and after her second yes how to reach her."""
        return self.scopes if self.contact_given_at is None else (*self.scopes, *self.contact)

    def end(self, now: datetime) -> "Share":
        """She takes it back; TransitionError where it is over already."""
        if self.ended_at is not None or now >= self.until:
            raise TransitionError("this sharing has ended already")
        return replace(self, ended_at=now)

    def ask_contact(self, now: datetime) -> "Share":
        """A viewer asks who she is, once; TransitionError where the share does not stand, or somebody has asked."""
        if not self.stands(now) or self.contact_asked_at is not None or self.contact_given_at is not None:
            raise TransitionError("this question has been put already")
        return replace(self, contact_asked_at=now)

    def refuse_contact(self, now: datetime) -> "Share":
        """Her no to the viewer's question; TransitionError where nobody has asked, or she has answered."""
        if self.contact_asked_at is None or self.contact_given_at or self.contact_refused_at:
            raise TransitionError("there is no question left to say no to")
        if self.ended_at is not None or now >= self.until:
            raise TransitionError("this sharing has ended already")
        return replace(self, contact_refused_at=now)

    def give_contact(self, now: datetime, contact: tuple[Scope, ...]) -> "Share":
        """Her second yes; TransitionError where the share is over, or she has said it already."""
        if self.ended_at is not None or now >= self.until or self.contact_given_at is not None:
            raise TransitionError("there is nothing left to say yes to")
        if not contact:
            raise TransitionError("a yes names what it is for")
        return replace(self, contact=contact, contact_given_at=now)


def _inside(scopes: Iterable[Scope], allowed: Mapping[str, frozenset[str]]) -> bool:
    return all(
        scope.fields is not None and scope.fields <= allowed.get(scope.section, frozenset())
        for scope in scopes
    )
