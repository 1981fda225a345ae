"""Tables of help, drafts and mandates. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class HelpCodeRow(SQLModel, table=True):
    __tablename__ = "help_code"
    individual_id: str = Field(primary_key=True)
    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary, index=True)
    scopes: str
    minutes: int
    expires_at: datetime = Field(sa_type=UtcTime)


class AssistanceRow(SQLModel, table=True):
    __tablename__ = "assistance"
    __table_args__ = (Index("ix_assistance_open", "ended_by", "until"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    organisation_id: str
    unit: str
    helper_id: str = Field(index=True)
    session_id: str = Field(index=True)
    scopes: str
    opened_at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    seen_at: datetime = Field(sa_type=UtcTime)
    ended_by: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DraftRow(SQLModel, table=True):
    __tablename__ = "draft"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    assistance_id: str
    """Empty where it came of no help; so is `organisation_id` where she wrote it herself."""
    organisation_id: str
    made_at: datetime = Field(sa_type=UtcTime, index=True)
    state: str
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class MandateCodeRow(SQLModel, table=True):
    __tablename__ = "mandate_code"
    individual_id: str = Field(primary_key=True)
    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary, index=True)
    powers: str
    until: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class MandateRow(SQLModel, table=True):
    __tablename__ = "mandate"
    individual_id: str = Field(primary_key=True)
    """The principal."""
    id: str = Field(primary_key=True, index=True)
    representative_id: str = Field(index=True)
    powers: str
    proof: str
    organisation_id: str | None = Field(default=None, index=True)
    seen_by: str
    given_at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    state: str
    confirmed_by: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: str | None = None
    sealed: bytes = Field(sa_type=LargeBinary)
