"""Who works for an organisation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import OrganisationId
from profile_service.domain.people import ClientId, Member, StaffId
from profile_service.domain.staffing import Invitation, InvitationId, StaffChange


class StaffRegister(Protocol):
    """The organisations' units and people."""

    def add(self, member: Member) -> None:
        """Write somebody down, with her places; the units are there already."""
        ...

    def save(self, member: Member) -> None:
        """Another name, or other places."""
        ...

    def find(self, staff: StaffId) -> Member | None: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Member]:
        """Everybody, by name."""
        ...

    def remove(self, staff: StaffId) -> None:
        """She works there no more: her name, her places, her invitation."""
        ...

    def invite(self, invitation: Invitation, word: str) -> None:
        """Keep an invitation under its word's keyed hash; one that she had before opens nothing any more."""
        ...

    def invited_by(self, word: str) -> Invitation | None:
        """The invitation with this word, whether it stands or not."""
        ...

    def invitation(self, invitation: InvitationId) -> Invitation | None: ...
    def spend(self, invitation: Invitation) -> bool:
        """True the first time, False ever after, also in a race."""
        ...

    def invitations_of(self, organisation: OrganisationId) -> Mapping[StaffId, Invitation]:
        """By whom they are for."""
        ...

    def write_down(self, change: StaffChange) -> None: ...
    def changes_of(self, organisation: OrganisationId, limit: int) -> Sequence[StaffChange]:
        """Newest first."""
        ...

    def was_system(self, client: ClientId) -> bool:
        """Whether a system of this id was removed, from whichever organisation."""
        ...

    def units_of(self, organisation: OrganisationId) -> frozenset[str]:
        """The names of an organisation's units."""
        ...

    def units_at(self, organisation: OrganisationId, at: datetime) -> frozenset[str]:
        """Those of its units that it had at this moment already, and not one that it has made since."""
        ...

    def remove_unit(self, organisation: OrganisationId, unit: str) -> None: ...
    def add_unit(self, organisation: OrganisationId, unit: str) -> None:
        """One more unit; nothing changes where it is there."""
        ...
