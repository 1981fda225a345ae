"""Tables of files of evidence, and of what is to be looked at again. See `storage.tables`."""

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class EvidenceFileRow(SQLModel, table=True):
    __tablename__ = "evidence_file"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kept_at: datetime = Field(sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)
    """What is known of it: kind, size, hash, pages, name."""


class EvidencePieceRow(SQLModel, table=True):
    __tablename__ = "evidence_piece"
    individual_id: str = Field(primary_key=True)
    file_id: str = Field(primary_key=True)
    at: int = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class ReviewDayRow(SQLModel, table=True):
    __tablename__ = "review_day"
    individual_id: str = Field(primary_key=True)
    section: str = Field(primary_key=True)
    due: date = Field(primary_key=True, index=True)


class ReminderRow(SQLModel, table=True):
    __tablename__ = "reminder"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    section: str
    due: date
    reminded_at: datetime = Field(sa_type=UtcTime)
