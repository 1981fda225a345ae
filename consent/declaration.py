"""Purpose declarations: what an organisation has said in advance about why it asks (GDPR art. 13 and 14).

No declaration, no request. A new version of one needs a new grant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consent.scope import Scope, within
from consent.vocabulary import DeclarationId, OrganisationId

Text = Mapping[str, str]
"""One sentence in several languages: BCP 47 tag to text."""


class DeclarationStatus(StrEnum):
    """Where one version of a declaration stands. Only an approved one can be asked with."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    """A newer version was approved. What was given under this one stands as it was agreed."""
    WITHDRAWN = "withdrawn"
    """Taken back by the organisation or the operator: nothing that rests on it stands any more."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why: a term of the W3C Data Privacy Vocabulary, and the same in words that a person can read."""

    code: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Want:
    """One slice that the organisation wants, the reason for it, and whether the purpose fails without it."""

    scope: Scope
    reason: Text
    needed: bool


@dataclass(frozen=True, slots=True)
class PurposeDeclaration:
    """One version of an organisation's published statement about one purpose."""

    id: DeclarationId
    version: int
    organisation: OrganisationId
    purpose: Purpose
    legal_basis: str
    wants: tuple[Want, ...]
    retention: Text
    onward_recipients: tuple[str, ...]
    on_no: Text
    other_way: Text
    contact: str
    status: DeclarationStatus
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    remark: str = ""
    """The operator's reason for a no."""

    @property
    def approved(self) -> bool:
        """Whether it can be asked with now."""
        return self.status is DeclarationStatus.APPROVED

    def allows(self, scope: Scope) -> bool:
        """Whether the declaration speaks of everything in the slice."""
        return within(scope, (want.scope for want in self.wants))
