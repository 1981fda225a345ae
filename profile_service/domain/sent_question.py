"""A question as the organisation that asked it keeps it: the same whatever became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.vocabulary import DeclarationId, GrantId, OrganisationId, RequestId

KEPT_AFTER: Final = timedelta(days=30)
"""How long after the end that was asked for it is kept: whatever it led to is over by then, and could be acknowledged."""


@dataclass(frozen=True, slots=True)
class SentQuestion:
    """Its own words only: whom it was put to is not in it, and neither is an answer. `grant` was set aside for a yes."""

    organisation: OrganisationId
    id: RequestId
    grant: GrantId
    unit: str
    declaration_id: DeclarationId
    declaration_version: int
    asked_at: datetime
    until: datetime
    case_reference: str
