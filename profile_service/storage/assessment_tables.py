"""Tables of assessments by others: what is hers, and what its assessor keeps of it. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class AssessmentRow(SQLModel, table=True):
    __tablename__ = "assessment"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str
    proposed_at: datetime = Field(sa_type=UtcTime, index=True)
    state: str
    standing: str
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class AssessorRecordRow(SQLModel, table=True):
    """Of the organisation, and of nobody else: no way leads from here to a person."""

    __tablename__ = "assessor_record"
    organisation_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    root_id: str
    unit: str
    proposed_at: datetime = Field(sa_type=UtcTime)
    standing: str
    changed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    followed_by: str | None = None
    sealing_version: int = Field(index=True)
    wrapped_reference: bytes = Field(sa_type=LargeBinary)
