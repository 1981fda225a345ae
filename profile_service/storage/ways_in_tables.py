"""Tables of the ways in without an e-ID, of desks, and of accounts that became one. See `storage.tables`.

What both individuals and staff can hold is keyed by `holder_id`: the prefixes of ids keep them apart.
"""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class PasskeyRow(SQLModel, table=True):
    __tablename__ = "passkey"
    holder_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    holder_kind: str
    credential_hash: bytes = Field(sa_type=LargeBinary, index=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    counter: int
    name: str
    assurance: str
    made_at: datetime = Field(sa_type=UtcTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    locked_at: datetime | None = Field(default=None, sa_type=UtcTime)


class CeremonyRow(SQLModel, table=True):
    """A challenge that waits for its answer, under the hash of the browser's secret."""

    __tablename__ = "passkey_ceremony"
    secret_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    holder_id: str
    holder_kind: str
    challenge: bytes = Field(sa_type=LargeBinary)
    intent: str
    to: str
    shared: bool
    grounds: str
    expires_at: datetime = Field(sa_type=UtcTime, index=True)


class SheetRow(SQLModel, table=True):
    __tablename__ = "sheet"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    handle_hash: bytes = Field(sa_type=LargeBinary, index=True)
    pin_hash: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(sa_type=UtcTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    locked_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SheetCodeRow(SQLModel, table=True):
    """A code that was not used yet: a used one has no row."""

    __tablename__ = "sheet_code"
    individual_id: str = Field(primary_key=True)
    sheet_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    code_hash: bytes = Field(sa_type=LargeBinary)


class TriesRow(SQLModel, table=True):
    """Wrong tries in a row by a sheet's number or a client, each a keyed hash."""

    __tablename__ = "sign_in_tries"
    key_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    count: int
    last_at: datetime = Field(sa_type=UtcTime, index=True)


class EnrolmentRow(SQLModel, table=True):
    """Sealed with her key: the helper's name and the end of the document's number."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_review", "organisation_id", "review"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str
    unit: str
    staff_id: str
    proof: str
    at: datetime = Field(sa_type=UtcTime)
    replaced: bool
    review: str
    reviewed_by: str | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    recovery_hash: bytes = Field(sa_type=LargeBinary, index=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class StartCodeRow(SQLModel, table=True):
    __tablename__ = "start_code"
    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    id: str = Field(index=True)
    holder_id: str
    holder_kind: str
    assurance: str
    expires_at: datetime = Field(sa_type=UtcTime)


class JoinedRow(SQLModel, table=True):
    """A former account of hers; its data key stays in `data_key` until she is erased."""

    __tablename__ = "joined_account"
    individual_id: str = Field(primary_key=True)
    former_id: str = Field(primary_key=True, index=True)
    at: datetime = Field(sa_type=UtcTime)
