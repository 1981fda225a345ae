"""More tables of the consent layer: receipts, duties, shares. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class ReceiptRow(SQLModel, table=True):
    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_request", "individual_id", "request_id"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    request_id: str
    grant_id: str | None = None
    kind: str
    at: datetime = Field(sa_type=UtcTime)
    place: int
    """Counts up for each individual: several may bear the same time."""
    sealed: bytes = Field(sa_type=LargeBinary)


class DutyRow(SQLModel, table=True):
    __tablename__ = "duty"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str = Field(index=True)
    reference: str
    citation: str
    text: str
    scopes: str
    since: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ShareRow(SQLModel, table=True):
    """Vacancy and employer are sealed; of the link and the spoken word only keyed hashes are kept."""

    __tablename__ = "share"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    secret_hash: bytes = Field(sa_type=LargeBinary, index=True)
    word_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    wrong_words: int = 0
    went_on: int = 0
    """How many of its readings were no other opening: the same viewer's, gone on with her name."""
    scopes: str
    contact: str
    made_at: datetime = Field(sa_type=UtcTime)
    until: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    contact_asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    contact_given_at: datetime | None = Field(default=None, sa_type=UtcTime)
    contact_refused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)
