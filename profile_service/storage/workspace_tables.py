"""Tables of the agency's workspace: what a unit saw last under a grant, and what an organisation has asked. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class LookRow(SQLModel, table=True):
    """Sealed with the key of whom it is about, and gone with the grant."""

    __tablename__ = "grant_look"
    individual_id: str = Field(primary_key=True)
    grant_id: str = Field(primary_key=True)
    unit_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    sealed: bytes = Field(sa_type=LargeBinary)


class SentQuestionRow(SQLModel, table=True):
    """Of the organisation, and of nobody else: it is the same whatever became of the question, and of the person."""

    __tablename__ = "sent_question"
    __table_args__ = (Index("ix_sent_question_until", "until"),)
    organisation_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    grant_id: str = Field(index=True)
    unit: str
    declaration_id: str
    declaration_version: int
    asked_at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    sealing_version: int = Field(index=True)
    wrapped_reference: bytes = Field(sa_type=LargeBinary)
