"""The profile: assertions that the individual owns, each with its source, strength and age."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from profile_service.domain.calendar import add_months
from profile_service.domain.sections import SECTIONS

ItemId = NewType("ItemId", str)
Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Content = Mapping[str, Json]
"""The fields of an item, already checked against its section's wire model. An unset field is absent."""


class SourceKind(StrEnum):
    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"
    IMPORT = "import"
    SEED = "seed"
    HELPED = "helped"
    """Her own statement, written down by a helper at a named organisation, and approved by her."""


class Strength(StrEnum):
    """How well a claim is supported, weakest first."""

    SELF = "self"
    CONTEXT = "context"
    DOCUMENT = "document"
    THIRD_PARTY = "third_party"
    ASSESSED = "assessed"
    RECOGNISED = "recognised"


@dataclass(frozen=True, slots=True)
class Source:
    """Who stated it: the individual, or a named organisation, file format or data set."""

    kind: SourceKind
    name: str = ""


OWN_WORDS = Source(SourceKind.INDIVIDUAL)
_WRITTEN_DOWN_BY_OTHERS = frozenset({SourceKind.HELPED, SourceKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Assertion:
    """One item of one section, in one version."""

    id: ItemId
    section: str
    version: int
    source: Source
    strength: Strength
    created: datetime
    last_confirmed: datetime
    review_date: date | None
    content: Content
    own_words: Content | None = None
    """Her own last wording, where the present one was written down by somebody else.

    Hers to see and to restore, and never disclosed: she said yes to the other wording, and a grant covers what stands in the
    profile, not what stood there before. An old wording may also hold what she has taken out since.
    """

    def is_stale(self, today: date) -> bool:
        """Whether its review date has passed."""
        return self.review_date is not None and self.review_date < today


class Change(StrEnum):
    """What a version did to its item."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    """She looked at it and said that it is still true; not a word of it changed."""
    RESTORED = "restored"
    """Her own last wording came back in the place of somebody else's."""


@dataclass(frozen=True, slots=True)
class PastVersion:
    """One line of an item's history. `content` is None where this version removed the item."""

    version: int
    at: datetime
    source: Source
    change: Change
    content: Content | None


@dataclass(frozen=True, slots=True)
class Profile:
    """The sections that were read, and the version of each."""

    versions: Mapping[str, int]
    sections: Mapping[str, tuple[Assertion, ...]]

    @property
    def revision(self) -> int:
        """Grows with every change: each change raises the version of exactly one section by one."""
        return sum(self.versions.values())


def new_assertion(
    item: ItemId, section: str, content: Content, source: Source, strength: Strength, now: datetime
) -> Assertion:
    """The first version of an item."""
    return Assertion(
        id=item,
        section=section,
        version=1,
        source=source,
        strength=strength,
        created=now,
        last_confirmed=now,
        review_date=_review_date(section, now, content),
        content=content,
    )


def changed(assertion: Assertion, content: Content, now: datetime, source: Source = OWN_WORDS) -> Assertion:
    """The next version, in the individual's own words, or in those of a helper that she approved (`source` says which).

    What she writes over is her own statement again, so the strength falls back to her word. Her own last wording is kept beside
    what somebody else wrote down, however often that is written down anew, until she writes herself.
    """
    hers = None if source.kind not in _WRITTEN_DOWN_BY_OTHERS else _her_wording(assertion)
    return replace(
        assertion,
        version=assertion.version + 1,
        source=source,
        strength=Strength.SELF,
        last_confirmed=now,
        review_date=_review_date(assertion.section, now, content),
        content=content,
        own_words=hers,
    )


def confirmed(assertion: Assertion, now: datetime) -> Assertion:
    """The next version, which says the same: she has looked at it, and it is fresh again."""
    return replace(
        assertion,
        version=assertion.version + 1,
        last_confirmed=now,
        review_date=_review_date(assertion.section, now, assertion.content),
    )


def _her_wording(assertion: Assertion) -> Content | None:
    return assertion.own_words if assertion.source.kind in _WRITTEN_DOWN_BY_OTHERS else assertion.content


def _review_date(section: str, now: datetime, content: Content) -> date | None:
    said = content.get(SECTIONS[section].review_field)
    if isinstance(said, str):
        return date.fromisoformat(said)
    months = SECTIONS[section].review_months
    return None if months is None else add_months(now.date(), months)
