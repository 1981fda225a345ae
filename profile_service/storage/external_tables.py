"""Tables of who people and staff are to OpenID providers. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class ExternalIdentityRow(SQLModel, table=True):
    __tablename__ = "external_identity"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    subject_hash: bytes = Field(sa_type=LargeBinary, index=True)
    """Of issuer and subject together."""
    provider: str
    issuer: str
    assurance: str
    added_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime = Field(sa_type=UtcTime)


class IdentityNumberRow(SQLModel, table=True):
    __tablename__ = "identity_number"
    individual_id: str = Field(primary_key=True)
    number_hash: bytes = Field(primary_key=True, sa_type=LargeBinary, index=True)
    issuer: str = Field(primary_key=True)
    since: datetime = Field(sa_type=UtcTime)
    until: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = Field(sa_type=LargeBinary)


class ProvedAccountRow(SQLModel, table=True):
    __tablename__ = "proved_account"
    individual_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True, index=True)
    method: str
    assurance: str
    provider: str
    proved_at: datetime = Field(sa_type=UtcTime)


class StaffIdentityRow(SQLModel, table=True):
    __tablename__ = "staff_identity"
    organisation_id: str = Field(primary_key=True)
    subject_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    staff_id: str
    issuer: str


class AttemptRow(SQLModel, table=True):
    __tablename__ = "sign_in_attempt"
    state_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    browser_hash: bytes = Field(sa_type=LargeBinary)
    until: datetime = Field(sa_type=UtcTime, index=True)
    sealing_version: int
    sealed: bytes = Field(sa_type=LargeBinary)
    """Wrapped with the installation's key: what the provider's answer is held against."""
