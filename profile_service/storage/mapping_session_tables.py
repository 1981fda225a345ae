"""The table of mapping sessions. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class MappingSessionRow(SQLModel, table=True):
    __tablename__ = "mapping_session"
    __table_args__ = (Index("ix_mapping_session_old", "state", "changed_at"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    state: str
    started_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    revision: int
    """Part of what the seal is bound to, so that an older state cannot be put back alone."""
    sealed: bytes = Field(sa_type=LargeBinary)
