"""Tables of who works for an organisation, where, and as what. See `storage.tables`."""

from sqlmodel import Field, SQLModel


class UnitRow(SQLModel, table=True):
    __tablename__ = "unit"
    organisation_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)


class StaffRow(SQLModel, table=True):
    __tablename__ = "staff"
    id: str = Field(primary_key=True)
    organisation_id: str = Field(index=True)
    name: str


class PlaceRow(SQLModel, table=True):
    __tablename__ = "staff_place"
    staff_id: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    roles: str
    """Their words, sorted, with commas between."""
