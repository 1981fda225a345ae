"""Who works for an organisation."""

from collections.abc import Sequence
from typing import Protocol

from consent.vocabulary import OrganisationId
from profile_service.domain.people import Member, StaffId


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

    def units_of(self, organisation: OrganisationId) -> frozenset[str]:
        """The names of an organisation's units."""
        ...

    def add_unit(self, organisation: OrganisationId, unit: str) -> None:
        """One more unit; nothing changes where it is there."""
        ...
