"""Tables of what organisations are told and asked, and of how much they read. See `storage.tables`."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class NoticeRow(SQLModel, table=True):
    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_organisation", "organisation_id", "due_at"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str
    about: str
    change: str
    at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    deadline: datetime | None = Field(default=None, sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sent: bool = Field(default=False, index=True)
    """Whether a delivery has been made for each endpoint."""


class EndpointRow(SQLModel, table=True):
    __tablename__ = "webhook_endpoint"
    id: str = Field(primary_key=True)
    organisation_id: str = Field(index=True)
    url: str
    sealing_version: int = Field(index=True)
    wrapped_secret: bytes = Field(sa_type=LargeBinary)
    registered_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DeliveryRow(SQLModel, table=True):
    __tablename__ = "webhook_delivery"
    __table_args__ = (Index("ix_webhook_delivery_due", "state", "next_at"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    notice_id: str
    endpoint_id: str = Field(index=True)
    made_at: datetime = Field(sa_type=UtcTime)
    next_at: datetime = Field(sa_type=UtcTime)
    attempts: int
    state: str
    result: str


class InquiryRow(SQLModel, table=True):
    """Her words and the answer are sealed with her key."""

    __tablename__ = "inquiry"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str = Field(index=True)
    event_id: str
    ground: str
    opened_at: datetime = Field(sa_type=UtcTime)
    deadline: datetime = Field(sa_type=UtcTime)
    state: str
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class TallyRow(SQLModel, table=True):
    """What was tried on one day (`storage.tallies`). Nobody can be found by it: reader and ground are keyed hashes."""

    __tablename__ = "tally"
    organisation_id: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    reader_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    ground_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    tries: int


class AlarmRow(SQLModel, table=True):
    __tablename__ = "alarm"
    id: str = Field(primary_key=True)
    organisation_id: str
    day: date
    reader: str
    people: int
    usual: int
    at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
