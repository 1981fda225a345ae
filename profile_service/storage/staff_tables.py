"""Tables of who works for an organisation, where, and as what. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


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


class InvitationRow(SQLModel, table=True):
    __tablename__ = "staff_invitation"
    organisation_id: str = Field(primary_key=True)
    staff_id: str = Field(primary_key=True)
    id: str
    code_hash: bytes = Field(index=True, sa_type=LargeBinary)
    first: bool
    """Whether she has never come in yet."""
    invited_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)


class StaffChangeRow(SQLModel, table=True):
    """Who had which place changed by whom: ids alone, names are looked up where they still are."""

    __tablename__ = "staff_change"
    organisation_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    what: str
    about: str
    made_by: str
    unit: str
    roles: str
