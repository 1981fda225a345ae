"""Who works for an organisation: its units, its people, and what each does where."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, insert, select

from consent.vocabulary import OrganisationId
from profile_service.domain.people import Member, Place, StaffId, StaffRole
from profile_service.storage.staff_tables import PlaceRow, StaffRow, UnitRow
from profile_service.storage.tables import table_of

_STAFF = table_of(StaffRow)
_PLACES = table_of(PlaceRow)
_UNITS = table_of(UnitRow)


class TableStaff:
    """See `actions.ports.StaffRegister`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
            select(_STAFF).where(_STAFF.c.organisation_id == organisation).order_by(_STAFF.c.name)
        )
        return [self._member(row) for row in rows.all()]

    def units_of(self, organisation: OrganisationId) -> frozenset[str]:
        found = select(_UNITS.c.name).where(_UNITS.c.organisation_id == organisation)
        return frozenset(self._connection.execute(found).scalars())

    def add_unit(self, organisation: OrganisationId, unit: str) -> None:
        if unit not in self.units_of(organisation):
            self._connection.execute(insert(_UNITS), {"organisation_id": organisation, "name": unit})

    def _place(self, member: Member) -> None:
        for place in member.places:
            roles = ",".join(sorted(place.roles))
            self._connection.execute(
                insert(_PLACES), {"staff_id": member.id, "unit": place.unit, "roles": roles}
            )

    def _member(self, row: Row[tuple[object, ...]]) -> Member:
        placed = select(_PLACES).where(_PLACES.c.staff_id == row.id).order_by(_PLACES.c.unit)
        places = tuple(
            Place(one.unit, frozenset(StaffRole(role) for role in one.roles.split(",") if role))
            for one in self._connection.execute(placed)
        )
        return Member(StaffId(row.id), OrganisationId(row.organisation_id), row.name, places)
