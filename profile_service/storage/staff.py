"""Who works for an organisation: its units, its people, and what each does where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from consent.vocabulary import OrganisationId
from profile_service.domain.people import ClientId, Member, Place, StaffId, StaffRole
from profile_service.domain.staffing import Invitation, InvitationId, StaffChange, What
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.staff_tables import (
    InvitationRow,
    PlaceRow,
    StaffChangeRow,
    StaffRow,
    UnitRow,
)
from profile_service.storage.tables import table_of

_STAFF = table_of(StaffRow)
_PLACES = table_of(PlaceRow)
_UNITS = table_of(UnitRow)
_INVITATIONS = table_of(InvitationRow)
_CHANGES = table_of(StaffChangeRow)


class TableStaff:
    """See `actions.ports.StaffRegister`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, member: Member) -> None:
        self._connection.execute(
            insert(_STAFF),
            {"id": member.id, "organisation_id": member.organisation, "name": member.name},
        )
        self._place(member)

    def save(self, member: Member) -> None:
        self._connection.execute(_STAFF.update().where(_STAFF.c.id == member.id).values(name=member.name))
        self._connection.execute(delete(_PLACES).where(_PLACES.c.staff_id == member.id))
        self._place(member)

    def find(self, staff: StaffId) -> Member | None:
        row = self._connection.execute(select(_STAFF).where(_STAFF.c.id == staff)).one_or_none()
        return None if row is None else self._member(row)

    def of_organisation(self, organisation: OrganisationId) -> Sequence[Member]:
        rows = self._connection.execute(
            select(_STAFF)
            .where(_STAFF.c.organisation_id == organisation)
            .order_by(_STAFF.c.name, _STAFF.c.id)
        )
        return [self._member(row) for row in rows.all()]

    def remove(self, staff: StaffId) -> None:
        for table, whose in (
            (_PLACES, _PLACES.c.staff_id),
            (_INVITATIONS, _INVITATIONS.c.staff_id),
            (_STAFF, _STAFF.c.id),
        ):
            self._connection.execute(delete(table).where(whose == staff))

    def invite(self, invitation: Invitation, word: str) -> None:
        self._connection.execute(delete(_INVITATIONS).where(_INVITATIONS.c.staff_id == invitation.staff))
        self._connection.execute(
            insert(_INVITATIONS),
            {
                "organisation_id": invitation.organisation,
                "staff_id": invitation.staff,
                "id": invitation.id,
                "code_hash": self._hash(word),
                "first": invitation.first,
                "invited_at": invitation.invited_at,
                "expires_at": invitation.expires_at,
            },
        )

    def invited_by(self, word: str) -> Invitation | None:
        return self._invitation(_INVITATIONS.c.code_hash == self._hash(word))

    def invitation(self, invitation: InvitationId) -> Invitation | None:
        return self._invitation(_INVITATIONS.c.id == invitation)

    def spend(self, invitation: Invitation) -> bool:
        spent = self._connection.execute(delete(_INVITATIONS).where(_INVITATIONS.c.id == invitation.id))
        return spent.rowcount == 1

    def invitations_of(self, organisation: OrganisationId) -> Mapping[StaffId, Invitation]:
        rows = self._connection.execute(
            select(_INVITATIONS).where(_INVITATIONS.c.organisation_id == organisation)
        )
        found = [_invitation(row) for row in rows]
        return {one.staff: one for one in found}

    def write_down(self, change: StaffChange) -> None:
        self._connection.execute(
            insert(_CHANGES),
            {
                "organisation_id": change.organisation,
                "id": change.id,
                "at": change.at,
                "what": change.what.value,
                "about": change.about,
                "made_by": change.made_by,
                "unit": change.unit,
                "roles": _dump_roles(change.roles),
            },
        )

    def changes_of(self, organisation: OrganisationId, limit: int) -> Sequence[StaffChange]:
        about = select(_CHANGES).where(_CHANGES.c.organisation_id == organisation)
        rows = self._connection.execute(about.order_by(_CHANGES.c.at.desc()).limit(limit))
        return [
            StaffChange(
                row.id,
                organisation,
                row.at,
                What(row.what),
                row.about,
                row.made_by,
                row.unit,
                _load_roles(row.roles),
            )
            for row in rows
        ]

    def units_of(self, organisation: OrganisationId) -> frozenset[str]:
        found = select(_UNITS.c.name).where(_UNITS.c.organisation_id == organisation)
        return frozenset(self._connection.execute(found).scalars())

    def units_at(self, organisation: OrganisationId, at: datetime) -> frozenset[str]:
        made_since = select(_CHANGES.c.unit).where(
            _CHANGES.c.organisation_id == organisation,
            _CHANGES.c.what == What.UNIT_ADDED.value,
            _CHANGES.c.at > at,
        )
        return self.units_of(organisation) - frozenset(self._connection.execute(made_since).scalars())

    def was_system(self, client: ClientId) -> bool:
        removed = _CHANGES.c.what == What.SYSTEM_REMOVED.value, _CHANGES.c.about == client
        return self._connection.execute(select(_CHANGES.c.id).where(*removed).limit(1)).first() is not None

    def remove_unit(self, organisation: OrganisationId, unit: str) -> None:
        self._connection.execute(
            delete(_UNITS).where(_UNITS.c.organisation_id == organisation, _UNITS.c.name == unit)
        )

    def add_unit(self, organisation: OrganisationId, unit: str) -> None:
        if unit not in self.units_of(organisation):
            self._connection.execute(insert(_UNITS), {"organisation_id": organisation, "name": unit})

    def _invitation(self, condition: ColumnElement[bool]) -> Invitation | None:
        row = self._connection.execute(select(_INVITATIONS).where(condition)).one_or_none()
        return None if row is None else _invitation(row)

    def _hash(self, word: str) -> bytes:
        return self._sealer.blind("staff-invitation", word)

    def _place(self, member: Member) -> None:
        for place in member.places:
            roles = _dump_roles(place.roles)
            self._connection.execute(
                insert(_PLACES), {"staff_id": member.id, "unit": place.unit, "roles": roles}
            )

    def _member(self, row: Row[tuple[object, ...]]) -> Member:
        placed = select(_PLACES).where(_PLACES.c.staff_id == row.id).order_by(_PLACES.c.unit)
        places = tuple(Place(one.unit, _load_roles(one.roles)) for one in self._connection.execute(placed))
        return Member(StaffId(row.id), OrganisationId(row.organisation_id), row.name, places)


def _invitation(row: Any) -> Invitation:
    return Invitation(
        InvitationId(row.id),
        OrganisationId(row.organisation_id),
        StaffId(row.staff_id),
        row.invited_at,
        row.expires_at,
        bool(row.first),
    )


def _dump_roles(roles: frozenset[StaffRole]) -> str:
    return ",".join(sorted(roles))


def _load_roles(stored: str) -> frozenset[StaffRole]:
    return frozenset(StaffRole(role) for role in stored.split(",") if role)
