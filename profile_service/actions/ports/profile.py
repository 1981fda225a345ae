"""The vault, and the book of what happened to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consent.permit import Permit
from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.domain.event import AuditEvent, EventId, JournalPage, Kind, Outcome
from profile_service.domain.opening import Telling
from profile_service.domain.profile import Assertion, ItemId, PastVersion, Profile

PastEntry = Sequence[tuple[ItemId, PastVersion]]


class Vault(Protocol):
    """The sealed sections. Nothing is read out of it without a permit (I-01)."""

    def create(self, individual: IndividualId) -> None:
        """Make the individual's data key."""
        ...

    def begin(self, permit: Permit) -> None:
        """Spend the permit on a viewing that begins: it is noted as an opening, and what is seen of it is read afterwards."""
        ...

    def read(self, permit: Permit, telling: Telling = Telling.LINE, repeats: str = "") -> Profile:
        """Spend the permit; only the permitted sections are opened, and they come out cut to the permit.

        What is opened for somebody else than her is noted in a book of the vault's own, and held against the journal before
        anything is committed.

        Args:
            telling: what tells of it; `repeats` is the line of the reading that it repeats, where it does.
        """
        ...

    def history(self, permit: Permit, section: str, item: ItemId) -> Sequence[PastVersion]:
        """Spend an ownership permit on the whole past of one item, oldest first; empty where there is none."""
        ...

    def whole_past(self, permit: Permit) -> Sequence[tuple[str, ItemId, PastVersion]]:
        """Spend an ownership permit on every version of every item of its sections: section, item, version; oldest first."""
        ...

    def write(
        self, individual: IndividualId, section: str, items: Sequence[Assertion], was: int, past: PastEntry
    ) -> None:
        """Replace a section whose version was `was`, and append to its history.

        Raises:
            StaleVersionError: the section has moved on.
            SectionFullError: the section would hold more than it may.
        """
        ...

    def erase(self, individual: IndividualId, at: datetime) -> None:
        """Destroy the data key, and with it everything that was sealed under it, copies included.

        The ledger of erasures gets its line in the same transaction, so that no older copy brings her back.
        """
        ...


class Journal(Protocol):
    """The append-only book of audit events."""

    def append(self, event: AuditEvent) -> None: ...

    def find(self, individual: IndividualId, event: EventId) -> AuditEvent | None:
        """One line of hers."""
        ...

    def page(self, individual: IndividualId, before: int | None, limit: int) -> JournalPage: ...

    def failed_codes(self, organisation: OrganisationId, since: datetime) -> int:
        """How many refused connection codes an organisation has tried."""
        ...

    def tries(self, individual: IndividualId, limit: int) -> Sequence[AuditEvent]:
        """The newest questions that were held back, and readings that were refused, newest first."""
        ...

    def refused_since(self, individual: IndividualId, kind: Kind, since: datetime) -> int:
        """How often she was refused something of this kind since then."""
        ...

    def readings_by(self, organisation: OrganisationId, before: int | None, limit: int) -> JournalPage:
        """What was disclosed to an organisation, and what it was refused, newest first."""
        ...

    def reads_under(self, individual: IndividualId) -> Mapping[GrantId, tuple[int, datetime]]:
        """For each grant that was read under: how often, and when last."""
        ...

    def readings_since(
        self, individual: IndividualId, grant: GrantId, outcome: Outcome, since: datetime
    ) -> int:
        """How many readings about one grant, duty or share ended like this since then."""
        ...

    def of_grant(
        self, individual: IndividualId, grant: str, limit: int, kind: Kind | None = None
    ) -> Sequence[AuditEvent]:
        """The newest lines about one grant, duty or share of hers, newest first; of one kind, where one is named."""
        ...
