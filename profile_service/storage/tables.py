"""The tables. Rows only: SQLModel validates nothing here, so what is read is parsed into domain values elsewhere.

The individual's id comes first in every key of what belongs to an individual, and no constraint crosses
individuals, so that the tables can be spread over several databases by it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, Table
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


def _time() -> Any:
    return Field(sa_type=UtcTime)


def _bytes() -> Any:
    return Field(sa_type=LargeBinary)


class InstallationRow(SQLModel, table=True):
    __tablename__ = "installation"
    id: int = Field(primary_key=True)
    mode: str
    created_at: datetime = _time()


class IndividualRow(SQLModel, table=True):
    __tablename__ = "individual"
    id: str = Field(primary_key=True)
    language: str
    paused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    marks: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Sealed, of one length for everybody; NULL for one from before there were any."""


class DataKeyRow(SQLModel, table=True):
    __tablename__ = "data_key"
    individual_id: str = Field(primary_key=True)
    sealing_version: int = Field(index=True)
    wrapped: bytes = _bytes()


class SectionRow(SQLModel, table=True):
    __tablename__ = "section"
    individual_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    version: int
    sealed: bytes = _bytes()


class PastVersionRow(SQLModel, table=True):
    __tablename__ = "past_version"
    individual_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    section: str
    sealed: bytes = _bytes()


class OrganisationRow(SQLModel, table=True):
    __tablename__ = "organisation"
    id: str = Field(primary_key=True)
    name: str
    number: str
    role: str
    sandbox: bool
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ClientRow(SQLModel, table=True):
    __tablename__ = "client"
    id: str = Field(primary_key=True)
    organisation_id: str
    public_jwks: str
    """A JSON array of JWKs."""
    redirect_uris: str
    """One on each line."""
    dpop_required: bool
    handles_protected_identity: bool


class DeclarationRow(SQLModel, table=True):
    __tablename__ = "purpose_declaration"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    organisation_id: str = Field(index=True)
    status: str
    body: str
    place: int | None = None
    """Counts up with each registration; NULL for one from before it was counted."""
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    remark: str = ""


class ConnectionCodeRow(SQLModel, table=True):
    __tablename__ = "connection_code"
    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    individual_id: str
    expires_at: datetime = _time()


class AccessRequestRow(SQLModel, table=True):
    __tablename__ = "access_request"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str
    unit: str
    declaration_id: str
    declaration_version: int
    scopes: str
    until: datetime = _time()
    asked_at: datetime = _time()
    state: str
    grant_id: str
    ending: str
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    lifted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed: bytes = _bytes()


class GrantRow(SQLModel, table=True):
    __tablename__ = "consent_grant"
    __table_args__ = (Index("ix_consent_grant_end", "state", "until"),)
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True, index=True)
    organisation_id: str = Field(index=True)
    unit: str
    request_id: str
    declaration_id: str
    declaration_version: int
    purpose: str
    scopes: str
    given_at: datetime = _time()
    until: datetime = _time()
    ending: str
    revision: int
    barred: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Sealed: the units and readers that she has shut out."""
    state: str
    paused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reading: str | None = None
    """Of a used-up grant: the one reading."""


class JournalRow(SQLModel, table=True):
    """Append-only: triggers refuse UPDATE and DELETE. `seq` is the order in which rows were committed."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_individual", "individual_id", "seq"),
        Index("ix_journal_organisation", "organisation_id", "kind", "at"),
        {"sqlite_autoincrement": True},
    )
    seq: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite")
    )
    id: str
    at: datetime = _time()
    kind: str
    outcome: str
    individual_id: str | None = None
    organisation_id: str | None = None
    grant_id: str | None = None
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    reason: str | None = None
    commitment: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What its leaf in the tree is made of (`storage.commitments`); NULL in a line from before there was a tree."""


class SessionRow(SQLModel, table=True):
    __tablename__ = "session"
    secret_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    individual_id: str | None = Field(default=None, index=True)
    staff_id: str | None = Field(default=None, index=True)
    form_token: str
    opened_at: datetime = _time()
    seen_at: datetime = _time()
    id: str = Field(index=True)
    method: str
    assurance: str
    provider: str
    proved_at: datetime = _time()
    device: str
    shared_computer: bool
    unit: str
    acting_for: str | None = None


class ReplayRow(SQLModel, table=True):
    __tablename__ = "replay"
    caller: str = Field(primary_key=True)
    key_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    individual_id: str | None = Field(default=None, index=True)
    fingerprint: str
    at: datetime = Field(sa_type=UtcTime, index=True)
    sealed: bytes = _bytes()


class ClientAssertionRow(SQLModel, table=True):
    __tablename__ = "client_assertion"
    client_id: str = Field(primary_key=True)
    jti_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)


def table_of(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a row class, for statements in Core."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table
