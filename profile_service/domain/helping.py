"""What a helper and a representative bring along: codes that she hands over, and drafts that wait for her answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.mandate import Power
from consent.scope import Scope
from consent.vocabulary import AssistanceId, IndividualId, OrganisationId
from profile_service.domain.mapping_session import MappingSessionId
from profile_service.domain.profile import ItemId, Json

DraftId = NewType("DraftId", str)

CODE_LIFETIME: Final = timedelta(minutes=15)
DRAFT_LIFETIME: Final = timedelta(days=30)
"""How long a draft waits; after that nobody can approve it, and it goes."""
MOST_DRAFTS: Final = 50
"""How many of helpers wait for one person at the most; what comes of a mapping session has a measure of its own."""
MANDATE_MONTHS: Final = (1, 3, 6, 12)
LONGEST_NAME: Final = 80
TRIES: Final = 10
"""How many codes that do not work one individual may try within an hour."""


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """What a help code opens: these fields, for so many minutes."""

    individual: IndividualId
    scopes: tuple[Scope, ...]
    minutes: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MandateOffer:
    """What a representative's code opens. `principal_name` is how she wants to be called by whoever types it."""

    principal: IndividualId
    principal_name: str
    powers: frozenset[Power]
    until: datetime
    expires_at: datetime


class Step(StrEnum):
    """What a draft would do to an item."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    CONFIRM = "confirm"
    """The entry is still true as it stands."""


class DraftState(StrEnum):
    """How she answered; a draft that was taken back, or not answered in time, is gone."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Draft:
    """One proposal, kept apart from the profile: a helper's, or what came of a mapping session.

    `fields` are those that would be written; None takes a field away. `version` is the item's own when the helper looked,
    nought for a new item. `assistance` and `organisation` are None, and the names empty, where she wrote it herself.
    """

    id: DraftId
    individual: IndividualId
    assistance: AssistanceId | None
    organisation: OrganisationId | None
    unit: str
    helper_name: str
    section: str
    step: Step
    item: ItemId | None
    version: int
    fields: Mapping[str, Json]
    made_at: datetime
    state: DraftState = DraftState.WAITING
    answered_at: datetime | None = None
    mapping: MappingSessionId | None = None
    """The mapping session that it came of."""
    fits: tuple[Mapping[str, Json], ...] = ()
    """For a new entry: if one of hers fits one of these patterns, it is the one that was meant, and is changed instead."""

    place: int = 0
    """Which one it is of those that were made at once."""

    def waits(self, now: datetime) -> bool:
        """Whether she can still answer it."""
        return self.state is DraftState.WAITING and now < self.made_at + DRAFT_LIFETIME
