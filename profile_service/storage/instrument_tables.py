"""The table of instruments that organisations registered. See `storage.tables`; no row of it is about anybody."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class InstrumentRow(SQLModel, table=True):
    __tablename__ = "instrument"
    id: str = Field(primary_key=True)
    """Begins with the organisation's id."""
    version: str = Field(primary_key=True)
    organisation_id: str = Field(index=True)
    text: bytes = Field(sa_type=LargeBinary)
    """The JSON text, byte for byte as it was registered."""
    head: bytes = Field(sa_type=LargeBinary)
    """What a list shows, so that no list reads a whole text."""
    registered_at: datetime = Field(sa_type=UtcTime)
    registered_by: str
    """Id of the member of staff; empty for a system."""
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
