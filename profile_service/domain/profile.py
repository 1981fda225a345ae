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
    """Her own last wording, where the present one was written down by somebody else. Hers to see and to restore; no reader's."""

    def is_stale(self, today: date) -> bool:
        """Whether its review date has passed."""
        return self.review_date is not None and self.review_date < today


class Change(StrEnum):
    """What a version did to its item."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    IMPORTED = "imported"


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
        review_date=_review_date(section, now),
        content=content,
    )


def changed(assertion: Assertion, content: Content, now: datetime, source: Source = OWN_WORDS) -> Assertion:
    """The next version, in the individual's own words, or in those of a helper that she approved (`source` says which).

    What she writes over is her own statement again, so the strength falls back to her word.
    """
    return replace(
        assertion,
        version=assertion.version + 1,
        source=source,
        strength=Strength.SELF,
        last_confirmed=now,
        review_date=_review_date(assertion.section, now),
        content=content,
    )


def _review_date(section: str, now: datetime) -> date | None:
    months = SECTIONS[section].review_months
    return None if months is None else add_months(now.date(), months)
