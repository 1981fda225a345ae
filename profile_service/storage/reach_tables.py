"""Tables of news, of where she is reached, and of messages on their way. See `storage.tables`."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class NewsRow(SQLModel, table=True):
    """What it is about is sealed, all of one length."""

    __tablename__ = "news"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime, index=True)
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class AcquaintanceRow(SQLModel, table=True):
    """That one reader has read under one ground: a keyed hash of both, and the last day on which it was told."""

    __tablename__ = "acquaintance"
    individual_id: str = Field(primary_key=True)
    who_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    day: date


class SaidEndingRow(SQLModel, table=True):
    """That it was said of a grant that it ends soon."""

    __tablename__ = "said_ending"
    individual_id: str = Field(primary_key=True)
    grant_id: str = Field(primary_key=True)


class WishesRow(SQLModel, table=True):
    __tablename__ = "reach_wishes"
    individual_id: str = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class PlaceRow(SQLModel, table=True):
    __tablename__ = "reach_place"
    individual_id: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class MessageRow(SQLModel, table=True):
    """`code_to` is a keyed hash of the address that a code was sent to, for a day: so that nobody is flooded with codes."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_due", "state", "next_at"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    channel: str
    kind: str
    made_at: datetime = Field(sa_type=UtcTime)
    next_at: datetime = Field(sa_type=UtcTime)
    attempts: int
    state: str
    result: str
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    code_to: bytes | None = Field(default=None, sa_type=LargeBinary, index=True)
